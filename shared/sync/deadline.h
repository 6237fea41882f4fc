// Until when a report is to be submitted: a day of the calendar, to its end in Beijing (UTC+8).
//
// Who is late says the server's clock, when it takes the submission; a device only counts the days.
#pragma once

#include <cstdint>

#include "shared/base/date.h"

namespace ziping::sync {

// 0: the last day is today; below 0: it is past.
std::int64_t days_left(const base::Date& until, std::int64_t now_ms);

}  // namespace ziping::sync
