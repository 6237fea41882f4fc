// What happened to a report, newest first: what is being written, revisions with their receipts, and the steps of the
// review. Pressing a state compares it with the other one that is being looked at.
#pragma once

#include "client/view/frame.h"

namespace ziping::view {

inline constexpr float kTimelineWidth = 280;  // at 100 %

void timeline(Frame& frame);

}  // namespace ziping::view
