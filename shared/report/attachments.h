// The attachments that a state names, wherever they stand: also among the sides of a conflict.
#pragma once

#include <vector>

#include "shared/form/attachment.h"
#include "shared/form/form.h"
#include "shared/report/state.h"

namespace ziping::report {

struct PlacedAttachment {
  form::Path path;
  form::Attachment attachment;
};

// In the order of the state. Entries that make no sense are passed over.
std::vector<PlacedAttachment> attachments(const form::Form& form, const State& state);

}  // namespace ziping::report
