// How one text became another, in the pieces that a reader would name: what the merge takes for a person's changes.
//
// The shortest way (report::diff) is seldom the only one: of two blank lines either may be "the one that stayed", and
// the paragraph between them then seems to have jumped over it. So words go before blank lines, and of the ways that
// are left the one is taken where what went away stands beside what came in its place, else where it stands as late as
// it can. This is how git places changes too (its "compaction"), so that both see the same lines touch.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "shared/report/sequence_diff.h"

namespace ziping::merge {

using Ids = std::span<const std::uint32_t>;

// `blank` is the id of a blank line, which keeps its place only between words that keep theirs.
std::vector<report::Hunk> changes(Ids before, Ids after, std::uint32_t blank);

}  // namespace ziping::merge
