#include "shared/document/sentences.h"

#include <algorithm>
#include <array>

#include "shared/base/utf8.h"
#include "shared/document/outline.h"

namespace ziping::document {
namespace {

constexpr std::string_view kTeam = "工作队";

bool ends(char32_t c) { return c == U'。' || c == U'！' || c == U'？'; }
bool closes(char32_t c) { return c == U'”' || c == U'’' || c == U'）' || c == U'》' || c == U')'; }

}  // namespace

std::vector<std::string_view> sentences(std::string_view text) {
  std::vector<std::string_view> out;
  std::size_t begin = 0;
  for (std::size_t at = 0; at < text.size();) {
    if (!ends(base::next_character(text, at))) continue;
    for (std::size_t next = at; next < text.size();) {
      const char32_t c = base::next_character(text, next);
      if (!closes(c) && !ends(c)) break;
      at = next;
    }
    out.push_back(text.substr(begin, at - begin));
    begin = at;
  }
  if (begin < text.size()) out.push_back(text.substr(begin));
  return out;
}

Runs runs_of(std::string_view text) {
  Runs runs;
  std::size_t begin = 0;  // of the item that is open
  std::size_t from = 0;
  for (int number = 1;; ++number) {
    const std::string word = mark_text(kRunLevel, number);
    std::size_t at = word.empty() ? text.npos : text.find(word, from);
    while (at != text.npos) {
      const std::string_view before = base::trimmed(text.substr(0, at));
      if (before.empty() || ends_a_sentence(before) || (number == 1 && before.ends_with("，"))) break;
      at = text.find(word, at + word.size());
    }
    if (number == 1) {
      runs.before = base::trimmed(text.substr(0, at));
      if (at == text.npos) return runs;
    } else {
      runs.items.push_back(base::trimmed(text.substr(begin, at == text.npos ? at : at - begin)));
      if (at == text.npos) return runs;
    }
    begin = from = at + word.size();
  }
}

std::string_view team_named(std::string_view sentence) {
  constexpr std::size_t kNameCharactersMax = 8;
  constexpr std::array<std::string_view, 10> kVerbs{"协调", "会同", "组织", "安排", "支持",
                                                    "指导", "推动", "联合", "督促", "由"};
  constexpr std::array<std::string_view, 12> kNoName{"各", "全", "驻", "我", "所有", "多支",
                                                     "的", "本", "，", "、", "“",    "："};
  sentence = base::trimmed(sentence);
  for (const std::string_view verb : kVerbs)
    if (sentence.starts_with(verb)) {
      sentence.remove_prefix(verb.size());
      break;
    }
  const std::size_t at = sentence.substr(0, 4 * kNameCharactersMax + kTeam.size()).find(kTeam);
  if (at == sentence.npos || at == 0) return {};
  const std::string_view name = sentence.substr(0, at);
  if (base::count_characters(name) > kNameCharactersMax || mark_of(name).level != 0) return {};
  if (std::ranges::any_of(kNoName, [&](std::string_view word) { return name.find(word) != name.npos; })) return {};
  return sentence.substr(0, at + kTeam.size());
}

bool names_its_team(std::string_view text, std::string_view title) {
  if (!title.ends_with(kTeam)) return false;
  const auto all = sentences(text);
  return !all.empty() && all[0].find(title) != std::string_view::npos;
}

}  // namespace ziping::document
