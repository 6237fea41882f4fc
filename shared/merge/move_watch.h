// Sees in a merge what no single place of it shows: a sentence that one side moved and the other took away or moved
// somewhere else. The merge keeps it wherever somebody put it, as a line merge does; that must not happen in silence.
#pragma once

#include <string_view>
#include <vector>

#include "shared/merge/lexicon.h"

namespace ziping::merge {

class MoveWatch {
 public:
  // One stretch that somebody changed, and what the merge says there. Sentences count without their line end, which
  // comes and goes as they move to the end of a paragraph.
  void see(const Lexicon& lexicon, UnitRange base, UnitRange ours, UnitRange theirs, UnitRange merged);
  // Whether a sentence stands although somebody took it away, or more often than the sides put it, be it that one of
  // its places is in question.
  bool found();

 private:
  using Views = std::vector<std::string_view>;
  Views base_, ours_, theirs_, merged_, asked_;
};

}  // namespace ziping::merge
