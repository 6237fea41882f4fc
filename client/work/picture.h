// An attachment's picture, for a look at it before it is saved or opened: PNG and JPEG, made smaller, and upright as
// the camera was held.
//
// Promise    Bytes that are no picture are an error and nothing worse; a damaged JPEG is shown as far as it goes.
// Errors     Invalid "no-picture"; Full "picture-too-large".
// Limits     kPicturePixelsMax before it is made smaller, kPictureSideMax on its longer side afterwards.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "shared/base/result.h"

namespace ziping::client {

inline constexpr std::int64_t kPicturePixelsMax = 40'000'000;
inline constexpr int kPictureSideMax = 1600;

struct Picture {
  int width = 0, height = 0;
  std::vector<std::uint8_t> rgba;  // rows from the top, four bytes a pixel
};

// By the media type of the attachment.
bool is_picture(std::string_view type);
base::Result<Picture> read_picture(std::string_view bytes);

}  // namespace ziping::client
