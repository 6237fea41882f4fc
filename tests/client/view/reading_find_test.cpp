// Words are looked for on the sheet that is read, without leaving it.
#include <catch2/catch_test_macros.hpp>

#include "client/app/find.h"
#include "tests/client/view/past.h"
#include "tests/client/view/sitting.h"

using namespace ziping;
using tests::Sitting;

namespace {

// A reviewer at version 2 in a window that shows a part of it.
struct Reader : Sitting {
  Reader() : Sitting("finance", "", {1600, 900}) {
    open();
    tests::give_versions(desk);
    desk.ask(app::ReadVersion{"2"});
    report::State state = tests::second_version();
    report::Row row;
    row.id = "t1";
    row.set("level1", tests::words("产出"));
    row.set("level3", tests::words("水利工作项目数"));
    state.rows["evaluation.table"] = {row};
    tests::read(desk, "2", state);
    look_again();
  }
  void find(const std::string& words) {
    gui.key(ImGuiMod_Ctrl | ImGuiKey_F);
    look_again();
    gui.text(words);
    look_again();
  }
  void press(ImGuiKeyChord chord) {
    gui.key(chord);
    gui.frame(4);
  }
  [[nodiscard]] const app::Find& found() { return desk.report().find; }
  [[nodiscard]] std::string count() { return std::to_string(found().found.size()); }
};

}  // namespace

TEST_CASE("Ctrl+F while reading looks on the sheet, goes from place to place, and stays there") {
  Reader reader;
  reader.find("工作");
  CHECK(reader.desk.report().middle == app::Middle::Reading);
  CHECK_FALSE(reader.gui.find("###find/with"));
  REQUIRE(reader.found().found.size() > 3);
  CHECK(reader.gui.shows("1/" + reader.count()));
  reader.press(ImGuiKey_Enter);
  CHECK(reader.gui.shows("[= 工作 =]"));
  reader.press(ImGuiKey_Enter);
  CHECK(reader.gui.shows("2/" + reader.count()));
  // The last one is far below: only what is in sight is drawn.
  reader.press(ImGuiMod_Shift | ImGuiKey_Enter);
  reader.press(ImGuiMod_Shift | ImGuiKey_Enter);
  INFO(reader.gui.picture());
  CHECK(reader.gui.shows(reader.count() + "/" + reader.count()));
  const app::Found& last = reader.found().found.back();
  const app::FoundWords around = app::words_around(reader.desk.report(), last);
  CHECK(around.words == "工作");
  CHECK(reader.desk.report().middle == app::Middle::Reading);
  CHECK_FALSE(reader.found().scrolls);
}

TEST_CASE("words of a paragraph far below are scrolled to, and words in a cell of a table are found") {
  Reader reader;
  const auto& document = reader.desk.report().read.at("2").document;
  std::string words;
  for (const app::Paragraph& one : document)
    if (!one.held.empty() && !one.at_right && !one.held.front().figure && one.text.size() > 60) words = one.text;
  words = words.substr(0, 18);  // six characters
  REQUIRE_FALSE(reader.gui.shows("[="));
  reader.find(words);
  REQUIRE_FALSE(reader.found().found.empty());
  reader.press(ImGuiMod_Shift | ImGuiKey_Enter);
  reader.press(ImGuiMod_Shift | ImGuiKey_Enter);
  CHECK(reader.gui.shows("[="));
  reader.find("水利工作项目");
  REQUIRE(reader.found().found.size() == 1);
  const app::Found& cell = reader.found().found.front();
  CHECK(document[cell.paragraph].table.at(cell.row).at(cell.column) == "水利工作项目数");
  reader.press(ImGuiKey_Enter);
  CHECK(reader.gui.shows("水利工作项目数"));
}

TEST_CASE("a number on the sheet is found without its separators, and marked with them") {
  Reader reader;
  reader.find("18362.57");
  REQUIRE(reader.found().found.size() == 1);
  CHECK(app::words_around(reader.desk.report(), reader.found().found.front()).words == "18,362.57");
  reader.press(ImGuiKey_Enter);
  INFO(reader.gui.picture());
  CHECK(reader.gui.shows("[= 18,362.57 =]"));
}

TEST_CASE(
    "what is looked for on the sheet is looked for in the form once that is shown, and nothing read is replaced") {
  Reader reader;
  reader.find("工作");
  const std::size_t on_sheet = reader.found().found.size();
  reader.ask(app::ReplaceWith{"任务"});
  const report::State before = reader.desk.state();
  reader.ask(app::ReplaceFound{true});
  CHECK(reader.desk.state() == before);
  reader.ask(app::ShowMiddle{app::Middle::Form});
  REQUIRE_FALSE(reader.found().found.empty());
  for (const app::Found& one : reader.found().found) CHECK_FALSE(one.path.empty());
  reader.ask(app::ShowMiddle{app::Middle::Reading});
  CHECK(reader.found().found.size() == on_sheet);
  reader.press(ImGuiKey_Escape);
  reader.press(ImGuiKey_Escape);
  CHECK_FALSE(reader.found().open);
  CHECK(reader.desk.report().middle == app::Middle::Reading);
}
