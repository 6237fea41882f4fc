// The laws of the text merge on any three texts. Record separators (U+001E) stand between them; what is left of the
// bytes is made into what a text field would store.
#include <set>

#include "shared/base/utf8.h"
#include "shared/merge/sentence.h"
#include "shared/merge/text_merge.h"
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
  return 0;
}
