// The list of all states of the report that can be read, to choose one from.
#pragma once

#include "client/view/frame.h"
#include "client/view/widgets/fields.h"

namespace ziping::view {

// The one chosen in this frame, else empty.
[[nodiscard]] std::string state_chooser(Frame& frame, FieldFrame field, const std::string& current);

}  // namespace ziping::view
