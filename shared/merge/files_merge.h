// Three-way merge of a field of attachments, entry by entry: two people who each add a file disturb nobody.
//
// Promise    Symmetric in ours and theirs. Every entry of the result stands in some side, as that side has it, with
//            members that this program does not know. What one side added or changed and the other left alone is there;
//            what one side took out and the other left alone is gone.
#pragma once

#include <optional>

#include "shared/base/json.h"

namespace ziping::merge {

// Entries with one name or with one content are the same attachment. First those of the base in its order, then what
// the sides added, the run with the lower canonical bytes first; null where nothing is left. None where a person must
// decide: the sides made different things of one attachment, more than form::kAttachmentsMax would be left, or a value
// is no list of attachments.
std::optional<base::Json> merge_files(const base::Json& base, const base::Json& ours, const base::Json& theirs);

}  // namespace ziping::merge
