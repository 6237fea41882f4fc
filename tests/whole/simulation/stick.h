// A stick that goes from laptop to laptop and to the server, with bundles on it. What is copied off it may have
// suffered.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/random.h"

namespace ziping::simulation {

class Stick {
 public:
  explicit Stick(base::SeededRandom& random) : random_(random) {}

  void put(std::string file);
  struct Copy {
    std::string file;
    bool spoilt = false;  // cut short, or with a byte that is another
  };
  std::optional<Copy> any();  // one of those on it, which stays there
  void taken() { ++taken_; }
  std::int64_t times_taken() const { return taken_; }

 private:
  base::SeededRandom& random_;
  std::vector<std::string> files_;
  std::int64_t taken_ = 0;
};

}  // namespace ziping::simulation
