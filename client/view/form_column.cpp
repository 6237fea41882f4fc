#include "client/view/frame.h"

namespace ziping::view {

void form_column(Frame&) {}

}  // namespace ziping::view
