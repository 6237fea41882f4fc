#include "client/platform/placement.h"

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include "shared/base/file.h"

using namespace ziping;
using platform::Area;
using platform::Placement;

namespace {

constexpr Area kScreens[] = {{0, 30, 1366, 738}, {1366, 0, 1920, 1080}};

}  // namespace

TEST_CASE("where the window stood is there when it is opened again, and a damaged file says nothing") {
  const auto home = std::filesystem::temp_directory_path() / ("ziping-placement-" + std::to_string(getpid()));
  std::filesystem::create_directory(home);
  CHECK_FALSE(platform::read_placement(home).has_value());
  const Placement stood{-5, 40, 1200, 700, true, "en"};
  REQUIRE(platform::keep_placement(home, stood).has_value());
  CHECK(platform::read_placement(home) == stood);
  for (const char* damaged :
       {"", "{", "[]", "{}", R"({"x":1,"y":1,"width":"900","height":600})", R"({"x":1,"y":1,"width":10,"height":600})",
        R"({"x":1e300,"y":1,"width":900,"height":600})", R"({"x":1,"y":1,"width":900,"height":9223372036854775807})"}) {
    REQUIRE(base::write_file(home / "window-place.json", damaged).has_value());
    CHECK_FALSE(platform::read_placement(home).has_value());
  }
  std::filesystem::remove_all(home);
}

TEST_CASE("a place that an earlier program kept names no language") {
  const auto kept = platform::parse_placement(R"({"x":1,"y":2,"width":900,"height":600,"maximized":false})");
  CHECK(kept == Placement{1, 2, 900, 600});
}

TEST_CASE("a window opens where its title can be seen, or nowhere in particular") {
  const auto fitted = [](const Placement& stood) { return platform::fitted(stood, kScreens); };
  CHECK(fitted({40, 60, 1200, 700}) == Placement{40, 60, 1200, 700});
  CHECK(fitted({300, 200, 1200, 700}) == Placement{166, 68, 1200, 700});
  CHECK(fitted({1300, -20, 1500, 900, true}) == Placement{1366, 0, 1500, 900, true});
  CHECK(fitted({1400, 0, 4000, 3000}) == Placement{1366, 0, 1920, 1080});
  CHECK_FALSE(fitted({5000, 100, 900, 600}).has_value());
  CHECK_FALSE(fitted({-900, 100, 900, 600}).has_value());
  CHECK_FALSE(platform::fitted({0, 0, 900, 600}, {}).has_value());
}

TEST_CASE("a first window on a laptop's screen is maximized, for with its frame it would go beyond the lower edge") {
  const auto opened = [](const Area& screen, const platform::Edges& frame) {
    const Area rooms[] = {platform::within(screen, frame), {1366, 0, 1920, 1080}};
    return platform::first_fitted(1366, 768, rooms);
  };
  const platform::Edges titled{1, 37, 1, 1};
  CHECK(opened({0, 0, 1366, 768}, titled) == Placement{1, 37, 1364, 730, true});
  CHECK(opened({0, 30, 1366, 738}, titled) == Placement{1, 67, 1364, 700, true});
  CHECK(opened({0, 0, 1366, 768}, {}) == Placement{0, 0, 1366, 768, true});  // of a frame nothing is known
  CHECK_FALSE(opened({0, 0, 1920, 1080}, titled).has_value());
  CHECK_FALSE(platform::first_fitted(1366, 768, {}).has_value());
}

TEST_CASE("a window that stood on the whole screen keeps its title and its status line on it") {
  const Area rooms[] = {platform::within({0, 30, 1366, 738}, {0, 37, 0, 0})};
  CHECK(platform::fitted({0, 30, 1366, 768}, rooms) == Placement{0, 67, 1366, 701});
}
