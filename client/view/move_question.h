// A form that mends the report's: the strip that tells of it, and what moving there would change before it is done.
#pragma once

#include "client/view/frame.h"

namespace ziping::view {

// Above the form; nothing for who may not move the report or where there is nothing newer.
void newer_form_strip(Frame& frame);

// What the popup "move" shows.
void move_question(Frame& frame);

}  // namespace ziping::view
