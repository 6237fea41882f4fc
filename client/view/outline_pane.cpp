#include "client/view/frame.h"

namespace ziping::view {

void outline_pane(Frame&) {}

}  // namespace ziping::view
