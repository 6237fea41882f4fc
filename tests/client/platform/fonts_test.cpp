#include "client/platform/fonts.h"

#include <imgui.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <optional>

#include "shared/base/file.h"

using namespace ziping;
using platform::ChineseFont;
using platform::FontFiles;

namespace {

// ZIPING_FONT for as long as a case lasts.
class Configured {
 public:
  explicit Configured(const char* path) {
    if (const char* before = std::getenv("ZIPING_FONT")) before_ = before;
    path ? setenv("ZIPING_FONT", path, 1) : unsetenv("ZIPING_FONT");
  }
  ~Configured() { before_ ? setenv("ZIPING_FONT", before_->c_str(), 1) : unsetenv("ZIPING_FONT"); }
  Configured(const Configured&) = delete;
  Configured& operator=(const Configured&) = delete;

 private:
  std::optional<std::string> before_;
};

std::string first_of(const FontFiles& files) { return files.regular.at(files.latin).path.filename().string(); }

// A file whose name ends as a font's does.
struct NoFont {
  explicit NoFont(const std::string& bytes) {
    if (!base::write_file(path, bytes)) path.clear();
  }
  ~NoFont() { std::filesystem::remove(path); }
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("ziping-no-font-" + std::to_string(getpid()) + ".ttf");
};

}  // namespace

TEST_CASE("the first of the fonts that can be chosen is the one that is taken where none was") {
  const Configured none(nullptr);
  const std::vector<ChineseFont> fonts = platform::chinese_fonts();
  if (fonts.empty()) SKIP("no Chinese font is installed here");
  CHECK(first_of(platform::find_fonts()) == fonts.front().file);
  for (const ChineseFont& font : fonts) CHECK(std::ranges::count(fonts, font.file, &ChineseFont::file) == 1);
}

TEST_CASE("the font that was chosen comes first, with a heavier one of its own family or none") {
  const Configured none(nullptr);
  for (const ChineseFont& font : platform::chinese_fonts()) {
    const FontFiles files = platform::find_fonts(font.file);
    CHECK(files.has_chosen);
    CHECK(first_of(files) == font.file);
    if (!files.strong.empty())
      CHECK(files.strong.back().path.parent_path() == files.regular[files.latin].path.parent_path());
  }
  const FontFiles files = platform::find_fonts("wqy-microhei.ttc");
  if (files.has_chosen) CHECK(files.strong.empty());
}

TEST_CASE("a font that is not on this machine is not taken for another") {
  const Configured none(nullptr);
  const FontFiles files = platform::find_fonts("no-such-font.ttc");
  CHECK_FALSE(files.has_chosen);
  CHECK(files.has_chinese == platform::find_fonts().has_chinese);
}

TEST_CASE("ZIPING_FONT is before every choice, which is not offered then") {
  const Configured none(nullptr);
  const std::vector<ChineseFont> fonts = platform::chinese_fonts();
  const NoFont file("any bytes");
  REQUIRE_FALSE(file.path.empty());
  const Configured one(file.path.c_str());
  CHECK(platform::chinese_fonts().empty());
  const FontFiles files = platform::find_fonts(fonts.empty() ? std::string() : fonts.back().file);
  CHECK(files.has_chosen);
  CHECK(files.regular.at(files.latin).path == file.path);
}

TEST_CASE("a file that is no font leaves the fonts that were there") {
  const Configured none(nullptr);
  ImFontAtlas atlas;
  platform::LoadedFonts fonts = platform::load_fonts(atlas, platform::find_fonts());
  const ImFont* const before = fonts.regular;
  const int count = atlas.Fonts.Size;
  for (const std::string& bytes :
       {std::string(), std::string("short"), std::string(5'000, 'x'), "ttcf" + std::string(5'000, '\0')}) {
    const NoFont file(bytes);
    REQUIRE_FALSE(file.path.empty());
    const Configured one(file.path.c_str());
    CHECK_FALSE(platform::replace_fonts(atlas, platform::find_fonts(), fonts));
    CHECK(fonts.regular == before);
    CHECK(atlas.Fonts.Size == count);
  }
}

TEST_CASE("another font takes the place of the one before, which leaves the atlas") {
  const Configured none(nullptr);
  const std::vector<ChineseFont> choices = platform::chinese_fonts();
  if (choices.size() < 2) SKIP("there are not two Chinese fonts here");
  ImFontAtlas atlas;
  platform::LoadedFonts fonts = platform::load_fonts(atlas, platform::find_fonts());
  for (const ChineseFont& choice : choices) {
    const FontFiles files = platform::find_fonts(choice.file);
    REQUIRE(platform::replace_fonts(atlas, files, fonts));
    CHECK(atlas.Fonts.contains(fonts.regular));
    CHECK((fonts.strong == fonts.regular) == files.strong.empty());
    CHECK(atlas.Fonts.Size == (files.strong.empty() ? 1 : 2));
    CHECK(fonts.unread.empty());
  }
}
