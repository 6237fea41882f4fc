// Slows down guessing: after some wrong passwords for one name, or from one address, the next try has to wait, twice as
// long each time. Never for good, so that nobody can lock a colleague out.
//
// Threads    One at a time; the Api holds a lock.
// Limits     Remembers kRememberedMax names and addresses; those whose wait is over are forgotten first.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "shared/base/clock.h"
#include "shared/base/result.h"

namespace ziping::server {

inline constexpr int kFreeTries = 5;
inline constexpr int kFreeTriesOfAddress = 50;  // a whole office may share one
inline constexpr std::int64_t kFirstWaitMs = 1'000;
inline constexpr std::int64_t kLongestWaitMs = 15 * 60 * 1'000;
inline constexpr std::size_t kRememberedMax = 10'000;

class Doorkeeper {
 public:
  explicit Doorkeeper(const base::Clock& clock) : clock_(clock) {}

  base::Status may_try(const std::string& who) const;  // Denied "too-many-tries", with the seconds to wait
  void failed(const std::string& who, int free_tries);
  void succeeded(const std::string& who);

 private:
  struct Tries {
    int count = 0;
    std::int64_t until_ms = 0;
  };
  const base::Clock& clock_;
  std::map<std::string, Tries> tries_;
};

}  // namespace ziping::server
