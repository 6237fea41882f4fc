// The three-way merge of long texts on prose; text_merge.h tells the rules.
#pragma once

#include <functional>

#include "shared/merge/prose.h"

namespace ziping::merge {

// Whose words these are: (the words, what stood there before) -> the id of the revision's name.
using Namer = std::function<TextId(std::span<const TextId> words, UnitRange before)>;

struct MergedProse {
  Prose prose;
  bool please_read = false;    // as in MergedText
  bool numbers_break = false;  // likewise
};

MergedProse merge_prose(Lexicon& lexicon, const Prose& base, const Prose& ours, const Prose& theirs,
                        const Namer& our_name, const Namer& their_name);

}  // namespace ziping::merge
