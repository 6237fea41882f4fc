// Which sides remain when two conflicts meet, alike for the values of report::Conflict and for the ids of Clash.
#pragma once

#include <algorithm>

namespace ziping::merge {

// The sides of ours and theirs, unsorted, without those that the other party has decided against; see text_merge.h. At
// least one: where each party decided against all that the other left, nothing is decided and all stay.
template <class Conflict>
Conflict remaining(const Conflict& base, const Conflict& ours, const Conflict& theirs) {
  const auto has = [](const Conflict& conflict, const auto& value) {
    return std::ranges::any_of(conflict.sides, [&](const auto& side) { return side.value == value; });
  };
  Conflict out;
  out.base = base.base;
  out.sides.reserve(ours.sides.size() + theirs.sides.size());
  const auto keep = [&](const Conflict& mine, const Conflict& other) {
    for (const auto& side : mine.sides)
      if (mine.sides.size() == 1 || !has(base, side.value) || has(other, side.value)) out.sides.push_back(side);
  };
  keep(ours, theirs);
  keep(theirs, ours);
  if (out.sides.empty())
    for (const Conflict* party : {&ours, &theirs})
      out.sides.insert(out.sides.end(), party->sides.begin(), party->sides.end());
  return out;
}

}  // namespace ziping::merge
