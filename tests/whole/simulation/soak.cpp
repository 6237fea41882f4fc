// Runs seed after seed until the time is up: soak [--minutes N] [--from SEED] [--seeds N] [--trace 1] [--look-every
// STEPS]. A seed that fails is named with what it found, and runs the same again under `soak --from SEED --seeds 1`,
// however often it is looked at. Exits 1 when any failed.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <iterator>
#include <string>
#include <utility>

#include "tests/whole/simulation/world.h"

using namespace ziping;

namespace {

struct Plan {
  double minutes = 1;
  std::uint64_t from = 1, seeds = 0;  // seeds 0: until the time is up
  simulation::Trace trace = simulation::Trace::Off;
  int look_every = simulation::kLookEvery;
};

bool read(int argc, char** argv, Plan& plan) {
  for (int i = 1; i + 1 < argc; i += 2) {
    const std::string name = argv[i];
    if (name == "--minutes")
      plan.minutes = std::atof(argv[i + 1]);
    else if (name == "--from")
      plan.from = std::strtoull(argv[i + 1], nullptr, 10);
    else if (name == "--seeds")
      plan.seeds = std::strtoull(argv[i + 1], nullptr, 10);
    else if (name == "--look-every")
      plan.look_every = std::max(1, std::atoi(argv[i + 1]));
    else if (name == "--trace")
      plan.trace = simulation::Trace::On;
    else
      return false;
  }
  return argc % 2 == 1;
}

using Count = std::int64_t simulation::Counts::*;
constexpr std::pair<Count, const char*> kCounts[] = {{&simulation::Counts::steps, "steps"},
                                                     {&simulation::Counts::revisions, "revisions"},
                                                     {&simulation::Counts::receipts, "receipts"},
                                                     {&simulation::Counts::refused, "refused"},
                                                     {&simulation::Counts::crashes, "crashes"},
                                                     {&simulation::Counts::faults, "disk faults"},
                                                     {&simulation::Counts::words, "sentences and figures"},
                                                     {&simulation::Counts::bundles, "bundles taken"},
                                                     {&simulation::Counts::remarks, "remarks"},
                                                     {&simulation::Counts::taken_back, "taken back"},
                                                     {&simulation::Counts::put_aside, "drafts put aside"},
                                                     {&simulation::Counts::files, "attachments"},
                                                     {&simulation::Counts::taken_out, "taken out"},
                                                     {&simulation::Counts::set_backs, "times set back"},
                                                     {&simulation::Counts::looks, "looks"},
                                                     {&simulation::Counts::comparisons, "comparisons in passing"}};
constexpr const char* kPlaceNames[] = {"drafts", "queued", "durable", "superseded", "quarantined", "withdrawn"};
static_assert(std::size(kPlaceNames) == simulation::kPlaces);

void add(simulation::Counts& all, const simulation::Counts& one) {
  for (const auto& [count, name] : kCounts) all.*count += one.*count;
  for (std::size_t i = 0; i < simulation::kPlaces; ++i) all.objects[i] += one.objects[i];
}

void print(const simulation::Counts& all) {
  for (const auto& [count, name] : kCounts) std::printf(", %lld %s", static_cast<long long>(all.*count), name);
  long long objects = 0;
  for (const std::int64_t sum : all.objects) objects += sum;
  std::printf("; %lld objects in the vaults", objects);
  for (std::size_t i = 0; i < simulation::kPlaces; ++i)
    std::printf("%s %lld %s", i == 0 ? ":" : ",", static_cast<long long>(all.objects[i]), kPlaceNames[i]);
  std::printf("\n");
  std::fflush(stdout);
}

}  // namespace

int main(int argc, char** argv) {
  Plan plan;
  if (!read(argc, argv, plan)) {
    std::fprintf(stderr, "soak [--minutes N] [--from SEED] [--seeds N] [--trace 1] [--look-every STEPS]\n");
    return 2;
  }
  using Clock = std::chrono::steady_clock;
  const auto began = Clock::now();
  const auto minutes = [&] { return std::chrono::duration<double>(Clock::now() - began).count() / 60; };
  simulation::Counts all;
  std::uint64_t done = 0, failed = 0;
  double told = 0;
  const auto tell = [&] {
    std::printf("%llu seeds, %llu failed, %.0f seeds a minute", static_cast<unsigned long long>(done),
                static_cast<unsigned long long>(failed), static_cast<double>(done) / minutes());
    print(all);
  };
  for (std::uint64_t seed = plan.from; plan.seeds ? done < plan.seeds : minutes() < plan.minutes; ++seed) {
    simulation::World world(seed, plan.trace, plan.look_every);
    world.run(simulation::kSteps);
    world.settle();
    ++done;
    add(all, world.counts());
    if (world.trouble().any()) {
      ++failed;
      std::printf("seed %llu: %s\n", static_cast<unsigned long long>(seed), world.trouble().first().c_str());
      std::fflush(stdout);
    }
    if (minutes() - told < 1) continue;
    told = minutes();
    tell();
  }
  tell();
  return failed == 0 ? 0 : 1;
}
