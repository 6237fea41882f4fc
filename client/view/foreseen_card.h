// What the next synchronisation would change, as it was looked up: how many reports and places, then each.
#pragma once

#include "client/view/frame.h"

namespace ziping::view {

void foreseen_card(Frame& frame);

// Whether it waits for a word: it then has the buttons for it.
bool foreseen_asks(const app::Model& model);

}  // namespace ziping::view
