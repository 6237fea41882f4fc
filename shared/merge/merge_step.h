// One merge of several that share their texts: merge() without writing the texts it has made.
#pragma once

#include "shared/merge/merge.h"
#include "shared/merge/texts.h"

namespace ziping::merge {

// Texts that changed on both sides stay drafts in the result; base and sides may hold drafts of the same Texts.
Merged merge_step(Texts& texts, const form::Form& form, const report::State& base, const MergeSide& ours,
                  const MergeSide& theirs);

}  // namespace ziping::merge
