// The laws of the text merge on any three texts. Record separators (U+001E) stand between them; what is left of the
// bytes is made into what a text field would store.
#include <algorithm>
#include <set>

#include "shared/base/utf8.h"
#include "shared/merge/position_map.h"
#include "shared/merge/sentence.h"
#include "shared/merge/suggestion.h"
#include "shared/merge/text_merge.h"
#include "shared/merge/words.h"
#include "tests/fuzz/fuzz.h"

using namespace ziping;
using merge::Segments;

namespace {

constexpr char kSeparator = '\x1e';

Segments segments(std::string_view text) { return *report::segments_of(base::Json(base::normalised(text))); }

base::Json merged(const Segments& base, const Segments& ours, const Segments& theirs) {
  const merge::Label nobody = [](std::string_view, std::string_view) { return std::string("0"); };
  return report::to_json(merge::merge_text(base, ours, theirs, nobody, nobody).segments);
}

void add_sentences(const std::string& text, std::set<std::string>& out) {
  for (const std::string_view one : merge::sentences(text)) out.emplace(one);
}

std::set<std::string> said(const Segments& text) {
  std::set<std::string> out;
  for (const report::Segment& segment : text) {
    if (const std::string* plain = std::get_if<std::string>(&segment)) {
      add_sentences(*plain, out);
      continue;
    }
    for (const report::Side& side : std::get<report::Conflict>(segment).sides)
      add_sentences(*side.value.as_string(), out);
  }
  return out;
}

// Every figure and Latin word of it stands in a side, and it is none of them.
void check_suggestion(report::Conflict conflict) {
  const auto suggested = merge::suggestion(conflict);
  std::ranges::reverse(conflict.sides);
  ENSURE(merge::suggestion(conflict) == suggested);
  if (!suggested) return;
  std::set<std::string_view> known;
  for (const report::Side& side : conflict.sides) {
    ENSURE(*side.value.as_string() != *suggested);
    for (const std::string_view word : merge::words(*side.value.as_string())) known.insert(word);
  }
  for (const std::string_view word : merge::words(*suggested)) ENSURE(merge::is_plain(word) || known.contains(word));
}

// No place is outside the text or within a character, and in the same text all is where it was.
void check_positions(const std::string& before, const std::string& after) {
  const auto map = merge::PositionMap::between(before, after), same = merge::PositionMap::between(before, before);
  for (std::size_t at = 0; at <= before.size();) {
    const std::size_t there = map.carry(at).at;
    ENSURE(there <= after.size());
    ENSURE(there == after.size() || (static_cast<unsigned char>(after[there]) & 0xC0) != 0x80);
    ENSURE(same.carry(at) == (merge::PositionMap::Place{at, false}));
    if (at == before.size()) break;
    base::next_character(before, at);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const std::string_view all = fuzz::text(bytes, size);
  const std::size_t first = all.find(kSeparator), second = first == all.npos ? first : all.find(kSeparator, first + 1);
  if (second == all.npos) return 0;
  const Segments base = segments(all.substr(0, first)), ours = segments(all.substr(first + 1, second - first - 1)),
                 theirs = segments(all.substr(second + 1));
  const base::Json both = merged(base, ours, theirs);
  ENSURE(both == merged(base, theirs, ours));
  ENSURE(merged(base, ours, ours) == report::to_json(ours));
  ENSURE(merged(base, base, theirs) == report::to_json(theirs));
  ENSURE(merged(base, ours, base) == report::to_json(ours));

  const auto result = report::segments_of(both);
  ENSURE(result.has_value());
  const std::set<std::string> before = said(base), mine = said(ours), other = said(theirs), now = said(*result);
  for (const std::string& one : now) ENSURE(mine.contains(one) || other.contains(one));
  for (const std::set<std::string>* side : {&mine, &other})
    for (const std::string& one : *side) ENSURE(before.contains(one) || now.contains(one));
  for (const report::Segment& segment : *result)
    if (const auto* conflict = std::get_if<report::Conflict>(&segment)) check_suggestion(*conflict);
  if (const std::string* text = both.as_string())
    check_positions(base.empty() ? std::string() : std::get<std::string>(base.front()), *text);
  return 0;
}
