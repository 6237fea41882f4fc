#include "client/view/moment.h"

#include "client/text/say.h"
#include "shared/base/clock.h"

namespace ziping::view {
namespace {

// 2022-12-31 16:00:00
constexpr std::size_t kDate = 10, kYear = 4, kTime = 11, kMinutes = 5;
constexpr std::int64_t kDayMs = 86'400'000;
constexpr std::int64_t kSecondsAloneMs = 10'000;  // from here on without tenths

}  // namespace

std::string time_of_day(std::int64_t ms) { return base::local_text(ms).substr(kTime); }

std::string span_words(std::int64_t ms) {
  if (ms < 100) return text::say("moment.under_a_tenth", {});
  if (ms < kSecondsAloneMs) return text::say("moment.seconds_part", {ms / 1000, ms % 1000 / 100});
  const std::int64_t seconds = ms / 1000;
  if (seconds < 60) return text::say("moment.seconds", {seconds});
  if (seconds < 3600) return text::say("moment.minutes", {seconds / 60, seconds % 60});
  return text::say("moment.hours", {seconds / 3600, seconds % 3600 / 60});
}

base::Date today(std::int64_t now_ms) {
  const auto date = base::Date::parse_stored(base::local_text(now_ms).substr(0, kDate));
  return date ? *date : base::Date{1970, 1, 1};
}

std::string moment(std::int64_t ms, std::int64_t now_ms) {
  const std::string then = base::local_text(ms);
  const std::string now = base::local_text(now_ms);
  const std::string date = then.substr(0, kDate);
  const std::string minutes = then.substr(kTime, kMinutes);
  if (date == now.substr(0, kDate)) return minutes;
  if (date == base::local_text(now_ms - kDayMs).substr(0, kDate)) return text::say("moment.yesterday", {minutes});
  if (date.substr(0, kYear) == now.substr(0, kYear)) return date.substr(kYear + 1) + " " + minutes;
  return date + " " + minutes;
}

std::string moment(const std::string& utc, std::int64_t now_ms) {
  const std::int64_t ms = base::parse_utc_text(utc);
  return ms == 0 ? std::string() : moment(ms, now_ms);
}

}  // namespace ziping::view
