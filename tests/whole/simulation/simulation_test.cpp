// The same from one seed to the next. `soak` runs on from here for as long as one likes.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <string>

#include "tests/whole/simulation/world.h"

using namespace ziping;

namespace {

constexpr std::uint64_t kLookedAtAfterEveryStep = 30;  // one seed of as many

struct Ending {
  std::string trouble;  // empty for none
  base::Hash digest;
};

Ending lived(std::uint64_t seed, int look_every) {
  simulation::World world(seed, simulation::Trace::Off, look_every);
  world.run(simulation::kSteps);
  world.settle();
  return {world.trouble().any() ? world.trouble().first() : std::string(), world.digest()};
}

}  // namespace

TEST_CASE("nothing is lost and all come to say the same, whatever crashes, fails, repeats or comes late") {
  const char* one = std::getenv("ZIPING_SEED");
  const std::uint64_t first = one ? std::strtoull(one, nullptr, 10) : 1;
  const std::uint64_t last = one ? first : 200;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    const Ending ending = lived(seed, seed % kLookedAtAfterEveryStep == 0 ? 1 : simulation::kLookEvery);
    INFO("ZIPING_SEED=" << seed << ": " << ending.trouble);
    REQUIRE(ending.trouble.empty());
  }
}

TEST_CASE("a seed does the same again, also when it is looked at more often") {
  for (const std::uint64_t seed : {4u, 5u, 8u}) {  // with a disk that forgets, with passphrases, with backups
    const base::Hash once = lived(seed, simulation::kLookEvery).digest;
    CAPTURE(seed);
    CHECK(lived(seed, simulation::kLookEvery).digest == once);
    CHECK(lived(seed, 7).digest == once);
    CHECK(lived(seed + 1, simulation::kLookEvery).digest != once);
  }
}
