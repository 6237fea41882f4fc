// Keys with what was held down when they were pressed.
//
// An input method hands keys back later than the release of Ctrl reaches the window, so that on a slow machine
// Ctrl+Enter would come as Enter and break the line. X tells with each key what was held, and that is what counts here.
#pragma once

struct GLFWwindow;

namespace ziping::platform {

// Takes the place of the key callback of Dear ImGui's backend.
void hear_keys(GLFWwindow* window);

}  // namespace ziping::platform
