#include "shared/document/figure_scan.h"

#include <algorithm>
#include <array>
#include <optional>

#include "shared/base/decimal.h"
#include "shared/base/utf8.h"
#include "shared/document/characters.h"

namespace ziping::document {
namespace {

// Longer ones first, so that 个月 is not taken for 个.
constexpr std::array<std::u32string_view, 47> kUnits{
    U"平方公里", U"平方米", U"立方米", U"个月", U"人次", U"公里", U"公顷", U"公斤", U"小时", U"课时", U"元", U"人",
    U"名",       U"家",     U"个",     U"项",   U"条",   U"亩",   U"所",   U"镇",   U"村",   U"次",   U"分", U"天",
    U"场",       U"户",     U"套",     U"座",   U"米",   U"吨",   U"件",   U"批",   U"期",   U"台",   U"辆", U"支",
    U"份",       U"篇",     U"间",     U"处",   U"宗",   U"只",   U"株",   U"位",   U"%",    U"％",   U"‰"};
constexpr std::u32string_view kBoundaries = U"，。；、：！？“”‘’（）《》()【】,;:!?\n";
constexpr std::size_t kLabelCharactersMax = 40;
constexpr std::size_t kLabelCharactersMin = 4;

using Text = std::u32string_view;

bool is_letter(char32_t c) { return (half(c) | 32) >= U'a' && (half(c) | 32) <= U'z'; }
bool is_space(char32_t c) { return is_blank(c) && c != U'\n' && c != U'\r'; }
bool is_boundary(char32_t c) { return kBoundaries.find(c) != Text::npos; }

void skip_blanks(Text text, std::size_t& at) {
  while (at < text.size() && is_space(text[at])) ++at;
}

std::string tidy(Text text) {
  std::u32string out;
  for (const char32_t c : text)
    if (!is_space(c)) out += c;
  return base::to_utf8(out);
}

// The end of the number that begins at `at`: digits, groups of three behind a comma, one point.
std::size_t number_end(Text text, std::size_t at) {
  const auto digits = [&](std::size_t from) {
    while (from < text.size() && is_digit(text[from])) ++from;
    return from;
  };
  std::size_t end = digits(at);
  while (end < text.size() && half(text[end]) == U',' && digits(end + 1) == end + 4) end += 4;
  if (end + 1 < text.size() && half(text[end]) == U'.' && is_digit(text[end + 1])) end = digits(end + 1);
  return end;
}

struct Unit {
  std::u32string name;
  std::u32string qualifier;
  std::size_t end = 0;
};

// [余|多] [万|亿|万亿] [余|多] [measure word]
std::optional<Unit> unit_at(Text text, std::size_t at) {
  Unit unit;
  const auto take_rest = [&] {
    if (at < text.size() && (text[at] == U'余' || text[at] == U'多')) unit.qualifier = text[at++];
  };
  skip_blanks(text, at);
  take_rest();
  while (at < text.size() && (text[at] == U'万' || text[at] == U'亿') && unit.name.size() < 2) unit.name += text[at++];
  take_rest();
  for (const Text word : kUnits)
    if (text.substr(at, word.size()) == word) {
      unit.name += word == U"％" ? U"%" : word;
      unit.end = at + word.size();
      return unit;
    }
  unit.end = at;
  return unit.name.empty() ? std::nullopt : std::optional(unit);
}

// 约 of 节约 and 近 of 最近 say nothing of the number behind, and 不超过 says the opposite of 超过.
bool ends_another_word(Text before, Text word) {
  constexpr std::array<std::pair<Text, Text>, 3> kEndings{
      {{U"约", U"节签履违预合制契集条"}, {U"近", U"最附邻新靠"}, {U"超", U"不未没"}}};
  for (const auto& [ending, befores] : kEndings)
    if (word.starts_with(ending) && !before.empty() && befores.find(before.back()) != Text::npos) return true;
  return word == U"逾" && (before.ends_with(U"不") || before.ends_with(U"未"));
}

// The qualifier that stands before the number, whose beginning moves back over it.
std::u32string qualifier_before(Text text, std::size_t& begin) {
  std::size_t at = begin;
  while (at > 0 && is_space(text[at - 1])) --at;
  constexpr std::array<std::pair<Text, Text>, 6> kWords{
      {{U"超过", U"超"}, {U"将近", U"近"}, {U"约", U"约"}, {U"超", U"超"}, {U"近", U"近"}, {U"逾", U"超"}}};
  for (const auto& [word, meaning] : kWords)
    if (text.substr(0, at).ends_with(word)) {
      if (ends_another_word(text.substr(0, at - word.size()), word)) return {};
      begin = at - word.size();
      return std::u32string(meaning);
    }
  return {};
}

std::string label_around(Text text, std::size_t from, std::size_t begin, std::size_t end) {
  std::size_t clause = begin;
  while (clause > from && !is_boundary(text[clause - 1])) --clause;
  if (begin - clause > kLabelCharactersMax) clause = begin - kLabelCharactersMax;
  std::string label = tidy(text.substr(clause, begin - clause));
  if (begin - clause < kLabelCharactersMin) {
    std::size_t behind = end;
    while (behind < text.size() && !is_boundary(text[behind]) && !is_digit(text[behind]) &&
           behind - end < kLabelCharactersMax)
      ++behind;
    label += tidy(text.substr(end, behind - end));
  }
  return label.empty() ? "数据" : label;
}

// "-11月" behind the 1 of "1-11月": its end, or nothing.
std::optional<std::size_t> months_end(Text text, std::size_t at) {
  if (at >= text.size() || Text(U"-－—–~～至").find(text[at]) == Text::npos) return std::nullopt;
  std::size_t end = number_end(text, at + 1);
  if (end == at + 1 || end >= text.size() || text[end] != U'月') return std::nullopt;
  return end + 1;
}

}  // namespace

std::vector<ScannedFigure> figures_in(std::string_view utf8) {
  const std::u32string whole = base::to_utf32(utf8);
  const Text text = whole;
  std::vector<ScannedFigure> out;
  std::string period;
  std::size_t from = 0;  // behind the last figure
  for (std::size_t at = 0; at < text.size() && out.size() < kFiguresMax;) {
    if (text[at] == U'。') period.clear();
    if (!is_digit(text[at])) {
      ++at;
      continue;
    }
    const std::size_t end = number_end(text, at);
    std::size_t begin = at;
    at = end;
    if (const auto months = months_end(text, end)) {
      period = tidy(text.substr(begin, *months - begin));
      from = at = *months;
      continue;
    }
    if (begin > 0 && (is_letter(text[begin - 1]) || half(text[begin - 1]) == U'-')) continue;
    const auto unit = unit_at(text, end);
    const auto value = base::Decimal::parse(base::to_utf8(text.substr(begin, end - begin)));
    if (!unit || !value) continue;
    const Text rest = text.substr(unit->end);
    if (rest.starts_with(U"以上") || rest.starts_with(U"以下") || rest.starts_with(U"以内")) continue;
    std::u32string qualifier = qualifier_before(text, begin);
    if (qualifier.empty()) qualifier = unit->qualifier;
    out.push_back({label_around(text, from, begin, unit->end), value->stored(), base::to_utf8(unit->name),
                   base::to_utf8(qualifier), period});
    from = at = unit->end;
  }
  return out;
}

}  // namespace ziping::document
