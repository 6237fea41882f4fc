// The rules of text_merge.h on strings alone: everything is cut, compared and joined anew at every step. Slow and
// plain.
#pragma once

#include "shared/merge/text_merge.h"

namespace ziping::merge::model {

MergedText merge_text(const Segments& base, const Segments& ours, const Segments& theirs, const Label& our_label,
                      const Label& their_label);

}  // namespace ziping::merge::model
