#include "client/view/frame.h"

namespace ziping::view {

void enrol_screen(Frame&) {}

}  // namespace ziping::view
