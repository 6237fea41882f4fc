// A stick that goes from laptop to laptop and to the server, with bundles on it. What is copied off it may have
// suffered.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/random.h"

namespace ziping::simulation {

struct Bundle {
  std::string file;
  std::string passphrase = {};  // of those that have one
  bool for_keys = true;         // it opens without the passphrase
  bool by_device = true;        // the server made it otherwise
  bool complete = true;         // holds all of what the server lacked of its maker's
};

class Stick {
 public:
  // Passphrases are slow on purpose: few bundles have one, and those only where there may be any.
  enum class Passphrases { Never, Seldom };
  Stick(base::SeededRandom& random, Passphrases passphrases)
      : random_(random), locks_(passphrases == Passphrases::Seldom ? 2 : 0) {}

  void put(Bundle bundle);
  // For the bundle that is made next; mostly empty.
  std::string passphrase();
  struct Copy : Bundle {
    bool spoilt = false;  // cut short, or with a byte that is another
  };
  std::optional<Copy> any();  // one of those on it, which stays there
  void taken() { ++taken_; }
  std::int64_t times_taken() const { return taken_; }

 private:
  base::SeededRandom& random_;
  int locks_;
  std::vector<Bundle> bundles_;
  std::int64_t taken_ = 0;
};

}  // namespace ziping::simulation
