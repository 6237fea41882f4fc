// What program this is: its version, what it speaks and what it is made of, with the licence of every part.
#pragma once

#include "client/view/frame.h"

namespace ziping::view {

void about_card(Frame& frame);

}  // namespace ziping::view
