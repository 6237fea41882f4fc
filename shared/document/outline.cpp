#include "shared/document/outline.h"

#include <algorithm>
#include <array>
#include <optional>

#include "shared/base/utf8.h"
#include "shared/document/characters.h"

namespace ziping::document {
namespace {

constexpr std::u32string_view kDigits = U"零一二三四五六七八九";
constexpr int kNumberMax = 99;

// 一 … 九十九 at `at`, which moves behind it.
std::optional<int> chinese_number(std::u32string_view text, std::size_t& at) {
  const auto digit = [&]() -> int {
    if (at >= text.size()) return 0;
    const std::size_t found = kDigits.find(text[at]);
    if (found == std::u32string_view::npos || found == 0) return 0;
    ++at;
    return static_cast<int>(found);
  };
  int number = digit();
  if (at < text.size() && text[at] == U'十') {
    ++at;
    number = (number == 0 ? 1 : number) * 10;
    number += digit();
  }
  return number == 0 ? std::nullopt : std::optional(number);
}

std::optional<int> plain_number(std::u32string_view text, std::size_t& at) {
  int number = 0;
  const std::size_t begin = at;
  while (at < text.size() && is_digit(text[at]) && at - begin < 3)
    number = number * 10 + static_cast<int>(half(text[at++]) - U'0');
  if (number == 0 || number > kNumberMax) return std::nullopt;
  return number;
}

std::string chinese(int number) {
  const auto digit = [](int d) { return base::to_utf8(kDigits.substr(static_cast<std::size_t>(d), 1)); };
  if (number < 10) return digit(number);
  return (number < 20 ? "" : digit(number / 10)) + "十" + (number % 10 == 0 ? "" : digit(number % 10));
}

struct Found {
  int level = 0;
  int number = 0;
  std::size_t end = 0;
};

// Of 一、二季度 or 三、四级公路: figures in a row, and no mark of an item.
bool goes_on_counting(std::u32string_view text, std::size_t at, int number) {
  const auto next = chinese_number(text, at);
  constexpr std::u32string_view kCounted = U"季月期批级类";
  return next && *next > number && at < text.size() && kCounted.find(text[at]) != std::u32string_view::npos;
}

Found found_in(std::u32string_view text) {
  std::size_t at = 0;
  if (!text.empty() && half(text[0]) == U'(') {
    at = 1;
    if (const auto number = chinese_number(text, at); number && at < text.size() && half(text[at]) == U')')
      return {2, *number, at + 1};
    at = 1;
    if (const auto number = plain_number(text, at); number && at < text.size() && half(text[at]) == U')')
      return {4, *number, at + 1};
    return {};
  }
  if (const auto number = chinese_number(text, at); number && at < text.size()) {
    if (text[at] == U'、' && goes_on_counting(text, at + 1, *number)) return {};
    if (text[at] == U'、' || text[at] == U'．') return {1, *number, at + 1};
    if (text[at] == U'是') return {kRunLevel, *number, at + 1};
    return {};
  }
  at = 0;
  if (const auto number = plain_number(text, at); number && at < text.size()) {
    const bool point = half(text[at]) == U'.' || text[at] == U'、';
    if (point && (at + 1 == text.size() || !is_digit(text[at + 1]))) return {3, *number, at + 1};
  }
  return {};
}

bool is_ascii_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (static_cast<unsigned char>(c) >= '0' && c <= '9');
}

}  // namespace

Mark mark_of(std::string_view text) {
  constexpr std::size_t kLongestMark = 8;  // characters
  std::u32string begin;
  std::vector<std::size_t> ends;
  for (std::size_t at = 0; at < text.size() && begin.size() < kLongestMark;) {
    begin += base::next_character(text, at);
    ends.push_back(at);
  }
  const Found found = found_in(begin);
  if (found.level == 0) return {};
  std::size_t bytes = ends[found.end - 1];
  for (std::size_t at = bytes; at < text.size();) {
    if (!is_blank(base::next_character(text, at))) break;
    bytes = at;
  }
  return {found.level, found.number, bytes};
}

std::string mark_text(int level, int number) {
  if (number < 1 || number > kNumberMax) return {};
  switch (level) {
    case 1:
      return chinese(number) + "、";
    case 2:
      return "（" + chinese(number) + "）";
    case 3:
      return std::to_string(number) + ".";
    case 4:
      return "（" + std::to_string(number) + "）";
    case kRunLevel:
      return chinese(number) + "是";
    default:
      return {};
  }
}

std::string_view behind(std::string_view text, const Mark& mark) { return text.substr(mark.bytes); }

bool looks_like_heading(std::string_view text) {
  const Mark mark = mark_of(text);
  if (mark.level == 0 || mark.level == kRunLevel) return false;
  if (text.size() > 4 * kHeadingCharactersMax || base::count_characters(text) > kHeadingCharactersMax) return false;
  constexpr std::array<std::string_view, 5> kEnds{"。", "；", "：", "！", "？"};
  return !behind(text, mark).empty() &&
         std::ranges::none_of(kEnds, [&](std::string_view end) { return text.find(end) != text.npos; });
}

bool ends_a_sentence(std::string_view text) {
  constexpr std::array<std::string_view, 6> kEnds{"。", "；", "：", "！", "？", "”"};
  return std::ranges::any_of(kEnds, [&](std::string_view end) { return text.ends_with(end); });
}

std::vector<Paragraph> outline(std::string_view text, const std::function<bool(std::string_view)>& stands_alone) {
  std::vector<Paragraph> out;
  bool open = false;  // the last paragraph may go on
  std::size_t line = 0;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string_view words = base::trimmed(text.substr(at, end - at));
    at = end + 1;
    ++line;
    if (words.empty()) continue;
    const bool alone = stands_alone(words);
    if (open && !alone && mark_of(words).level == 0) {
      Paragraph& last = out.back();
      if (is_ascii_word(last.text.back()) && is_ascii_word(words.front()) &&
          !(last.text.back() <= '9' && words.front() <= '9'))
        last.text += ' ';
      last.text += words;
      last.joined.push_back(line);
    } else {
      out.push_back({line, {}, std::string(words)});
    }
    open = !alone && !ends_a_sentence(words);
  }
  return out;
}

std::string without_blanks(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t begin = at;
    if (!is_blank(base::next_character(text, at))) out += text.substr(begin, at - begin);
  }
  return out;
}

}  // namespace ziping::document
