#include "client/view/shortcuts.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "tests/client/view/sitting.h"

using namespace ziping;
using tests::Sitting;

namespace {

struct Keys : Sitting {
  Keys() : Sitting("office", "", {1600, 900}) { open(); }
};

}  // namespace

TEST_CASE("Ctrl+S makes a save point and Ctrl+Enter synchronises") {
  Keys keys;
  keys.gui.key(ImGuiMod_Ctrl | ImGuiKey_S);
  CHECK(keys.count<app::SavePoint>() == 1);
  keys.gui.key(ImGuiMod_Ctrl | ImGuiKey_Enter);
  CHECK(keys.count<app::SyncNow>() == 1);
  const std::size_t ordered = keys.desk.orders.size();
  keys.gui.key(ImGuiMod_Ctrl | ImGuiKey_Enter);  // it runs already, perhaps with attachments that take their time
  CHECK(keys.count<app::SyncNow>() == 2);
  CHECK(keys.desk.orders.size() == ordered + 1);
}

TEST_CASE("Ctrl+Z and Ctrl+Y take back and do again when no field has the keyboard") {
  Keys keys;
  keys.gui.key(ImGuiMod_Ctrl | ImGuiKey_Z);
  CHECK(keys.count<app::TakeBack>() == 1);
  keys.gui.key(ImGuiMod_Ctrl | ImGuiKey_Y);
  keys.gui.key(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z);
  CHECK(keys.count<app::DoAgain>() == 2);
}

TEST_CASE("F7 and Shift+F7 go through the findings") {
  Keys keys;
  keys.gui.key(ImGuiKey_F7);
  REQUIRE(keys.last<app::NextFinding>() != nullptr);
  CHECK(keys.last<app::NextFinding>()->step == 1);
  keys.gui.key(ImGuiMod_Shift | ImGuiKey_F7);
  CHECK(keys.count<app::NextFinding>() == 2);
  CHECK(keys.last<app::NextFinding>()->step == -1);
}

TEST_CASE("how the panes stand is kept once the mouse lets go, and taken up by the first report that is opened") {
  Sitting desk("office", "", {1600, 900});
  desk.open();
  const auto kept = [&desk]() -> std::string {
    const auto* setting = desk.last_order<client::KeepSetting>();
    return setting && setting->name == "panes" ? setting->value : std::string();
  };
  CHECK(desk.count<app::SetPanes>() == 0);  // nobody has touched them
  const ImVec2 grip = desk.gui.find("###panes/left_border")->box.GetCenter();
  desk.gui.press(grip);
  desk.gui.move({grip.x + 30, grip.y});
  desk.gui.move({grip.x + 60, grip.y});
  CHECK(desk.count<app::SetPanes>() == 0);
  desk.gui.release();
  desk.look_again();
  CHECK(desk.count<app::SetPanes>() == 1);
  CHECK(kept() == "320 open 340 open 0");
  desk.gui.key(ImGuiKey_F9);
  desk.look_again();
  CHECK(kept() == "320 open 340 folded 0");
  Sitting next("office", "", {1600, 900});
  next.desk.model.listed = false;
  next.relist([&](client::ReportsListed& list) { list.settings["panes"] = kept(); });
  next.open();
  CHECK(next.memory.panes.left.width == 320);
  CHECK(next.memory.panes.right.folded == view::Folded::Yes);
  CHECK(next.count<app::SetPanes>() == 0);
}

TEST_CASE("F8 and F9 fold the panes and unfold them") {
  Keys keys;
  keys.gui.key(ImGuiKey_F8);
  CHECK(keys.memory.panes.left.folded == view::Folded::Yes);
  CHECK(keys.memory.panes.right.folded == view::Folded::No);
  keys.gui.key(ImGuiKey_F9);
  CHECK(keys.memory.panes.right.folded == view::Folded::Yes);
  keys.gui.key(ImGuiKey_F8);
  CHECK(keys.memory.panes.left.folded == view::Folded::No);
}

TEST_CASE("Ctrl+D compares versions, and Escape goes back to the form but not out of the report") {
  Keys keys;
  keys.gui.key(ImGuiMod_Ctrl | ImGuiKey_D);
  CHECK(keys.desk.report().middle == app::Middle::Versions);
  keys.gui.key(ImGuiKey_Escape);
  CHECK(keys.desk.report().middle == app::Middle::Form);
  keys.gui.key(ImGuiKey_Escape);
  CHECK(keys.desk.model.screen == app::Screen::Report);
}

TEST_CASE("Ctrl+G shows the charts of the report") {
  Keys keys;
  keys.gui.key(ImGuiMod_Ctrl | ImGuiKey_G);
  CHECK(keys.desk.report().middle == app::Middle::Plots);
}

