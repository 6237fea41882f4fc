// Plain calendar dates: typed by people, no time zone, no instant. Stored as YYYY-MM-DD.
#pragma once

#include <compare>
#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace ziping::base {

struct Date {
  int year = 0, month = 0, day = 0;
  auto operator<=>(const Date&) const = default;

  // Takes 2022-12-31, 2022.12.31, 2022/12/31, 2022年12月31日, 20221231, with full-width digits; years 1900–2199, real
  // days only.
  static Result<Date> parse(std::string_view text);         // Invalid "bad-date"
  static Result<Date> parse_stored(std::string_view text);  // exactly YYYY-MM-DD
  std::string stored() const;
  std::string chinese() const;  // 2022年12月31日, no leading zeros (GB/T 9704)
};

}  // namespace ziping::base
