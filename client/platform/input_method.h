// Chinese input on X11, where GLFW 3.3 leaves two things undone; elsewhere nothing happens here.
//
// Linking this file into a program is enough for the first: keys that the input method has taken no longer reach the
// window, so Backspace while composing does not delete text, and Enter does not break the line.
#pragma once

namespace ziping::platform {

// Tells the input method where the lower left corner of the caret is, in pixels of the window, so that its candidates
// open beside it.
void place_candidates(int x, int y);

}  // namespace ziping::platform
