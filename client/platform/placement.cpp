#include "client/platform/placement.h"

#include <algorithm>
#include <cstdint>

#include "shared/base/file.h"
#include "shared/base/json.h"

namespace ziping::platform {
namespace {

constexpr std::size_t kFileBytesMax = 4096;
constexpr std::int64_t kFarthest = 100'000;

std::filesystem::path file_of(const std::filesystem::path& home) { return home / "window-place.json"; }

std::optional<int> number(const base::Json& json, std::string_view name) {
  const base::Json* value = json.find(name);
  const std::int64_t* at = value ? value->as_integer() : nullptr;
  if (!at || *at < -kFarthest || *at > kFarthest) return std::nullopt;
  return static_cast<int>(*at);
}

std::int64_t covered(const Placement& placement, const Area& screen) {
  const std::int64_t across =
      std::min(placement.x + placement.width, screen.x + screen.width) - std::max(placement.x, screen.x);
  const std::int64_t down =
      std::min(placement.y + placement.height, screen.y + screen.height) - std::max(placement.y, screen.y);
  return across > 0 && down > 0 ? across * down : 0;
}

}  // namespace

std::optional<Placement> parse_placement(std::string_view text) {
  const auto json = base::parse_json(text);
  if (!json) return std::nullopt;
  const auto x = number(*json, "x"), y = number(*json, "y");
  const auto width = number(*json, "width"), height = number(*json, "height");
  if (!x || !y || !width || !height || *width < kWindowWidthMin || *height < kWindowHeightMin) return std::nullopt;
  const base::Json* maximized = json->find("maximized");
  return Placement{
      *x, *y, *width, *height, maximized && *maximized == base::Json(true), std::string(json->text_or("language"))};
}

std::optional<Placement> read_placement(const std::filesystem::path& home) {
  const auto text = base::read_file(file_of(home), kFileBytesMax);
  return text ? parse_placement(*text) : std::nullopt;
}

base::Status keep_placement(const std::filesystem::path& home, const Placement& placement) {
  base::Json json;
  json["x"] = placement.x;
  json["y"] = placement.y;
  json["width"] = placement.width;
  json["height"] = placement.height;
  json["maximized"] = placement.maximized;
  json["language"] = placement.language;
  return base::write_file(file_of(home), base::canonical(json));
}

Area within(const Area& screen, const Edges& frame) {
  return {screen.x + frame.left, screen.y + frame.top, std::max(screen.width - frame.left - frame.right, 1),
          std::max(screen.height - frame.top - frame.bottom, 1)};
}

std::optional<Placement> fitted(const Placement& placement, std::span<const Area> screens) {
  const auto screen = std::ranges::max_element(screens, {}, [&](const Area& one) { return covered(placement, one); });
  if (screen == screens.end() || covered(placement, *screen) == 0) return std::nullopt;
  Placement out = placement;
  out.width = std::min(out.width, screen->width);
  out.height = std::min(out.height, screen->height);
  out.x = std::clamp(out.x, screen->x, screen->x + screen->width - out.width);
  out.y = std::clamp(out.y, screen->y, screen->y + screen->height - out.height);
  return out;
}

std::optional<Placement> first_fitted(int width, int height, std::span<const Area> screens) {
  if (screens.empty()) return std::nullopt;
  const Area& first = screens.front();
  if (width < first.width && height < first.height) return std::nullopt;
  return Placement{first.x, first.y, std::min(width, first.width), std::min(height, first.height), true};
}

}  // namespace ziping::platform
