// Measures, never judges: these numbers depend on the machine. scripts/bench builds and runs this in a release build.
// bench [NAME...] measures what is named, or all.
#include <algorithm>
#include <iostream>
#include <iterator>
#include <span>
#include <string_view>

#include "tests/bench/measure.h"

namespace {

using namespace ziping::bench;

struct Part {
  std::string_view name;
  Measured (*measure)();
};

constexpr Part kParts[] = {{"merge", measure_merge},   {"git", measure_beside_git},  {"centre", measure_centre},
                           {"sync", measure_sync},     {"wire", measure_wire},       {"durable", measure_durable},
                           {"drafts", measure_drafts}, {"history", measure_history}, {"open", measure_open},
                           {"list", measure_list},     {"window", measure_window}};

}  // namespace

int main(int count, char** words) {
  const std::span<char*> names(words + 1, words + count);
  for (const std::string_view name : names) {
    if (std::ranges::find(kParts, name, &Part::name) != std::end(kParts)) continue;
    std::cerr << "bench: nothing is called " << name << "; there are";
    for (const Part& part : kParts) std::cerr << " " << part.name;
    std::cerr << "\n";
    return 2;
  }
  Measured all;
  for (const Part& part : kParts) {
    if (!names.empty() && std::ranges::find(names, part.name) == names.end()) continue;
    const Measured some = part.measure();
    all.insert(all.end(), some.begin(), some.end());
  }
  print(all);
}
