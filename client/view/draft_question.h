// What a draft says, place by place, to be read and copied: also where it fits nowhere any more.
#pragma once

#include "client/view/frame.h"

namespace ziping::view {

// The content of the popup; the draft is the model's.
void draft_question(Frame& frame);

}  // namespace ziping::view
