// Finding and replacing words in the open report, in rows above the form as long as they are wanted; above the sheet
// that is read finding alone.
#pragma once

#include "client/view/frame.h"

namespace ziping::view {

// Draws the bar over the whole width when it is open, and takes its room.
void find_bar(Frame& frame);

}  // namespace ziping::view
