#include "shared/sync/deadline.h"

#include <chrono>

namespace ziping::sync {

std::int64_t days_left(const base::Date& until, std::int64_t now_ms) {
  using namespace std::chrono;
  const auto today = floor<days>(sys_time<milliseconds>(milliseconds(now_ms)) + hours(8));
  const sys_days last =
      year(until.year) / month(static_cast<unsigned>(until.month)) / day(static_cast<unsigned>(until.day));
  return (last - today).count();
}

}  // namespace ziping::sync
