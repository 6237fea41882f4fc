// Where the window stood when it was last closed, kept in HOME/window-place.json:
//
//   {"x": 40, "y": 30, "width": 1366, "height": 768, "maximized": false}
//
// Units      Screen coordinates of the desktop. Width and height are those of the window when it is not maximized.
// Promise    A file that is missing, damaged or of another screen costs nothing: the window opens where it can be seen.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string_view>

#include "shared/base/result.h"

namespace ziping::platform {

inline constexpr int kWindowWidthMin = 640, kWindowHeightMin = 480;

struct Placement {
  int x = 0, y = 0, width = 0, height = 0;
  bool maximized = false;
  bool operator==(const Placement&) const = default;
};

struct Area {
  int x = 0, y = 0, width = 0, height = 0;
};

[[nodiscard]] std::optional<Placement> parse_placement(std::string_view text);
[[nodiscard]] std::optional<Placement> read_placement(const std::filesystem::path& home);
base::Status keep_placement(const std::filesystem::path& home, const Placement& placement);

// No larger than the screen of which it covers most, and with its title where a mouse can take it; none when it is on
// no screen that is there now. `screens` are without task bars.
[[nodiscard]] std::optional<Placement> fitted(const Placement& placement, std::span<const Area> screens);

}  // namespace ziping::platform
