#include "client/work/picture.h"

#include <png.h>
#include <turbojpeg.h>

#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <string>

#include "shared/base/random.h"

using namespace ziping;
using client::Picture;
using client::read_picture;

namespace {

// Columns of red, green, blue and white, each a quarter of the width.
Picture stripes(int width, int height) {
  Picture out{width, height, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const int stripe = 4 * x / width;
      for (int channel = 0; channel < 3; ++channel) out.rgba.push_back(stripe == channel || stripe == 3 ? 0xFF : 0x00);
      out.rgba.push_back(0xFF);
    }
  return out;
}

std::string png_of(const Picture& picture) {
  png_image image{};
  image.version = PNG_IMAGE_VERSION;
  image.width = static_cast<png_uint_32>(picture.width);
  image.height = static_cast<png_uint_32>(picture.height);
  image.format = PNG_FORMAT_RGBA;
  png_alloc_size_t size = 0;
  REQUIRE(png_image_write_to_memory(&image, nullptr, &size, 0, picture.rgba.data(), 0, nullptr) != 0);
  std::string out(size, '\0');
  REQUIRE(png_image_write_to_memory(&image, out.data(), &size, 0, picture.rgba.data(), 0, nullptr) != 0);
  return out;
}

std::string jpeg_of(const Picture& picture) {
  const std::unique_ptr<void, int (*)(tjhandle)> encoder(tjInitCompress(), tjDestroy);
  unsigned char* bytes = nullptr;
  unsigned long size = 0;
  REQUIRE(tjCompress2(encoder.get(), picture.rgba.data(), picture.width, 0, picture.height, TJPF_RGBA, &bytes, &size,
                      TJSAMP_444, 95, 0) == 0);
  std::string out(reinterpret_cast<const char*>(bytes), size);
  tjFree(bytes);
  return out;
}

// The channel of a pixel, by shares of width and height.
int at(const Picture& picture, double x, double y, std::size_t channel) {
  const auto column = static_cast<std::size_t>(x * picture.width), row = static_cast<std::size_t>(y * picture.height);
  return picture.rgba.at((row * static_cast<std::size_t>(picture.width) + column) * 4 + channel);
}

void shows_stripes(const Picture& picture) {
  for (const double y : {0.1, 0.5, 0.9}) {
    CHECK(at(picture, 0.12, y, 0) > 200);
    CHECK(at(picture, 0.12, y, 1) < 50);
    CHECK(at(picture, 0.37, y, 1) > 200);
    CHECK(at(picture, 0.62, y, 2) > 200);
    CHECK(at(picture, 0.87, y, 0) > 200);
    CHECK(at(picture, 0.87, y, 3) == 0xFF);
  }
}

std::string code_of(std::string_view bytes) {
  const auto picture = read_picture(bytes);
  return picture ? "" : picture.error().code;
}

}  // namespace

TEST_CASE("a picture of either kind is read with its colours") {
  for (const std::string& bytes : {png_of(stripes(64, 40)), jpeg_of(stripes(64, 40))}) {
    const auto picture = read_picture(bytes);
    REQUIRE(picture);
    CHECK(picture->width == 64);
    CHECK(picture->height == 40);
    shows_stripes(*picture);
  }
}

TEST_CASE("a picture larger than a screen is made smaller, in its own proportions") {
  for (const std::string& bytes : {png_of(stripes(4000, 1000)), jpeg_of(stripes(4000, 1000))}) {
    const auto picture = read_picture(bytes);
    REQUIRE(picture);
    CHECK(picture->width == client::kPictureSideMax);
    CHECK(picture->height == client::kPictureSideMax / 4);
    CHECK(picture->rgba.size() == std::size_t{4} * client::kPictureSideMax * client::kPictureSideMax / 4);
    shows_stripes(*picture);
  }
  const auto thin = read_picture(png_of(stripes(5000, 1)));
  REQUIRE(thin);
  CHECK(thin->height == 1);
}

TEST_CASE("a picture that says it is enormous is refused before anything is made of it") {
  std::string bytes = png_of(stripes(8, 8));
  for (const std::size_t at : {16u, 20u}) bytes.replace(at, 4, std::string("\x00\x00\x7F\xFF", 4));  // its sides
  CHECK(code_of(bytes) != "");
  std::string jpeg = jpeg_of(stripes(8, 8));
  const std::size_t frame = jpeg.find("\xFF\xC0");
  REQUIRE(frame != jpeg.npos);
  jpeg.replace(frame + 5, 4, std::string("\xF0\x00\xF0\x00", 4));
  CHECK(code_of(jpeg) == "picture-too-large");
}

TEST_CASE("bytes that are cut or damaged anywhere do no harm") {
  CHECK(code_of("") == "no-picture");
  CHECK(code_of("GIF89a") == "no-picture");
  for (const std::string& whole : {png_of(stripes(64, 40)), jpeg_of(stripes(64, 40))}) {
    for (std::size_t size = 0; size < whole.size(); ++size) (void)read_picture(std::string_view(whole).substr(0, size));
    base::SeededRandom random(3);
    for (int i = 0; i < 3000; ++i) {
      std::string bytes = whole;
      for (int k = 0; k < 3; ++k) bytes[random.below(bytes.size())] = static_cast<char>(random.below(256));
      const auto picture = read_picture(bytes);
      if (picture)
        CHECK(picture->rgba.size() ==
              std::size_t{4} * static_cast<std::size_t>(picture->width) * static_cast<std::size_t>(picture->height));
    }
  }
  const std::string png = png_of(stripes(64, 40));
  CHECK(code_of(png.substr(0, png.size() / 2)) == "no-picture");
}
