// Deciding a conflict in one's own words: a button, and under it the editor that it opens.
#pragma once

#include "client/view/frame.h"

namespace ziping::view {

// 自己写… Draws nothing, and says so by false, where a value cannot be written by hand (files, references).
bool own_button(Frame& frame, const ConflictShown& shown, Enabled enabled);

// The editor while it is open, filled with the suggestion or the first side. What is written is kept by
// client/app/unsaid.h.
void own_editor(Frame& frame, const ConflictShown& shown);

}  // namespace ziping::view
