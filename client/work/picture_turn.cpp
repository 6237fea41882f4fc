#include "client/work/picture_turn.h"

#include <cstring>
#include <optional>

namespace ziping::client {
namespace {

constexpr std::string_view kExif("Exif\0\0", 6);
constexpr std::uint32_t kOrientation = 0x0112;
constexpr std::size_t kEntryBytes = 12, kMarkerBytes = 4;

// Numbers of a TIFF header and what follows it, in the order of bytes that it names.
class Tiff {
 public:
  explicit Tiff(std::string_view bytes) : bytes_(bytes), little_(bytes.starts_with("II")) {}

  std::optional<std::uint32_t> number(std::size_t at, std::size_t size) const {
    if (at > bytes_.size() || bytes_.size() - at < size) return std::nullopt;
    std::uint32_t out = 0;
    for (std::size_t i = 0; i < size; ++i)
      out = out << 8 | static_cast<std::uint8_t>(bytes_[at + (little_ ? size - 1 - i : i)]);
    return out;
  }

  int orientation() const {
    if (!bytes_.starts_with("II") && !bytes_.starts_with("MM")) return kUpright;
    const auto directory = number(4, 4);
    const auto count = directory ? number(*directory, 2) : std::nullopt;
    if (!count) return kUpright;
    for (std::size_t i = 0; i < *count; ++i) {
      const std::size_t entry = *directory + 2 + i * kEntryBytes;
      const auto tag = number(entry, 2), value = number(entry + 8, 2);
      if (!tag || !value) return kUpright;
      if (*tag == kOrientation) return *value >= 1 && *value <= 8 ? static_cast<int>(*value) : kUpright;
    }
    return kUpright;
  }

 private:
  std::string_view bytes_;
  bool little_;
};

}  // namespace

int turn_of(std::string_view jpeg) {
  std::size_t at = 2;  // behind the start of the image
  while (at + kMarkerBytes <= jpeg.size() && jpeg[at] == '\xFF') {
    const auto marker = static_cast<std::uint8_t>(jpeg[at + 1]);
    const std::size_t size = static_cast<std::size_t>(static_cast<std::uint8_t>(jpeg[at + 2])) << 8 |
                             static_cast<std::uint8_t>(jpeg[at + 3]);
    if (marker == 0xDA || size < 2) break;  // the picture itself
    const std::string_view segment = jpeg.substr(at + kMarkerBytes, size - 2);
    if (marker == 0xE1 && segment.starts_with(kExif)) return Tiff(segment.substr(kExif.size())).orientation();
    at += 2 + size;
  }
  return kUpright;
}

Picture turned(Picture picture, int turn) {
  if (turn == kUpright) return picture;
  const bool lies = turn >= 5;  // rows become columns
  const bool from_right = turn == 2 || turn == 3 || turn == 7 || turn == 8;
  const bool from_below = turn == 3 || turn == 4 || turn == 6 || turn == 7;
  Picture out{lies ? picture.height : picture.width, lies ? picture.width : picture.height, {}};
  out.rgba.resize(picture.rgba.size());
  std::uint8_t* to = out.rgba.data();
  for (int y = 0; y < out.height; ++y)
    for (int x = 0; x < out.width; ++x, to += 4) {
      const int across = lies ? y : x, down = lies ? x : y;
      const int column = from_right ? picture.width - 1 - across : across;
      const int row = from_below ? picture.height - 1 - down : down;
      const auto at = static_cast<std::size_t>(row) * static_cast<std::size_t>(picture.width);
      std::memcpy(to, picture.rgba.data() + (at + static_cast<std::size_t>(column)) * 4, 4);
    }
  return out;
}

}  // namespace ziping::client
