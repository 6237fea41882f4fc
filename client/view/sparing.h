// A long page that costs what is in sight: parts of it that are scrolled far away take the room they took before, and
// are not drawn.
//
// Promise    A part that has the keyboard is always drawn, and so is what stands within a screen's height of the sight,
//            so that Tab finds the next field.
#pragma once

#include <functional>
#include <string_view>

#include "client/view/form_memory.h"

namespace ziping::view {

enum class Sparing { Yes, No };  // No: draw all of it, because somebody is looking for a place in there

void part_of_page(Rooms& rooms, std::string_view id, Sparing sparing, const std::function<void()>& draw);

}  // namespace ziping::view
