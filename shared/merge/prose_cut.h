// Cuts the three texts of a merge into stretches that are settled each by itself: lines, and sentences where both sides
// were at work.
#pragma once

#include "shared/merge/diff3.h"
#include "shared/merge/prose.h"

namespace ziping::merge {

// By lines first, so that whatever a line merge settles is settled the same way. Where the two sides' lines meet, all
// that touches goes to the sentences, and so do the neighbouring changes up to the next line of words that nobody
// touched: a blank line between paragraphs says nothing of which of them belong together. Ranges count units.
std::vector<Stretch> cut_by_lines(Lexicon& lexicon, UnitRange base, UnitRange ours, UnitRange theirs);

// By sentences alone: for texts with conflicts in them, which are no lines.
std::vector<Stretch> cut_by_sentences(Lexicon& lexicon, UnitRange base, UnitRange ours, UnitRange theirs);

inline UnitRange part(UnitRange units, const Range& range) { return units.subspan(range.begin, range.size()); }

}  // namespace ziping::merge
