// Three-way alignment of token sequences (S. Khanna, K. Kunal, B. Pierce, "A Formal Investigation of Diff3", 2007):
// stretches where the sides agree with the base, and stretches where at least one does not.
#pragma once

#include <cstdint>
#include <vector>

#include "shared/merge/changes.h"

namespace ziping::merge {

struct Range {
  std::size_t begin, end;
  bool empty() const { return begin == end; }
  std::size_t size() const { return end - begin; }
};

enum class Change { None, Ours, Theirs, Both };  // Both: changed differently, or in the same way (compare the ranges)

struct Stretch {
  Change change;
  Range base, ours, theirs;
};

inline void extend(Stretch& stretch, const Stretch& next) {  // which follows it
  stretch.base.end = next.base.end;
  stretch.ours.end = next.ours.end;
  stretch.theirs.end = next.theirs.end;
}

// In order, covering all three sequences; unchanged stretches included. `blank`: see changes().
std::vector<Stretch> align(Ids base, Ids ours, Ids theirs, std::uint32_t blank);

}  // namespace ziping::merge
