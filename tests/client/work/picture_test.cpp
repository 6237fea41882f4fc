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

// Red and green above, blue and white below.
Picture quarters(int width, int height) {
  Picture out{width, height, {}};
  for (int y = 0; y < height; ++y)
    for (int x = 0; x < width; ++x) {
      const int quarter = (2 * y / height) * 2 + 2 * x / width;
      for (int channel = 0; channel < 3; ++channel)
        out.rgba.push_back(quarter == channel || quarter == 3 ? 0xFF : 0x00);
      out.rgba.push_back(0xFF);
    }
  return out;
}

char colour_at(const Picture& picture, double x, double y) {
  const bool red = at(picture, x, y, 0) > 128, green = at(picture, x, y, 1) > 128, blue = at(picture, x, y, 2) > 128;
  return red && green && blue ? 'w' : red ? 'r' : green ? 'g' : blue ? 'b' : '?';
}

std::string with_turn(const std::string& jpeg, int turn, bool little) {
  const auto number = [little](std::uint32_t value, std::size_t size) {
    std::string out;
    for (std::size_t i = 0; i < size; ++i) out += static_cast<char>(value >> 8 * (little ? i : size - 1 - i));
    return out;
  };
  const std::string exif = std::string("Exif\0\0", 6) + (little ? "II" : "MM") + number(42, 2) + number(8, 4) +
                           number(2, 2) + number(0x010F, 2) + number(2, 2) + number(1, 4) + number(0, 4) +
                           number(0x0112, 2) + number(3, 2) + number(1, 4) +
                           number(static_cast<std::uint32_t>(turn), 2) + number(0, 2) + number(0, 4);
  const std::size_t size = exif.size() + 2;
  return jpeg.substr(0, 2) + "\xFF\xE1" + static_cast<char>(size >> 8) + static_cast<char>(size) + exif +
         jpeg.substr(2);
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

TEST_CASE("a photo that lies on its side is shown upright, whatever order its numbers are in") {
  // What stands at the top left and at the top right for each way that a camera was held; stored: red, green / blue,
  // white.
  constexpr std::string_view kTop[] = {"rg", "gr", "wb", "bw", "rb", "br", "wg", "gw"};
  const std::string plain = jpeg_of(quarters(64, 40));
  for (const bool little : {true, false})
    for (int turn = 1; turn <= 8; ++turn) {
      const auto picture = read_picture(with_turn(plain, turn, little));
      REQUIRE(picture);
      CHECK(picture->width == (turn < 5 ? 64 : 40));
      CHECK(picture->height == (turn < 5 ? 40 : 64));
      CHECK(std::string{colour_at(*picture, 0.2, 0.2), colour_at(*picture, 0.8, 0.2)} ==
            kTop[static_cast<std::size_t>(turn) - 1]);
    }
  for (const int nonsense : {0, 9, 0xFFFF}) CHECK(read_picture(with_turn(plain, nonsense, true))->width == 64);
  const std::string turned = with_turn(plain, 6, true);
  base::SeededRandom random(5);
  for (int i = 0; i < 2000; ++i) {
    std::string bytes = turned;
    for (int k = 0; k < 2; ++k) bytes[2 + random.below(60)] = static_cast<char>(random.below(256));
    static_cast<void>(read_picture(bytes));
  }
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
