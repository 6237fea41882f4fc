// The list of reports, one line each.
#pragma once

#include <vector>

#include "client/view/frame.h"

namespace ziping::view {

// At most `height_max` high, but for its first rows. A double click or Enter opens a report.
void home_table(Frame& frame, const std::vector<const client::Summary*>& reports, float height_max);

}  // namespace ziping::view
