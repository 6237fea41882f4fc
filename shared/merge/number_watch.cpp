#include "shared/merge/number_watch.h"

#include <algorithm>
#include <map>

#include "shared/merge/numbering.h"

namespace ziping::merge {
namespace {

using Gap = std::pair<TextId, TextId>;

// The neighbouring items that do not follow each other.
std::vector<Gap> gaps(const Lexicon& lexicon, UnitRange text) {
  struct Item {
    TextId sentence;
    std::size_t number;
  };
  std::vector<Gap> out;
  std::map<ItemLabel::Kind, Item> last;
  for (const Unit& unit : text) {
    if (unit.is_clash()) {
      last.clear();
      continue;
    }
    const auto label = item_label(lexicon.text(unit.index()));
    if (!label) continue;
    const auto before = last.find(label->kind);
    if (before != last.end() && label->number != 1 && label->number != before->second.number + 1)
      out.emplace_back(before->second.sentence, unit.index());
    last.insert_or_assign(label->kind, Item{unit.index(), label->number});
  }
  return out;
}

}  // namespace

bool numbers_break(const Lexicon& lexicon, UnitRange ours, UnitRange theirs, UnitRange merged) {
  const std::vector<Gap> here = gaps(lexicon, merged);
  if (here.empty()) return false;
  std::vector<Gap> known = gaps(lexicon, ours);
  for (const Gap& gap : gaps(lexicon, theirs)) known.push_back(gap);
  return std::ranges::any_of(here, [&](const Gap& gap) { return std::ranges::find(known, gap) == known.end(); });
}

}  // namespace ziping::merge
