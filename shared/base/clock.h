// What time it is, as a label. Nothing in Ziping is ordered or decided by it on a device.
#pragma once

#include <cstdint>
#include <string>

namespace ziping::base {

class Clock {
 public:
  virtual ~Clock() = default;
  virtual std::int64_t now_ms() const = 0;     // milliseconds since 1970-01-01 UTC
  virtual std::int64_t steady_ms() const = 0;  // since whenever; never goes back, for how long something took
};

class SystemClock final : public Clock {
 public:
  std::int64_t now_ms() const override;
  std::int64_t steady_ms() const override;
};

const Clock& system_clock();

class ManualClock final : public Clock {  // wound by hand, for tests and simulations
 public:
  explicit ManualClock(std::int64_t start_ms = 1'700'000'000'000) : now_ms_(start_ms) {}
  std::int64_t now_ms() const override { return now_ms_; }
  std::int64_t steady_ms() const override { return steady_ms_; }
  void advance(std::int64_t ms) {  // backwards with a negative number, as a clock that was set
    now_ms_ += ms;
    if (ms > 0) steady_ms_ += ms;
  }

 private:
  std::int64_t now_ms_, steady_ms_ = 0;
};

std::string utc_text(std::int64_t ms);                 // 2022-12-31T08:00:00Z, as headers and receipts carry it
std::string local_text(std::int64_t ms);               // 2022-12-31 16:00:00 in this machine's zone, for people
std::int64_t parse_utc_text(const std::string& text);  // 0 for anything that utc_text() would not write

}  // namespace ziping::base
