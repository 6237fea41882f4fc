#include "client/work/picture.h"

#include <png.h>
#include <turbojpeg.h>
#include <zlib.h>

#include <algorithm>
#include <memory>
#include <span>
#include <string>

#include "client/text/say.h"
#include "client/work/library_versions.h"
#include "client/work/picture_turn.h"

namespace ziping::client {
namespace {

constexpr std::size_t kChannels = 4;
constexpr std::string_view kPng = "\x89PNG\r\n\x1A\n", kJpeg = "\xFF\xD8\xFF";

base::Error no_picture(std::string cause) {
  return {base::ErrorKind::Invalid, "no-picture", text::say("files.no_picture", {}), std::move(cause)};
}

base::Error too_large(std::int64_t width, std::int64_t height) {
  return {base::ErrorKind::Full, "picture-too-large", text::say("files.picture_too_large", {width, height}), {}};
}

bool fits(std::int64_t width, std::int64_t height) {
  return width > 0 && height > 0 && width <= kPicturePixelsMax / height;
}

std::size_t bytes_of(int width, int height) {
  return static_cast<std::size_t>(width) * static_cast<std::size_t>(height) * kChannels;
}

base::Result<Picture> read_png(std::string_view bytes) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  if (!png_image_begin_read_from_memory(&image, bytes.data(), bytes.size())) return no_picture(image.message);
  const std::unique_ptr<png_image, void (*)(png_image*)> owner(&image, [](png_image* one) { png_image_free(one); });
  if (!fits(image.width, image.height)) return too_large(image.width, image.height);
  image.format = PNG_FORMAT_RGBA;
  Picture out{static_cast<int>(image.width), static_cast<int>(image.height), {}};
  out.rgba.resize(bytes_of(out.width, out.height));
  if (!png_image_finish_read(&image, nullptr, out.rgba.data(), 0, nullptr)) return no_picture(image.message);
  return out;
}

// The least of the sizes that the decoder itself can give, none smaller than what is asked for.
int scaled(int side, int width, int height) {
  int count = 0;
  const tjscalingfactor* factors = tjGetScalingFactors(&count);
  int best = side;
  for (const tjscalingfactor& one : std::span(factors, static_cast<std::size_t>(count))) {
    const bool enough = std::max(TJSCALED(width, one), TJSCALED(height, one)) >= kPictureSideMax;
    if (one.num <= one.denom && enough) best = std::min(best, TJSCALED(side, one));
  }
  return best;
}

base::Result<Picture> read_jpeg(std::string_view bytes) {
  const std::unique_ptr<void, int (*)(tjhandle)> decoder(tjInitDecompress(), tjDestroy);
  if (!decoder) return no_picture("tjInitDecompress");
  const auto* data = reinterpret_cast<const unsigned char*>(bytes.data());
  int width = 0, height = 0, sampling = 0, colours = 0;
  if (tjDecompressHeader3(decoder.get(), data, bytes.size(), &width, &height, &sampling, &colours) != 0)
    return no_picture(tjGetErrorStr2(decoder.get()));
  if (!fits(width, height)) return too_large(width, height);
  Picture out{scaled(width, width, height), scaled(height, width, height), {}};
  out.rgba.resize(bytes_of(out.width, out.height));
  const bool decoded = tjDecompress2(decoder.get(), data, bytes.size(), out.rgba.data(), out.width, 0, out.height,
                                     TJPF_RGBA, TJFLAG_LIMITSCANS) == 0;
  if (decoded || tjGetErrorCode(decoder.get()) == TJERR_WARNING) return out;
  return no_picture(tjGetErrorStr2(decoder.get()));
}

// Each pixel of the smaller one is the mean of those it stands for.
Picture smaller(Picture large) {
  const int longer = std::max(large.width, large.height);
  if (longer <= kPictureSideMax) return large;
  const auto shrunk = [&](int side) {
    return std::max(1, static_cast<int>(std::int64_t{side} * kPictureSideMax / longer));
  };
  Picture out{shrunk(large.width), shrunk(large.height), {}};
  out.rgba.resize(bytes_of(out.width, out.height));
  const auto from = [](int at, int of, int whole) { return static_cast<int>(std::int64_t{at} * whole / of); };
  std::size_t next = 0;
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x) {
      std::uint64_t sums[kChannels]{};
      const int top = from(y, out.height, large.height), bottom = from(y + 1, out.height, large.height);
      const int left = from(x, out.width, large.width), right = from(x + 1, out.width, large.width);
      for (int row = top; row < bottom; ++row)
        for (std::size_t at = bytes_of(left, 1), end = bytes_of(right, 1); at < end; ++at)
          sums[at % kChannels] += large.rgba[bytes_of(large.width, row) + at];
      const auto count = static_cast<std::uint64_t>(bottom - top) * static_cast<std::uint64_t>(right - left);
      for (const std::uint64_t sum : sums) out.rgba[next++] = static_cast<std::uint8_t>(sum / count);
    }
  return out;
}

}  // namespace

bool is_picture(std::string_view type) { return type == "image/png" || type == "image/jpeg"; }

base::Result<Picture> read_picture(std::string_view bytes) {
  auto large = bytes.starts_with(kPng)    ? read_png(bytes)
               : bytes.starts_with(kJpeg) ? read_jpeg(bytes)
                                          : base::Result<Picture>(no_picture("magic"));
  if (!large) return large;
  Picture small = smaller(std::move(*large));
  return bytes.starts_with(kJpeg) ? turned(std::move(small), turn_of(bytes)) : small;
}

std::string version_of_png() { return PNG_LIBPNG_VER_STRING; }
std::string version_of_zlib() { return zlibVersion(); }

}  // namespace ziping::client
