// A picture of what a window showed, and the PNG file of it.
//
// Errors     save_png: Full or Unavailable, with the path in the sentence.
#pragma once
#include <cstdint>
#include <filesystem>
#include <vector>

#include "shared/base/result.h"

namespace ziping::platform {

struct Picture {
  int width = 0;
  int height = 0;
  std::vector<std::uint8_t> rgb;  // rows from the top, three bytes a pixel
};

base::Status save_png(const Picture& picture, const std::filesystem::path& file);

}  // namespace ziping::platform
