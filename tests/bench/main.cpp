// Measures, never judges: these numbers depend on the machine. scripts/bench builds and runs this in a release build.
#include "tests/bench/measure.h"

int main() {
  using namespace ziping::bench;
  Measured all;
  for (const auto measure : {measure_merge, measure_beside_git, measure_centre, measure_sync, measure_wire,
                             measure_durable, measure_drafts, measure_history, measure_list, measure_window}) {
    const Measured some = measure();
    all.insert(all.end(), some.begin(), some.end());
  }
  print(all);
}
