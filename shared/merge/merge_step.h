// One merge of several that share their texts: merge() without writing the texts it has made.
#pragma once

#include "shared/merge/merge.h"
#include "shared/merge/texts.h"

namespace ziping::merge {

// Merges theirs into `state`, which is ours when it comes in and is made of `from`. Texts that changed on both sides
// stay drafts in it; all states may hold drafts of the same Texts.
std::vector<Note> merge_step(Texts& texts, const form::Form& form, const report::State& base, report::State& state,
                             std::span<const Contributor> from, const MergeSide& theirs);

}  // namespace ziping::merge
