// The three-way merge of long texts: of lines first, then, inside what clashes, of sentences.
//
// Promise    Every sentence of the result stands in some side. merge(b,o,o) = o; merge(b,b,t) = t; merge(b,o,t) =
// merge(b,t,o)
//            up to the names of the sides. Nothing that one side added and the other left alone is missing.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "shared/merge/prose.h"

namespace ziping::merge {

// Which revision a side's words come from: (the words, what stood there before) -> its name.
using Label = std::function<std::string(std::string_view words, std::string_view before)>;

struct MergedText {
  Segments segments;
  // Both added at one place, neighbouring sentences were changed by different people, one moved what the other took
  // away or moved elsewhere, or the numbers of items break.
  bool please_read = false;
  bool numbers_break = false;  // those of items (一是…二是…) do not follow each other any more
};

MergedText merge_text(const Segments& base, const Segments& ours, const Segments& theirs, const Label& our_label,
                      const Label& their_label);

// The sides that remain when two sides of which each may be a conflict already meet over a base that may be one too. A
// side of the old conflict goes only when the other party has decided against it; a decision always stays.
report::Conflict join_conflicts(const report::Conflict& base, const report::Conflict& ours,
                                const report::Conflict& theirs);

}  // namespace ziping::merge
