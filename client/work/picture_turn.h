// How a camera was held: JPEG files of phones lie on their side and say so in their EXIF data (tag 0x0112, 1 to 8).
#pragma once

#include <string_view>

#include "client/work/picture.h"

namespace ziping::client {

inline constexpr int kUpright = 1;

// kUpright where the file says nothing, or nothing that makes sense.
[[nodiscard]] int turn_of(std::string_view jpeg);
// As it is meant to be looked at.
[[nodiscard]] Picture turned(Picture picture, int turn);

}  // namespace ziping::client
