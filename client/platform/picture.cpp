#include "client/platform/picture.h"

#include <png.h>

#include <string>

#include "client/text/say.h"

namespace ziping::platform {

base::Status save_png(const Picture& picture, const std::filesystem::path& file) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.height);
  image.format = PNG_FORMAT_RGB;
  if (png_image_write_to_file(&image, file.string().c_str(), 0, picture.rgb.data(), 0, nullptr) != 0)
    return base::done();
  return base::Error{base::ErrorKind::Unavailable, "picture-not-written",
                     text::say("window.picture_not_written", {file.string()}), image.message};
}

}  // namespace ziping::platform
