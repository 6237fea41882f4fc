#include "shared/base/date.h"

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdio>

#include "shared/base/ascii.h"
#include "shared/base/utf8.h"

namespace ziping::base {
namespace {

Error bad_date(std::string_view text) {
  return {ErrorKind::Invalid, "bad-date", "“" + excerpt(text) + "”不是日期，例如 2022-12-31。", {}};
}

}  // namespace

Result<Date> Date::parse(std::string_view input) {
  std::string text = half_width(trimmed(input));
  for (std::string_view mark : {"年", "月"})
    if (const std::size_t at = text.find(mark); at != text.npos) text.replace(at, mark.size(), "-");
  if (text.ends_with("日")) text.resize(text.size() - std::string_view("日").size());
  constexpr std::size_t kDigitsTogether = 8;
  if (text.size() == kDigitsTogether && std::ranges::all_of(text, is_digit)) {
    text.insert(6, 1, '-');
    text.insert(4, 1, '-');
  }
  std::array<int, 3> parts{};
  std::size_t part = 0, digits = 0;
  for (char c : text) {
    if (is_digit(c)) {
      if (++digits > 4) return bad_date(input);
      parts[part] = parts[part] * 10 + (c - '0');
    } else if ((c == '-' || c == '.' || c == '/') && digits > 0 && part < 2) {
      ++part;
      digits = 0;
    } else {
      return bad_date(input);
    }
  }
  const Date date{parts[0], parts[1], parts[2]};
  const std::chrono::year_month_day real{std::chrono::year(date.year),
                                         std::chrono::month(static_cast<unsigned>(date.month)),
                                         std::chrono::day(static_cast<unsigned>(date.day))};
  if (part != 2 || digits == 0 || date.year < 1900 || date.year > 2199 || !real.ok()) return bad_date(input);
  return date;
}

Result<Date> Date::parse_stored(std::string_view text) {
  auto date = parse(text);
  if (date && date->stored() != text) return bad_date(text);
  return date;
}

std::string Date::stored() const {
  char text[48];
  std::snprintf(text, sizeof text, "%04d-%02d-%02d", year, month, day);
  return text;
}

std::string Date::chinese() const {
  return std::to_string(year) + "年" + std::to_string(month) + "月" + std::to_string(day) + "日";
}

}  // namespace ziping::base
