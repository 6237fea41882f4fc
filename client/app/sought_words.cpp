#include "client/app/sought_words.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "shared/base/amount.h"
#include "shared/base/ascii.h"
#include "shared/base/date.h"
#include "shared/base/decimal.h"
#include "shared/base/utf8.h"

namespace ziping::app {
namespace {

using base::is_digit;

constexpr std::size_t kGroupDigits = 3;
constexpr std::size_t kStoredDateBytes = 10;  // 2022-06-30
constexpr std::size_t kMarkBytes = 3;         // of 年, 月 and 日

struct Folded {
  char byte = 0;
  std::size_t size = 1;  // bytes that it was made of
};

// Full-width digits are EF BC 90 … EF BC 99.
Folded folded_at(std::string_view text, std::size_t at) {
  const char c = text[at];
  if (c >= 'A' && c <= 'Z') return {static_cast<char>(c - 'A' + 'a')};
  if (c != '\xEF' || text.size() - at < 3 || text[at + 1] != '\xBC') return {c};
  const auto last = static_cast<unsigned char>(text[at + 2]);
  if (last < 0x90 || last > 0x99) return {c};
  return {static_cast<char>('0' + (last - 0x90)), 3};
}

// A comma with a digit before it, and three behind it.
bool is_separator(std::string_view text, std::size_t at) {
  if (text[at] != ',' || at == 0 || !is_digit(text[at - 1])) return false;
  const std::string_view behind = text.substr(at + 1);
  const auto end = std::ranges::find_if_not(behind, is_digit);
  return static_cast<std::size_t>(end - behind.begin()) == kGroupDigits;
}

// What an input method in its full-width state makes of a number is one as well, with its comma and its point:
// ２０，５４５．０４. Behind half-width digits a full-width comma ends a clause.
std::string as_number(std::string_view words) {
  if (std::ranges::any_of(words, is_digit)) return std::string(words);
  std::string half = base::half_width(words);
  const bool all = std::ranges::all_of(half, [](char c) { return is_digit(c) || c == ',' || c == '.'; });
  return all && std::ranges::any_of(half, is_digit) ? half : std::string(words);
}

std::string without_separators(const std::string& words) {
  std::string out;
  for (std::size_t at = 0; at < words.size(); ++at)
    if (!is_separator(words, at)) out += words[at];
  return out;
}

// Digits and what stands between them in a date; "06月" is "6月", as a date is written. Empty for anything else.
std::string words_of_date(std::string_view words) {
  const std::string marks = base::Date{}.chinese();
  std::string out;
  bool any_digit = false, any_mark = false;
  for (std::size_t at = 0; at < words.size();) {
    if (is_digit(words[at])) {
      const bool leads = !out.empty() && !is_digit(out.back());
      if (!leads || words[at] != '0') out += words[at];
      any_digit = true;
      ++at;
      continue;
    }
    const std::string_view mark = words.substr(at, kMarkBytes);
    if (marks.find(mark) == marks.npos) return {};
    out += mark;
    any_mark = true;
    at += mark.size();
  }
  return any_digit && any_mark ? out : std::string();
}

// Of what form::check_stored() has let in.
base::Date date_of(std::string_view stored) {
  const auto number = [&](std::size_t at, std::size_t digits) {
    int out = 0;
    std::from_chars(stored.data() + at, stored.data() + at + digits, out);
    return out;
  };
  return {number(0, 4), number(5, 2), number(8, 2)};
}

std::string_view choice_label(const form::Field& field, std::string_view value) {
  const auto at = std::ranges::find(field.choices, value, &form::Choice::value);
  return at == field.choices.end() ? value : std::string_view(at->label);
}

}  // namespace

SoughtWords::SoughtWords(std::string_view typed) {
  const std::string words = as_number(typed);
  for (std::size_t at = 0; at < words.size();) {
    const Folded one = folded_at(words, at);
    folded_ += one.byte;
    at += one.size;
  }
  folded_ = without_separators(folded_);
  std::ranges::copy_if(folded_, std::back_inserter(bare_), [](char c) { return c != ','; });
  if (const auto date = base::Date::parse(folded_)) whole_date_ = date->stored();
  date_words_ = words_of_date(folded_);
  is_as_typed_ = std::ranges::none_of(folded_, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); });
}

std::optional<SoughtWords::Place> SoughtWords::first_in(std::string_view text, std::size_t from) const {
  if (is_as_typed_) {
    const std::size_t at = text.find(folded_, from);
    return at == text.npos ? std::nullopt : std::optional(Place{at, folded_.size()});
  }
  for (std::size_t at = from; at < text.size(); ++at)
    if (const std::size_t size = size_at(text, at); size > 0) return Place{at, size};
  return std::nullopt;
}

std::size_t SoughtWords::size_at(std::string_view text, std::size_t at) const {
  std::size_t to = at;
  for (std::size_t i = 0; i < folded_.size();) {
    if (to == text.size()) return 0;
    const bool within_number = i > 0 && is_digit(folded_[i - 1]) && is_digit(folded_[i]);
    if (within_number && is_separator(text, to)) {
      ++to;
      continue;
    }
    const Folded one = folded_at(text, to);
    if (one.byte != folded_[i]) return 0;
    to += one.size;
    ++i;
  }
  return to - at;
}

bool SoughtWords::stand_in(const form::Field& field, const base::Json& value) const {
  if (const std::int64_t* integer = value.as_integer()) {
    std::array<char, 24> digits{};
    const char* end = std::to_chars(digits.data(), digits.data() + digits.size(), *integer).ptr;
    return in_number({digits.data(), end});
  }
  if (field.kind == form::Kind::Files)
    return value.as_array() && std::ranges::any_of(*value.as_array(), [this](const base::Json& file) {
             return first_in(file.text_or("name")).has_value();
           });
  const std::string* text = value.as_string();
  if (!text || field.kind == form::Kind::Reference) return false;
  if (field.kind == form::Kind::Decimal) return in_amount(*text, field.unit);
  if (field.kind == form::Kind::Date) return in_date(*text);
  return first_in(choice_label(field, *text)).has_value();
}

// The digits alone tell most numbers that do not hold them; only of the others the shown form is made.
bool SoughtWords::in_number(std::string_view stored) const {
  return stored.find(bare_) != stored.npos && first_in(base::grouped(stored)).has_value();
}

// Of money that shows more places than were typed: 400.00 of "400".
bool SoughtWords::in_amount(std::string_view stored, std::string_view unit) const {
  if (in_number(stored)) return true;
  const std::string_view whole = std::string_view(bare_).substr(0, bare_.find('.'));
  if (whole.size() == bare_.size() || stored.find(whole) == stored.npos) return false;
  return first_in(base::shown_amount(stored, unit)).has_value();
}

bool SoughtWords::in_date(std::string_view stored) const {
  if (stored == whole_date_ || first_in(stored)) return true;
  if (date_words_.empty() || stored.size() != kStoredDateBytes) return false;
  return date_of(stored).chinese().find(date_words_) != std::string::npos;
}

}  // namespace ziping::app
