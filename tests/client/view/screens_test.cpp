// Every screen as text: what it says, in reading order, is what is kept in tests/data/screens.
//
// After a change that is meant, ZIPING_KEEP_SCREENS=1 writes what they say now; the difference is then read like code.
#include <stdlib.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <fstream>
#include <sstream>

#include "client/text/say.h"
#include "client/view/frame.h"
#include "client/view/widgets/theme.h"
#include "tests/screens/shots.h"
#include "tests/support/gui/gui_driver.h"

using namespace ziping;
namespace fs = std::filesystem;

namespace {

constexpr int kFramesToSettle = 8;

std::string picture_of(const tests::Shot& shot, text::Language language) {
  tests::GuiDriver gui({1366, 768});
  const view::Look look = view::make_look(view::Theme::Light, 1, {gui.regular(), gui.strong()});
  tests::Desk desk(shot.role, shot.team);
  view::Memory memory;
  text::speak(language);
  shot.prepare(desk, memory);
  desk.model.settings.language = language;
  view::apply(look, ImGui::GetStyle());
  gui.show([&] {
    view::Ui ui{look, memory.scratch};
    app::Commands commands;
    view::Frame frame{ui, desk.model, memory, commands};
    view::draw(frame);
    for (const app::Command& command : commands) desk.ask(command);
  });
  gui.frame(kFramesToSettle);
  text::speak(text::Language::Chinese);
  return gui.picture();
}

std::string kept(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

// The first line in which they differ, with the one before it.
std::string difference(const std::string& before, const std::string& now) {
  std::istringstream old_lines(before), new_lines(now);
  std::string last, old_line, new_line;
  for (;;) {
    const bool old_ends = !std::getline(old_lines, old_line), new_ends = !std::getline(new_lines, new_line);
    if (old_ends && new_ends) return {};
    if (old_ends) old_line = "(ends)";
    if (new_ends) new_line = "(ends)";
    if (old_line != new_line) return "after: " + last + "\nkept:  " + old_line + "\nnow:   " + new_line;
    last = new_line;
  }
}

void compare(const tests::Shot& shot, text::Language language) {
  const fs::path folder = fs::path(ZIPING_SOURCE_DIR) / "tests/data/screens" / text::code_of(language);
  const fs::path file = folder / (shot.name + ".txt");
  const std::string now = picture_of(shot, language);
  if (getenv("ZIPING_KEEP_SCREENS") != nullptr) {
    fs::create_directories(folder);
    std::ofstream(file, std::ios::binary) << now;
  }
  INFO(shot.name << "\n" << difference(kept(file), now));
  CHECK(kept(file) == now);
}

}  // namespace

TEST_CASE("every screen says what is kept of it") {
  REQUIRE(setenv("TZ", "Asia/Shanghai", 1) == 0);
  const auto shots = tests::shots(tests::Desk::sample());
  CHECK(shots.size() > 40);
  for (const tests::Shot& shot : shots) compare(shot, text::Language::Chinese);
}

TEST_CASE("the main screens say in English what is kept of them") {
  REQUIRE(setenv("TZ", "Asia/Shanghai", 1) == 0);
  const auto shots = tests::shots(tests::Desk::sample());
  for (const char* name : {"home", "settings", "form-refused", "sync-failed", "submit-blocked"}) {
    INFO(name);
    const auto shot = std::ranges::find(shots, name, &tests::Shot::name);
    REQUIRE(shot != shots.end());
    compare(*shot, text::Language::English);
  }
}
