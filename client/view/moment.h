// Moments as people tell them, in the time of this machine.
#pragma once

#include <cstdint>
#include <string>

#include "shared/base/date.h"

namespace ziping::view {

std::string time_of_day(std::int64_t ms);  // 14:03:22
std::string span_words(std::int64_t ms);   // 0.8 秒, 2 分 5 秒
base::Date today(std::int64_t now_ms);

// 14:03 of today, yesterday 17:40 in the language that is spoken, 11-20 09:12 of this year, 2021-11-20 09:12 of
// another.
std::string moment(std::int64_t ms, std::int64_t now_ms);
// The same of a moment as it is stored; empty for one that is not there.
std::string moment(const std::string& utc, std::int64_t now_ms);

}  // namespace ziping::view
