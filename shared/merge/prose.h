// A long text while it is merged: its sentences and conflicts in the ids of one Lexicon.
#pragma once

#include <vector>

#include "shared/merge/lexicon.h"
#include "shared/report/conflict.h"

namespace ziping::merge {

using Segments = std::vector<report::Segment>;  // as report::segments_of() gives them

struct Prose {
  Units units;
  bool has_clash = false;
  // Not empty: segments that no program of ours writes so (an empty text, two texts in a row) and that are therefore
  // compared as they are.
  Segments as_given;
};

// `like` is another version of the text, see Lexicon::cut().
Prose to_prose(Lexicon& lexicon, std::string_view text, const Prose& like);
Prose to_prose(Lexicon& lexicon, const Segments& segments, const Prose& like);
Segments to_segments(const Lexicon& lexicon, const Prose& prose);
// Whether the segments are equal, the names of the sides included.
bool same_prose(const Lexicon& lexicon, const Prose& a, const Prose& b);

std::string plain_text(const Lexicon& lexicon, UnitRange units);  // of the sentences; conflicts are left out

}  // namespace ziping::merge