TEST_CASE("Alt+Left leaves the report for the list") {
  Keys keys;
  keys.gui.key(ImGuiMod_Alt | ImGuiKey_LeftArrow);
  CHECK(keys.desk.model.screen == app::Screen::Home);
  CHECK_FALSE(keys.desk.model.report);
}

TEST_CASE("Escape goes back from a page to the report it was opened from") {
  Keys keys;
  keys.ask(app::ShowScreen{app::Screen::Settings});
  keys.gui.key(ImGuiKey_Escape);
  CHECK(keys.desk.model.screen == app::Screen::Report);
}

TEST_CASE("Escape that closes a list under a button does nothing more") {
  Keys keys;
  keys.ask(app::ShowMiddle{app::Middle::Versions});
  REQUIRE(keys.gui.click("###more"));
  REQUIRE(keys.gui.shows("导出…"));
  keys.gui.key(ImGuiKey_Escape);
  CHECK_FALSE(keys.gui.shows("导出…"));
  CHECK(keys.desk.report().middle == app::Middle::Versions);
}

TEST_CASE("Escape that leaves a field does nothing more") {
  Keys keys;
  keys.ask(app::Leave{});
  keys.ask(app::ShowScreen{app::Screen::Enrol});
  REQUIRE(keys.gui.type("###enrol/user", "张工"));
  keys.gui.key(ImGuiKey_Escape);
  CHECK(keys.desk.model.screen == app::Screen::Enrol);
  keys.gui.key(ImGuiKey_Escape);
  CHECK(keys.desk.model.screen == app::Screen::Home);
}

TEST_CASE("while a question is asked only its own keys work") {
  Keys keys;
  keys.ask(app::Ask{"export"});
  keys.gui.key(ImGuiMod_Ctrl | ImGuiKey_S);
  keys.gui.key(ImGuiMod_Alt | ImGuiKey_LeftArrow);
  CHECK(keys.count<app::SavePoint>() == 0);
  CHECK(keys.desk.model.screen == app::Screen::Report);
  keys.gui.key(ImGuiKey_Escape);
  CHECK_FALSE(keys.desk.model.asking);
}

TEST_CASE("F1 tells the keys") {
  Keys keys;
  keys.gui.key(ImGuiKey_F1);
  keys.look_again();
  for (const view::ShortcutWords& one : view::shortcut_words()) {
    INFO(one.meaning_key << "\n" << keys.gui.picture());
    CHECK(keys.gui.shows(text::say(one.meaning_key)));
  }
  REQUIRE(keys.gui.click("###question/no"));
  CHECK_FALSE(keys.desk.model.asking);
}

TEST_CASE("F4 walks the places that a merge asks to be read, round and round, and the line counts them") {
  Sitting keys;
  keys.open();
  client::EditsSaved saved;
  saved.report = keys.desk.report().id;
  saved.around = keys.desk.report().around;
  for (const char* place : {"funds.executed", "funds.budget", "funds.executed"})
    saved.around.notes.push_back({{}, *form::Path::parse(place)});
  keys.tell(saved);
  CHECK(keys.gui.shows("请通读 2 处（F4）"));
  keys.gui.key(ImGuiKey_F4);
  CHECK(keys.count<app::NextNote>() == 1);
  CHECK(keys.desk.report().note == 0);
  keys.ask(app::NextNote{1});
  CHECK(keys.desk.report().note == 1);
  keys.ask(app::NextNote{1});
  CHECK(keys.desk.report().note == 0);
  keys.ask(app::NextNote{-1});
  CHECK(keys.desk.report().note == 1);
}

TEST_CASE("F7 goes to the first finding first, and Shift+F7 to the last") {
  Sitting forward, back;
  forward.open();
  forward.gui.key(ImGuiKey_F7);
  CHECK(forward.desk.report().finding == 0);
  back.open();
  back.gui.key(ImGuiMod_Shift | ImGuiKey_F7);
  REQUIRE(back.desk.report().finding.has_value());
  CHECK(*back.desk.report().finding > 0);
  back.gui.key(ImGuiKey_F7);
  CHECK(back.desk.report().finding == 0);
}

TEST_CASE("F6 gives the keyboard from pane to pane, past those that are folded") {
  Sitting keys("office", "", {1920, 900});
  keys.open();
  using view::Pane;
  keys.gui.key(ImGuiKey_F6);
  keys.look_again();
  CHECK(keys.memory.panes.keyboard == Pane::Right);
  keys.gui.key(ImGuiKey_F6);
  keys.look_again();
  CHECK(keys.memory.panes.keyboard == Pane::Left);
  keys.memory.panes.right.folded = view::Folded::Yes;
  keys.gui.key(ImGuiMod_Shift | ImGuiKey_F6);
  keys.look_again();
  CHECK(keys.memory.panes.keyboard == Pane::Middle);
}

