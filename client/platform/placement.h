// Where the window stood when it was last closed, and what it spoke, kept in HOME/window-place.json:
//
//   {"x": 40, "y": 30, "width": 1366, "height": 768, "maximized": false, "language": "zh-CN"}
//
// Units      Screen coordinates of the desktop. Width and height are those of the window when it is not maximized.
// Promise    A file that is missing, damaged or of another screen costs nothing: the window opens where it can be seen.
#pragma once

#include <filesystem>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace ziping::platform {

inline constexpr int kWindowWidthMin = 640, kWindowHeightMin = 480;

struct Placement {
  int x = 0, y = 0, width = 0, height = 0;
  bool maximized = false;
  std::string language = {};  // as settings keep it, for what is said where they cannot be read; empty: not known
  bool operator==(const Placement&) const = default;
};

struct Area {
  int x = 0, y = 0, width = 0, height = 0;
};

// What the desktop draws around the content of a window.
struct Edges {
  int left = 0, top = 0, right = 0, bottom = 0;
};

[[nodiscard]] std::optional<Placement> parse_placement(std::string_view text);
[[nodiscard]] std::optional<Placement> read_placement(const std::filesystem::path& home);
base::Status keep_placement(const std::filesystem::path& home, const Placement& placement);

// What of a screen, without its task bars, the content of a window can have: the rest is for the frame around it.
[[nodiscard]] Area within(const Area& screen, const Edges& frame);

// No larger than the screen of which it covers most, and with its title where a mouse can take it; none when it is on
// no screen that is there now. `screens` are without task bars and frames, here and below.
[[nodiscard]] std::optional<Placement> fitted(const Placement& placement, std::span<const Area> screens);

// How a window of that size opens the first time: where it would fill the screen or go beyond it, maximized, and as
// large as there is room once it is not. None where it fits, for then the desktop knows best where; and where no screen
// is known.
[[nodiscard]] std::optional<Placement> first_fitted(int width, int height, std::span<const Area> screens);

}  // namespace ziping::platform
