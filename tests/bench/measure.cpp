#include "tests/bench/measure.h"

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace ziping::bench {

double milliseconds(const std::function<void()>& work) {
  const auto begin = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count();
}

double processor_milliseconds(const std::function<void()>& work) {
  const std::clock_t begin = std::clock();
  work();
  return 1000.0 * static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

double quantile(std::vector<double> values, double share) {
  std::ranges::sort(values);
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
  return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

void print(const Measured& measured) {
  std::printf("%-58s %10s %10s %10s %10s\n", "", "best", "median", "99 of 100", "target");
  for (const Series& one : measured) {
    const char* const unit = one.unit == Unit::Milliseconds ? "ms" : "KiB";
    std::printf("%-58s %10.3f %10.3f", one.what.c_str(), quantile(one.values, 0), quantile(one.values, 0.5));
    if (one.values.size() >= 100)
      std::printf(" %10.3f", quantile(one.values, 0.99));
    else
      std::printf(" %10s", "");
    if (one.target)
      std::printf(" %10g %-3s  %s\n", *one.target, unit, quantile(one.values, 0.5) <= *one.target ? "met" : "missed");
    else
      std::printf(" %10s %s\n", "", unit);
  }
}

}  // namespace ziping::bench
