// Ends processes with SIGKILL at random moments, as a power button or an impatient person does.
#pragma once

#include <sys/types.h>

#include <chrono>

#include "shared/base/random.h"
#include "tests/client/cli/programs.h"

namespace ziping::tests {

// How many processes a case kills: ZIPING_KILLS for long runs, else `usual`.
int kills(int usual);

enum class Fate { Done, Refused, Killed };  // ended by itself with status 0, or in any other way, or by us

class Killer {
 public:
  explicit Killer(std::uint64_t seed) : random_(seed) {}

  // Waits for a random part of `longest`, kills the process unless it has ended, and waits for its end.
  Fate strike(pid_t process, std::chrono::microseconds longest);
  std::chrono::microseconds moment(std::chrono::microseconds longest);
  bool heads() { return random_.below(2) == 0; }

 private:
  base::SeededRandom random_;
};

// A command of `ziping` that is killed again and again, each time within as long as it took when it was last left
// alone: on a machine of any speed, and however busy that is just now, most kills find it running.
class Target {
 public:
  Target(std::uint64_t seed, Words words) : killer_(seed), words_(std::move(words)) {}

  Ran alone();    // to its end; to be called before the first strike, and best after each
  Fate strike();  // CHECKs that it is not refused
  // Until it was killed so often; what had ended before is not counted. REQUIREs that this is no rare thing.
  bool goes_on(int most) const;
  std::string told() const;  // how many of the strikes found it running

 private:
  Killer killer_;
  Words words_;
  std::chrono::microseconds took_{0};
  int struck_ = 0, killed_ = 0;
};

}  // namespace ziping::tests
