#include "client/view/frame.h"

namespace ziping::view {

void sync_screen(Frame&) {}

}  // namespace ziping::view