TEST_CASE("Enter goes from one found place to the next while the keyboard stays in the search") {
  Sitting keys;
  keys.open();
  const report::State before = keys.desk.state();
  keys.gui.key(ImGuiMod_Ctrl | ImGuiKey_F);
  keys.look_again();
  keys.gui.text("工作");
  keys.look_again();
  const std::string count = std::to_string(keys.desk.report().find.found.size());
  for (const char* at : {"1/", "2/", "3/"}) {
    keys.gui.key(ImGuiKey_Enter);
    keys.look_again();
    CHECK(keys.gui.shows(at + count));
  }
  keys.gui.key(ImGuiMod_Shift | ImGuiKey_Enter);
  keys.look_again();
  CHECK(keys.gui.shows("2/" + count));
  keys.gui.text("队");
  CHECK(keys.desk.report().find.words == "队");
  CHECK(keys.desk.state() == before);
  REQUIRE(keys.gui.click("###find/next"));
  keys.gui.key(ImGuiMod_Ctrl | ImGuiKey_F);
  keys.look_again();
  keys.gui.text("人");
  CHECK(keys.desk.report().find.words == "人");
}

TEST_CASE("Ctrl+F opens the search in a report with the keyboard in it, F3 goes on, Escape closes it") {
  Sitting keys;
  keys.open();
  keys.gui.key(ImGuiMod_Ctrl | ImGuiKey_F);
  keys.look_again();
  REQUIRE(keys.desk.report().find.open);
  keys.gui.text("工作");
  keys.look_again();
  INFO(keys.gui.picture());
  CHECK(keys.desk.report().find.words == "工作");
  CHECK(keys.gui.shows("1/" + std::to_string(keys.desk.report().find.found.size())));
  keys.ask(app::NextFound{1});
  CHECK(keys.gui.shows("2/" + std::to_string(keys.desk.report().find.found.size())));
  REQUIRE(keys.gui.type("###find/with", "任务"));
  CHECK(keys.desk.report().find.with == "任务");
  REQUIRE(keys.gui.click("###find/replace"));
  CHECK(keys.count<app::ReplaceFound>() == 1);
  REQUIRE(keys.gui.click("###find/close"));
  CHECK_FALSE(keys.desk.report().find.open);
}

TEST_CASE("Ctrl+1 to Ctrl+5 show the middles in the order of their tabs") {
  Keys keys;
  using app::Middle;
  const std::pair<ImGuiKey, Middle> each[] = {{ImGuiKey_5, Middle::Plots},
                                              {ImGuiKey_4, Middle::Reading},
                                              {ImGuiKey_3, Middle::Versions},
                                              {ImGuiKey_2, Middle::Conflicts},
                                              {ImGuiKey_1, Middle::Form}};
  for (const auto& [key, middle] : each) {
    keys.gui.key(ImGuiMod_Ctrl | key);
    keys.look_again();
    CHECK(keys.desk.report().middle == middle);
  }
}

TEST_CASE("F5 shows the conflicts, and there walks them round and round") {
  Keys keys;
  keys.desk.open(tests::Desk::clashing());
  keys.look_again();
  REQUIRE(keys.desk.report().conflicts.size() == 2);
  const auto press = [&](ImGuiKeyChord chord) {
    keys.gui.key(chord);
    keys.look_again();
    return keys.desk.report().conflict;
  };
  CHECK(press(ImGuiKey_F5) == 0);
  CHECK(keys.desk.report().middle == app::Middle::Conflicts);
  CHECK(press(ImGuiKey_F5) == 1);
  CHECK(press(ImGuiKey_F5) == 0);
  CHECK(press(ImGuiMod_Shift | ImGuiKey_F5) == 1);
  keys.ask(app::ShowMiddle{app::Middle::Form});
  CHECK(press(ImGuiKey_F5) == 1);
}

TEST_CASE("the help goes on below the edge of a low window by keys") {
  Sitting keys("office", "", {1366, 500});
  keys.open();
  keys.gui.key(ImGuiKey_F1);
  keys.look_again();
  const auto scrolled = [] {
    float out = 0;
    for (const ImGuiWindow* window : GImGui->Windows)
      if (window->WasActive && std::string_view(window->Name).find("###question/keys") != std::string_view::npos)
        out = std::max(out, window->Scroll.y);
    return out;
  };
  CHECK(scrolled() == 0);
  keys.gui.key(ImGuiKey_PageDown);
  keys.look_again();
  const float down = scrolled();
  CHECK(down > 0);
  keys.gui.key(ImGuiKey_PageUp);
  keys.look_again();
  CHECK(scrolled() < down);
}
