#include "client/view/frame.h"

namespace ziping::view {

void report_screen(Frame&) {}

}  // namespace ziping::view
