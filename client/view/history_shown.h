// The past of the open report in words, made anew when it or what it is told from changes.
#pragma once

#include "client/view/frame.h"

namespace ziping::view {

const HistoryShown& history_shown(Frame& frame);

}  // namespace ziping::view
