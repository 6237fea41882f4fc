#include "client/view/frame.h"

namespace ziping::view {

void versions_column(Frame&) {}

}  // namespace ziping::view
