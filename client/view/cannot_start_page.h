// What the window shows where the program cannot start: why, and a button that ends it.
#pragma once

#include <string_view>

#include "client/view/widgets/item.h"

namespace ziping::view {

// `why` is a sentence that says what to do. True when the button was pressed.
[[nodiscard]] bool cannot_start_page(Ui& ui, std::string_view why);

}  // namespace ziping::view
