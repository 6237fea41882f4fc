#include "client/view/frame.h"

namespace ziping::view {

void draw(Frame&) {}

}  // namespace ziping::view
