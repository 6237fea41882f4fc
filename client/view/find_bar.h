// Finding and replacing words in the open report: two rows above the form, as long as they are wanted.
#pragma once

#include "client/view/frame.h"

namespace ziping::view {

// Draws the bar over the whole width when it is open, and takes its room.
void find_bar(Frame& frame);

}  // namespace ziping::view
