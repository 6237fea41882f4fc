#include "client/view/frame.h"

namespace ziping::view {

void home_screen(Frame&) {}

}  // namespace ziping::view
