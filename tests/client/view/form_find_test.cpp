// Figures are looked for in the form as well as words: what was found comes into sight.
#include "tests/client/view/table_window.h"

using namespace ziping;
using tests::FormWindow;
using tests::TableWindow;

namespace {

void find_in(FormWindow& window, const std::string& words) {
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_F);
  window.look_again();
  window.gui.text(words);
  window.look_again();
  window.gui.key(ImGuiKey_Enter);
  window.gui.frame(4);
}

}  // namespace

TEST_CASE("a date that was looked for by its month comes into sight, and the keyboard stays in the search") {
  FormWindow window("office", "", {1366, 768});
  window.ask(app::SetField{"end.date", "2031-07-09"});
  REQUIRE_FALSE(window.gui.find("###field/end.date"));
  find_in(window, "2031年7月");
  INFO(window.gui.picture());
  CHECK(window.gui.shows("1/1"));
  CHECK(window.gui.find("###field/end.date"));
  CHECK(window.has_keyboard("###find/words"));
  CHECK_FALSE(window.desk.report().go_to.has_value());
}

TEST_CASE("a figure in a table is gone to by its cell") {
  TableWindow window;
  window.ask(app::SetField{window.row(tests::kTable, 1) + ".weight", "83765.5"});
  find_in(window, "83765.5");
  INFO(window.gui.picture());
  REQUIRE(window.desk.report().find.found.size() == 1);
  CHECK(window.gui.shows("【83,765.5】"));
  const view::TableState& table = window.memory.tables.at("###table/evaluation.table");
  CHECK(table.row == 1);
  CHECK(table.column == 8);
  CHECK(window.has_keyboard("###find/words"));
}

TEST_CASE("replacing all tells above the form how many figures stay") {
  FormWindow window;
  window.ask(app::SetField{"funds.budget", "83765.04"});
  find_in(window, "83765");
  REQUIRE(window.gui.type("###find/with", "1"));
  REQUIRE(window.gui.click("###find/replace_all"));
  window.look_again();
  CHECK(window.desk.text("funds.budget") == "83765.04");
  CHECK(window.gui.shows("有 1 处没有替换"));
}
