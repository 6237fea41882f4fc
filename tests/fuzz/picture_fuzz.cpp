// Whatever the bytes are, what is read of them is a picture no larger than it may be, whole.
#include "client/work/picture.h"
#include "tests/fuzz/fuzz.h"

using namespace ziping;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto picture = client::read_picture(fuzz::text(bytes, size));
  if (!picture) return 0;
  ENSURE(picture->width > 0 && picture->width <= client::kPictureSideMax);
  ENSURE(picture->height > 0 && picture->height <= client::kPictureSideMax);
  ENSURE(picture->rgba.size() ==
         std::size_t{4} * static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height));
  return 0;
}
