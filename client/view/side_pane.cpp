#include "client/view/frame.h"

namespace ziping::view {

void side_pane(Frame&) {}

}  // namespace ziping::view
