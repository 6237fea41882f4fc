#include "client/view/frame.h"

namespace ziping::view {

void settings_screen(Frame&) {}

}  // namespace ziping::view
