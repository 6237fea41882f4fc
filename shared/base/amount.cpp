// "12345.6元" in 万元: the point moves by 0 − 4 places, 1.23456.
#include "shared/base/amount.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>

#include "shared/base/ascii.h"
#include "shared/base/utf8.h"

namespace ziping::base {
namespace {

struct Unit {
  std::string_view name;
  int exponent;  // of ten, against 元
};

// Longer ones before those that they end in.
constexpr Unit kUnits[] = {{"千万元", 7}, {"百万元", 6}, {"亿元", 8}, {"万元", 4}, {"千元", 3}, {"元", 0},
                           {"圆", 0},     {"千万", 7},   {"百万", 6}, {"亿", 8},   {"万", 4},   {"千", 3}};
constexpr std::string_view kYuan = "元";
constexpr int kExponentMax = 15;  // of scientific notation that is worth writing out

const Unit* unit_named(std::string_view name) {
  const Unit* at = std::ranges::find(kUnits, name, &Unit::name);
  return at == std::end(kUnits) ? nullptr : at;
}

// -?digits(.digits)?, as many as there are.
bool is_plain(std::string_view text) {
  if (text.starts_with('-')) text.remove_prefix(1);
  const std::size_t point = text.find('.');
  const auto digits = [](std::string_view part) { return !part.empty() && std::ranges::all_of(part, is_digit); };
  return digits(text.substr(0, point)) && (point == text.npos || digits(text.substr(point + 1)));
}

// A plain number times a power of ten, without zeros that say nothing.
std::string shifted(std::string_view plain, int by) {
  const bool negative = plain.starts_with('-');
  if (negative) plain.remove_prefix(1);
  const std::size_t point = std::min(plain.find('.'), plain.size());
  std::string digits(plain.substr(0, point));
  auto places = static_cast<int>(plain.size() - point);
  if (places > 0) digits += plain.substr(point + 1), --places;
  places -= by;
  if (places < 0) digits.append(static_cast<std::size_t>(-places), '0'), places = 0;
  while (static_cast<int>(digits.size()) <= places) digits.insert(0, 1, '0');
  const std::size_t split = digits.size() - static_cast<std::size_t>(places);
  std::string whole = digits.substr(0, split), rest = digits.substr(split);
  if (by != 0)
    while (rest.ends_with('0')) rest.pop_back();
  whole.erase(0, std::min(whole.find_first_not_of('0'), whole.size() - 1));
  const bool zero = whole == "0" && rest.find_first_not_of('0') == rest.npos;
  return (negative && !zero ? "-" : "") + whole + (rest.empty() ? "" : "." + rest);
}

// 1.5e9 → 1500000000.
std::optional<std::string> written_out(std::string_view number) {
  const std::size_t at = number.find_first_of("eE");
  if (at == number.npos || at == 0) return std::nullopt;
  std::string_view power = number.substr(at + 1);
  if (power.starts_with('+')) power.remove_prefix(1);
  int exponent = 0;
  const auto [end, error] = std::from_chars(power.data(), power.data() + power.size(), exponent);
  if (error != std::errc() || end != power.data() + power.size() || !is_plain(number.substr(0, at)))
    return std::nullopt;
  if (exponent > kExponentMax || exponent < -kExponentMax) return std::string();
  return shifted(number.substr(0, at), exponent);
}

// 二十, 三百零五, 一千二百: up to thousands. Empty text when it is one that is not read; none when it is no numeral.
std::optional<std::string> from_chinese(std::string_view text) {
  constexpr std::array<std::u32string_view, 10> kDigits = {U"零〇", U"一壹", U"二两贰", U"三叁", U"四肆",
                                                           U"五伍", U"六陆", U"七柒",   U"八捌", U"九玖"};
  constexpr std::array<std::u32string_view, 3> kTens = {U"十拾", U"百佰", U"千仟"};
  constexpr int kPowers[] = {10, 100, 1000};
  const auto within = [](const auto& table, char32_t c) {
    return std::ranges::find_if(table, [c](std::u32string_view one) { return one.find(c) != one.npos; }) -
           table.begin();
  };
  int sum = 0, digit = -1, last = 10'000;
  bool odd = false, behind_hundreds = false;  // the digit is: 三百五 is 350, 三百零五 is 305
  for (std::size_t at = 0; at < text.size();) {
    const char32_t c = next_character(text, at);
    const auto as_digit = within(kDigits, c), as_ten = within(kTens, c);
    if (as_digit < std::ssize(kDigits)) {
      odd = odd || digit > 0;
      behind_hundreds = digit < 0 && last >= 100 && last < 10'000;
      digit = static_cast<int>(as_digit);
    } else if (as_ten < std::ssize(kTens)) {
      const int power = kPowers[as_ten];
      odd = odd || power >= last;
      sum += (digit < 0 ? 1 : digit) * power;
      last = power;
      digit = -1;
    } else {
      if (c != U'万' && c != U'亿') return std::nullopt;
      odd = true;
    }
  }
  if (text.empty()) return std::nullopt;
  odd = odd || (digit > 0 && behind_hundreds);
  return odd ? std::string() : std::to_string(sum + std::max(digit, 0));
}

Amount fault(AmountFault kind, std::string instead = {}) {
  Amount out;
  out.fault = kind;
  out.instead = std::move(instead);
  return out;
}

Amount what_is_wrong(const std::string& number, std::string_view unit) {
  const auto with_unit = [&](std::string text) { return text.empty() ? text : text + std::string(unit); };
  if (auto out = written_out(number)) return fault(AmountFault::Scientific, with_unit(std::move(*out)));
  if (auto out = from_chinese(number)) return fault(AmountFault::ChineseNumerals, with_unit(std::move(*out)));
  std::string bare = number;
  std::erase(bare, ',');
  const bool figures = std::ranges::all_of(bare, [](char c) { return is_digit(c) || c == '.'; }) && !bare.empty();
  if (figures && std::ranges::count(bare, '.') > 1) return fault(AmountFault::Points);
  if (bare != number && is_plain(bare)) return fault(AmountFault::Separators, with_unit(shifted(bare, 0)));
  return fault(AmountFault::NoNumber);
}

// The number with its sign and separators settled; as long as people type it, also beyond what a Decimal holds.
std::optional<std::string> plain_number(const std::string& number) {
  if (const auto decimal = Decimal::parse(number)) return decimal->stored();
  const std::size_t point = number.find('.');
  if (point == number.npos || !is_plain(number)) return std::nullopt;
  const auto whole = Decimal::parse(std::string_view(number).substr(0, point));
  return whole ? std::optional(number) : std::nullopt;
}

}  // namespace

Amount read_amount(std::string_view text, std::string_view unit, int places_max) {
  std::string number = half_width(trimmed(text));
  const Unit* asked = unit_named(unit);
  const Unit* typed = nullptr;
  std::string suffix;
  for (const std::string_view sign : {"¥", "￥"})
    if (asked && number.starts_with(sign)) number.erase(0, sign.size()), typed = unit_named(kYuan);
  for (const Unit& one : kUnits)
    if (asked && number.ends_with(one.name)) {
      typed = &one;
      suffix = one.name;
      break;
    }
  const std::string own = half_width(unit);
  if (!asked && !own.empty() && number.ends_with(own)) suffix = own;
  number.resize(number.size() - suffix.size());
  number = std::string(trimmed(number));

  const auto plain = plain_number(number);
  if (!plain) return what_is_wrong(number, suffix);
  Amount out;
  out.typed = *plain;
  const int by = typed && asked ? typed->exponent - asked->exponent : 0;
  out.plain = shifted(*plain, by);
  if (typed && asked && by != 0)
    out.unit = std::string(typed->name) + (typed->name.ends_with(kYuan) || typed->exponent == 0 ? "" : "元");
  const std::size_t point = out.plain.find('.');
  out.places = point == out.plain.npos ? 0 : static_cast<int>(out.plain.size() - point - 1);
  const auto value = Decimal::parse_stored(out.plain);
  if (out.places > places_max)
    out.fault = AmountFault::TooManyPlaces;
  else if (!value)
    out.fault = AmountFault::NoNumber;
  else
    out.value = *value;
  return out;
}

std::string shown_amount(std::string_view stored, std::string_view unit) {
  constexpr std::size_t kPlacesOfMoney = 2;
  const auto figure = Decimal::parse_stored(stored);
  std::string out = grouped(stored);
  if (!figure || !unit_named(unit)) return out;
  const auto places = static_cast<std::size_t>(figure->places());
  if (places == 0) out += '.';
  if (places < kPlacesOfMoney) out.append(kPlacesOfMoney - places, '0');
  return out;
}

}  // namespace ziping::base
