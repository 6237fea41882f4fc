// Three-way alignment of token sequences (S. Khanna, K. Kunal, B. Pierce, "A Formal Investigation of Diff3", 2007):
// stretches where the sides agree with the base, and stretches where at least one does not.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace ziping::merge {

using Ids = std::span<const std::uint32_t>;

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

// In order, covering all three sequences; unchanged stretches included.
std::vector<Stretch> align(Ids base, Ids ours, Ids theirs);

}  // namespace ziping::merge
