// Work that was found after a program had ended with it: a strip for each report, to take it on or put it aside. All
// of it can be read beforehand.
#pragma once

#include "client/view/frame.h"

namespace ziping::view {

// Below them what was put aside lately, which is kept for good, each with a button to take it back.
void left_drafts(Frame& frame);

// Of the open report: what was put aside, each with a button to take it back.
void drafts_aside(Frame& frame);

}  // namespace ziping::view
