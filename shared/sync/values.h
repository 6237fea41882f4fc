// Whether the values of a state have the shapes that its form asks for: judged by the same function in the client,
// before an edit is saved, and in the server, before a revision is taken.
#pragma once

#include <string>
#include <vector>

#include "shared/form/form.h"
#include "shared/report/state.h"

namespace ziping::sync {

// Only what changed between the two: an old value that a stricter form would not take is nobody's fault now. Fields
// that the form does not know are carried along. Errors: those of form::check_stored, and Invalid "bad-conflict"; the
// place is the error's cause.
base::Status check_values(const form::Form& form, const report::State& before, const report::State& after);

}  // namespace ziping::sync
