// What the window shows on a machine without any Chinese font: why nothing else is shown, and what to do, in English,
// which every font has.
#pragma once

#include <string_view>

#include "client/view/widgets/item.h"

namespace ziping::view {

// For a terminal, which brings its own fonts.
[[nodiscard]] std::string_view no_font_sentence();

// True when its button was pressed.
[[nodiscard]] bool no_font_page(Ui& ui);

}  // namespace ziping::view
