// Ends processes with SIGKILL at random moments, as a power button or an impatient person does.
#pragma once

#include <sys/types.h>

#include <chrono>

#include "shared/base/random.h"

namespace ziping::tests {

// How many processes a case kills: ZIPING_KILLS for long runs, else `usual`.
int kills(int usual);

enum class Fate { Done, Refused, Killed };  // ended by itself with status 0, or in any other way, or by us

class Killer {
 public:
  explicit Killer(std::uint64_t seed) : random_(seed) {}

  // Waits for a random part of `longest`, kills the process unless it has ended, and waits for its end.
  Fate strike(pid_t process, std::chrono::milliseconds longest);
  std::chrono::microseconds moment(std::chrono::milliseconds longest);
  bool heads() { return random_.below(2) == 0; }

 private:
  base::SeededRandom random_;
};

}  // namespace ziping::tests
