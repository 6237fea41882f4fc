#include "client/view/frame.h"

namespace ziping::view {

void reading_column(Frame&) {}

}  // namespace ziping::view
