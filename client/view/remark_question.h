// The popup in which a remark is written: about which words, and the words themselves.
#pragma once

#include "client/view/frame.h"

namespace ziping::view {

// About some words of a paragraph of what is read; opens the popup.
void ask_for_remark(Frame& frame, std::size_t paragraph, std::size_t begin, std::size_t end);

void remark_question(Frame& frame);

}  // namespace ziping::view
