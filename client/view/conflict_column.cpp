#include "client/view/frame.h"

namespace ziping::view {

void conflict_column(Frame&) {}

}  // namespace ziping::view
