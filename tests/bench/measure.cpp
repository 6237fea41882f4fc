#include "tests/bench/measure.h"

#include <time.h>

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
  const auto now = [] {
    timespec spent{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &spent);
    return 1e3 * static_cast<double>(spent.tv_sec) + 1e-6 * static_cast<double>(spent.tv_nsec);
  };
  const double before = now();
  work();
  return now() - before;
}

double quantile(std::vector<double> values, double share) {
  std::ranges::sort(values);
  const auto rank = static_cast<std::size_t>(std::ceil(share * static_cast<double>(values.size())));
  return values[std::clamp<std::size_t>(rank, 1, values.size()) - 1];
}

void print(const Measured& measured) {
  std::printf("%-58s %10s %10s %10s %10s\n", "", "best", "median", "99 of 100", "target");
  for (const Series& one : measured) {
    const char* const unit = one.unit == Unit::Milliseconds ? "ms" : one.unit == Unit::Kibibytes ? "KiB" : "/s";
    const double best = quantile(one.values, one.unit == Unit::PerSecond ? 1 : 0);
    std::printf("%-58s %10.3f %10.3f", one.what.c_str(), best, quantile(one.values, 0.5));
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
