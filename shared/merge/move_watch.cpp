#include "shared/merge/move_watch.h"

#include <algorithm>

namespace ziping::merge {
namespace {

bool is_before(std::string_view a, std::string_view b) { return a.size() != b.size() ? a.size() < b.size() : a < b; }

void add(std::vector<std::string_view>& out, std::string_view sentence) {
  if (sentence.ends_with('\n')) sentence.remove_suffix(1);
  if (!sentence.empty()) out.push_back(sentence);
}

void add(std::vector<std::string_view>& out, const Lexicon& lexicon, UnitRange units) {
  for (const Unit& unit : units)
    if (!unit.is_clash()) add(out, lexicon.text(unit.index()));
}

// Of a conflict the side that says the most: only one of them will stay.
void add_asked(std::vector<std::string_view>& out, const Lexicon& lexicon, UnitRange units) {
  for (const Unit& unit : units) {
    if (!unit.is_clash()) continue;
    std::span<const TextId> longest;
    for (const Answer& side : lexicon.clash(unit).sides)
      if (const auto words = lexicon.sentences(side.value); words.size() > longest.size()) longest = words;
    for (const TextId sentence : longest) add(out, lexicon.text(sentence));
  }
}

std::ptrdiff_t times(const std::vector<std::string_view>& sorted, std::string_view words) {
  const auto [begin, end] = std::equal_range(sorted.begin(), sorted.end(), words, is_before);
  return end - begin;
}

}  // namespace

void MoveWatch::see(const Lexicon& lexicon, UnitRange base, UnitRange ours, UnitRange theirs, UnitRange merged) {
  add(base_, lexicon, base);
  add(ours_, lexicon, ours);
  add(theirs_, lexicon, theirs);
  add(merged_, lexicon, merged);
  add_asked(asked_, lexicon, merged);
}

bool MoveWatch::found() {
  for (Views* views : {&base_, &ours_, &theirs_, &merged_, &asked_}) std::ranges::sort(*views, is_before);
  for (auto at = merged_.begin(); at != merged_.end();
       at = std::ranges::upper_bound(at, merged_.end(), *at, is_before)) {
    const std::ptrdiff_t before = times(base_, *at);
    if (before == 0) continue;
    const std::ptrdiff_t here = times(ours_, *at) - before, there = times(theirs_, *at) - before;
    const std::ptrdiff_t added = std::max<std::ptrdiff_t>(here, 0) + std::max<std::ptrdiff_t>(there, 0);
    const std::ptrdiff_t stands = times(merged_, *at);
    if (stands > before + added + std::min({here, there, std::ptrdiff_t{0}})) return true;
    if (stands + times(asked_, *at) > before + added) return true;
  }
  return false;
}

}  // namespace ziping::merge
