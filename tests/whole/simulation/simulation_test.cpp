// The same from one seed to the next. `soak` runs on from here for as long as one likes.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "tests/whole/simulation/world.h"

using namespace ziping;

TEST_CASE("nothing is lost and all come to say the same, whatever crashes, fails, repeats or comes late") {
  const char* one = std::getenv("ZIPING_SEED");
  const std::uint64_t first = one ? std::strtoull(one, nullptr, 10) : 1;
  const std::uint64_t last = one ? first : 300;
  for (std::uint64_t seed = first; seed <= last; ++seed) {
    simulation::World world(seed);
    world.run(simulation::kSteps);
    world.settle();
    INFO("ZIPING_SEED=" << seed << (world.trouble().any() ? ": " + world.trouble().first() : ""));
    REQUIRE_FALSE(world.trouble().any());
  }
}
