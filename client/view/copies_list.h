// The copies of everything here that were kept, each with a button that puts it in the place of the data; and the
// question that comes before.
#pragma once

#include "client/view/frame.h"

namespace ziping::view {

// Newest first. Draws nothing where there is none.
void copies_list(Frame& frame);

// The popup "copy".
void copy_question(Frame& frame);

}  // namespace ziping::view
