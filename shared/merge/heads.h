// What a report says: a pure function of its set of heads.
//
// Promise    The same heads give the same state on every device, in whatever order they arrived: the fold goes from the
//            nearest relatives outwards, ties by name, and the DAG alone decides who is near.
#pragma once

#include "shared/merge/merge.h"
#include "shared/report/history.h"

namespace ziping::merge {

// Heads that the history does not hold are left out. With no heads the empty state.
Merged state_of(const form::Form& form, const report::History& history, const report::RevisionSet& heads);

}  // namespace ziping::merge
