// Runs seed after seed until the time is up: soak [--minutes N] [--from SEED] [--seeds N] [--trace 1]. A seed that
// fails is named with what it found, and runs the same again under `soak --from SEED --seeds 1`. Exits 1 when any
// failed.
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "tests/whole/simulation/world.h"

using namespace ziping;

namespace {

struct Plan {
  double minutes = 1;
  std::uint64_t from = 1, seeds = 0;  // seeds 0: until the time is up
  simulation::Trace trace = simulation::Trace::Off;
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
    else if (name == "--trace")
      plan.trace = simulation::Trace::On;
    else
      return false;
  }
  return argc % 2 == 1;
}

void add(simulation::Counts& all, const simulation::Counts& one) {
  all.steps += one.steps;
  all.revisions += one.revisions;
  all.receipts += one.receipts;
  all.refused += one.refused;
  all.crashes += one.crashes;
  all.faults += one.faults;
  all.words += one.words;
  all.bundles += one.bundles;
  all.remarks += one.remarks;
  all.files += one.files;
  all.set_backs += one.set_backs;
}

}  // namespace

int main(int argc, char** argv) {
  Plan plan;
  if (!read(argc, argv, plan)) {
    std::fprintf(stderr, "soak [--minutes N] [--from SEED] [--seeds N] [--trace 1]\n");
    return 2;
  }
  using Clock = std::chrono::steady_clock;
  const auto began = Clock::now();
  const auto minutes = [&] { return std::chrono::duration<double>(Clock::now() - began).count() / 60; };
  simulation::Counts all;
  std::uint64_t done = 0, failed = 0;
  double told = 0;
  const auto tell = [&] {
    std::printf(
        "%llu seeds, %llu failed, %.0f seeds a minute; %lld steps, %lld revisions, %lld receipts, %lld refused, "
        "%lld crashes, %lld disk faults, %lld sentences and figures, %lld bundles taken, %lld remarks, %lld "
        "attachments, %lld times set back\n",
        static_cast<unsigned long long>(done), static_cast<unsigned long long>(failed),
        static_cast<double>(done) / minutes(), static_cast<long long>(all.steps), static_cast<long long>(all.revisions),
        static_cast<long long>(all.receipts), static_cast<long long>(all.refused), static_cast<long long>(all.crashes),
        static_cast<long long>(all.faults), static_cast<long long>(all.words), static_cast<long long>(all.bundles),
        static_cast<long long>(all.remarks), static_cast<long long>(all.files), static_cast<long long>(all.set_backs));
    std::fflush(stdout);
  };
  for (std::uint64_t seed = plan.from; plan.seeds ? done < plan.seeds : minutes() < plan.minutes; ++seed) {
    simulation::World world(seed, plan.trace);
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
