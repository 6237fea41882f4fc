// A plot of horizontal bars: names at the left, how much was there in a pale bar, how much of it was used in a strong
// one, and both figures at the right.
#pragma once

#include <string>

#include "client/app/plots.h"
#include "client/view/frame.h"

namespace ziping::view {

// As wide as what is left. Names and figures that have no room end in … and are told whole beside the mouse. A bar that
// was pressed gives the path of where its figures are filled in.
std::string plot_bars(Frame& frame, const app::Plot& plot);

// What stands at the right end of a bar.
[[nodiscard]] std::string bar_words(const app::PlotBar& bar);

}  // namespace ziping::view
