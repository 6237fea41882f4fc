#include "client/work/skew.h"

#include <algorithm>
#include <cstdlib>

#include "client/text/say.h"

namespace ziping::client {
namespace {

constexpr std::string_view kSetting = "clock_skew_ms";
constexpr std::int64_t kNoticedMs = 5000;  // less is not worth a write
constexpr std::int64_t kMinuteMs = 60'000, kHourMs = 60 * kMinuteMs, kDayMs = 24 * kHourMs, kYearMs = 365 * kDayMs;

std::string duration_words(std::int64_t ms) {
  if (ms >= kYearMs) return text::say("skew.years", {ms / kYearMs});
  if (ms >= kDayMs) return text::say("skew.days", {ms / kDayMs});
  const std::string minutes = text::say("skew.minutes", {ms % kHourMs / kMinuteMs});
  return ms >= kHourMs ? text::say("skew.hours", {ms / kHourMs, minutes}) : minutes;
}

}  // namespace

std::int64_t measured_skew(std::int64_t device_ms, std::int64_t took_ms, std::int64_t server_ms) {
  constexpr std::int64_t kHalfASecond = 500;
  const std::int64_t unsure_ms = took_ms / 2 + kHalfASecond;
  const std::int64_t skew_ms = device_ms - took_ms / 2 - (server_ms + kHalfASecond);
  const std::int64_t least_ms = std::max<std::int64_t>(0, std::abs(skew_ms) - unsure_ms);
  return skew_ms < 0 ? -least_ms : least_ms;
}

bool is_told(std::int64_t skew_ms) { return std::abs(skew_ms) > kSkewToldMs; }

std::string skew_sentence(std::int64_t skew_ms) {
  if (!is_told(skew_ms)) return {};
  return text::say(skew_ms > 0 ? "skew.fast" : "skew.slow", {duration_words(std::abs(skew_ms))});
}

std::int64_t kept_skew(Vault& vault) { return std::atoll(vault.setting(kSetting).c_str()); }

Status keep_skew(Vault& vault, std::int64_t skew_ms) {
  const std::int64_t before_ms = kept_skew(vault);
  if (std::abs(skew_ms - before_ms) <= kNoticedMs && is_told(skew_ms) == is_told(before_ms)) return base::done();
  return vault.set(kSetting, std::to_string(skew_ms));
}

}  // namespace ziping::client
