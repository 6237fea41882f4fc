// The popup that shows what a paste of cells would do before it is done.
#pragma once

#include "client/view/frame.h"

namespace ziping::view {

inline constexpr std::string_view kPasteQuestion = "paste";

// Of memory.form.pasting; gives the keyboard back to the table when it is answered.
void paste_question(Frame& frame);

}  // namespace ziping::view
