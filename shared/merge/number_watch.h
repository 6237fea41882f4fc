// Sees in a merge what no single place of it shows: items whose numbers do not follow each other, though they do in
// what each side wrote. Both added a "三是", or one took an item away and the other added one: nobody's words are
// changed by the merge, so somebody has to read it.
#pragma once

#include "shared/merge/lexicon.h"

namespace ziping::merge {

// Whether the merge has two items in a row that do not follow each other and that stand so in neither side. A list
// begins anew at 1 and behind a conflict.
bool numbers_break(const Lexicon& lexicon, UnitRange ours, UnitRange theirs, UnitRange merged);

}  // namespace ziping::merge
