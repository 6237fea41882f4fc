#include "client/view/widgets/table.h"

#include <array>
#include <catch2/catch_test_macros.hpp>

#include "client/view/widgets/buttons.h"
#include "client/view/widgets/fields.h"
#include "tests/client/widgets/widget_fixture.h"

using namespace ziping;
using namespace ziping::view;

namespace {

struct TableForm : tests::WidgetFixture {
  explicit TableForm(Cursor cursor, std::size_t row_count = 3, float height = 0) : rows(row_count) {
    for (std::size_t i = 0; i < row_count; ++i)
      cells.push_back({"指标" + std::to_string(i), std::to_string(i) + ".00"});
    show([this, cursor, height](Ui& ui) {
      button(ui, Rank::Quiet, "前面###before");
      const TableColumn columns[] = {{"指标"}, {"金额", 120, Align::Right}};
      const std::string sums[] = {"合计", "6.00"};
      TableSpec spec{.id = "###table", .columns = columns, .rows = rows, .cursor = cursor, .height = height};
      spec.text = [this](std::size_t row, std::size_t column) {
        ++asked;
        return cells[row][column];
      };
      spec.editable = [](std::size_t, std::size_t column) { return column == 1 ? Editable::Yes : Editable::No; };
      spec.sums = sums;
      const TableOutcome outcome = table(ui, spec, state);
      if (outcome.opened) opened = outcome.opened;
      if (outcome.pressed) pressed = outcome.pressed;
      if (outcome.pasted) pasted = outcome.pasted;
      if (outcome.cleared) cleared = outcome.cleared;
      if (outcome.row_after) row_after = outcome.row_after;
      if (outcome.row_out) row_out = outcome.row_out;
      if (outcome.entered) cells[outcome.entered->row][outcome.entered->column] = outcome.entered->text;
    });
  }

  std::size_t rows;
  std::vector<std::array<std::string, 2>> cells;
  TableState state;
  std::optional<std::size_t> opened, pressed;
  std::optional<std::size_t> row_after, row_out;
  std::optional<CellBlock> cleared;
  std::optional<std::string> pasted;
  int asked = 0;
};

// A table whose cells are all typed into, with a field above and one below.
struct CellsBetweenFields : tests::WidgetFixture {
  CellsBetweenFields() {
    show([this](Ui& ui) {
      const auto line = [&ui](std::string_view id, std::string& value) {
        FieldOutcome outcome = line_field(ui, {.id = id, .width = 300}, value);
        if (outcome.value) value = std::move(*outcome.value);
      };
      line("###above", above);
      const TableColumn columns[] = {{"指标"}, {"金额"}};
      TableSpec spec{.id = "###table", .columns = columns, .rows = cells.size(), .cursor = Cursor::Cell};
      spec.text = [this](std::size_t row, std::size_t column) { return cells[row][column]; };
      spec.editable = [](std::size_t, std::size_t) { return Editable::Yes; };
      const TableOutcome outcome = table(ui, spec, state);
      if (outcome.entered) cells[outcome.entered->row][outcome.entered->column] = outcome.entered->text;
      line("###below", below);
    });
  }

  std::array<std::array<std::string, 2>, 3> cells;
  TableState state;
  std::string above, below;
};

}  // namespace

TEST_CASE("a table shows header, rows and sums") {
  TableForm form(Cursor::Row);
  for (const char* words : {"指标 金额", "指标0 0.00", "指标2 2.00", "合计 6.00"}) CHECK(form.gui.shows(words));
}

TEST_CASE("a click chooses a row, and a double click opens it") {
  TableForm form(Cursor::Row);
  REQUIRE(form.gui.click("###table/1/0"));
  CHECK(form.pressed == 1);
  CHECK_FALSE(form.opened);
  form.gui.double_click("指标2");
  CHECK(form.opened == 2);
}

TEST_CASE("a table that was given the keyboard needs no click first") {
  TableForm form(Cursor::Row);
  form.state.take_keyboard = true;
  form.gui.frame(2);
  form.gui.key(ImGuiKey_DownArrow);
  form.gui.key(ImGuiKey_Enter);
  CHECK(form.opened == 1);
}

TEST_CASE("arrows and Enter open a row") {
  TableForm form(Cursor::Row);
  form.gui.click("###table/0/0");
  form.gui.key(ImGuiKey_DownArrow);
  form.gui.key(ImGuiKey_Enter);
  CHECK(form.opened == 1);
}

TEST_CASE("typing replaces a cell, and Enter goes down") {
  TableForm form(Cursor::Cell);
  form.gui.click("###table/0/1");
  form.gui.text("12");
  form.gui.text("3");
  form.gui.key(ImGuiKey_Enter);
  CHECK(form.cells[0][1] == "123");
  CHECK(form.state.row == 1);
  form.gui.text("4");
  form.gui.key(ImGuiKey_Enter);
  CHECK(form.cells[1][1] == "4");
}

TEST_CASE("F2 edits what is there, and Tab goes to the right") {
  TableForm form(Cursor::Cell);
  form.gui.click("###table/0/1");
  form.gui.key(ImGuiKey_F2);
  form.gui.key(ImGuiKey_End);
  form.gui.text("5");
  form.gui.key(ImGuiKey_Tab);
  CHECK(form.cells[0][1] == "0.005");
  CHECK(form.state.row == 1);
  CHECK(form.state.column == 0);
}

TEST_CASE("Escape leaves a cell as it was") {
  TableForm form(Cursor::Cell);
  form.gui.click("###table/0/1");
  form.gui.text("9");
  form.gui.key(ImGuiKey_Escape);
  CHECK(form.cells[0][1] == "0.00");
  form.gui.key(ImGuiKey_DownArrow);
  CHECK(form.state.row == 1);
}

TEST_CASE("Ctrl+Home goes to the first cell and Ctrl+End to the last, Home and End stay in their row") {
  TableForm form(Cursor::Cell);
  const auto at = [&](std::size_t row, std::size_t column) {
    return form.state.row == row && form.state.column == column;
  };
  form.gui.click("###table/1/1");
  form.gui.key(ImGuiKey_Home);
  CHECK(at(1, 0));
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_End);
  CHECK(at(2, 1));
  CHECK_FALSE(form.state.anchor);
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_Home);
  CHECK(at(0, 0));
  form.gui.key(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_End);
  const CellBlock block = block_of(form.state);
  CHECK((block.rows == 3 && block.columns == 2));
}

TEST_CASE("a cell that belongs to somebody else is not typed into") {
  TableForm form(Cursor::Cell);
  form.gui.click("###table/0/0");
  form.gui.text("改");
  form.gui.key(ImGuiKey_Enter);
  CHECK(form.cells[0][0] == "指标0");
}

TEST_CASE("a paste of cells is handed on as it came") {
  TableForm form(Cursor::Cell);
  form.gui.click("###table/0/1");
  form.gui.clipboard() = "1\t2\n3\t4";
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_V);
  CHECK(form.pasted == "1\t2\n3\t4");
}

TEST_CASE("ten thousand rows ask only for those in sight") {
  TableForm form(Cursor::Row, 10000, 400);
  form.asked = 0;
  form.gui.frame();
  CHECK(form.asked <= 2 * 16);
  form.gui.click("###table/0/0");
  form.gui.key(ImGuiKey_End);
  form.gui.frame(2);
  CHECK(form.gui.shows("指标9999"));
}

TEST_CASE("the arrows bring the column they reach into sight") {
  tests::WidgetFixture form({400, 600});
  TableState state;
  form.show([&](Ui& ui) {
    const TableColumn columns[] = {{"一", 200}, {"二", 200}, {"三", 200}};
    TableSpec spec{.id = "###wide", .columns = columns, .rows = 1, .cursor = Cursor::Cell};
    spec.text = [](std::size_t, std::size_t column) { return "格" + std::to_string(column); };
    static_cast<void>(table(ui, spec, state));
  });
  REQUIRE(form.gui.click("###wide/0/0"));
  for (int i = 0; i < 2; ++i) form.gui.key(ImGuiKey_RightArrow);
  form.gui.frame(3);
  CHECK(state.column == 2);
  const auto* last = form.gui.find("###wide/0/2");
  REQUIRE(last);
  CHECK(last->box.Max.x <= 400);
  CHECK(form.gui.find("###wide/0/0")->box.Min.x < 0);  // half of the width is too much to stay
}

TEST_CASE("a narrow first column stays while the others scroll sideways, and what is gone to comes out from under it") {
  tests::WidgetFixture form({500, 600});
  TableState state;
  form.show([&](Ui& ui) {
    const TableColumn columns[] = {{"名", 120}, {"二", 200}, {"三", 200}, {"四", 200}};
    const std::string sums[] = {"合计", "2", "3", "4"};
    TableSpec spec{.id = "###wide", .columns = columns, .rows = 2, .cursor = Cursor::Cell, .sums = sums};
    spec.text = [](std::size_t, std::size_t column) { return "格" + std::to_string(column); };
    spec.editable = [](std::size_t, std::size_t) { return Editable::Yes; };
    static_cast<void>(table(ui, spec, state));
  });
  const auto box = [&](std::size_t column) { return form.gui.find("###wide/0/" + std::to_string(column))->box; };
  REQUIRE(form.gui.click("###wide/0/1"));
  const ImRect first = box(0);
  const auto go = [&](ImGuiKey key, std::size_t column) {
    form.gui.key(key);
    form.gui.frame(3);
    CHECK(state.column == column);
    CHECK(box(0).Min.x == first.Min.x);
    CHECK(box(column).Min.x >= first.Max.x - 1);
    CHECK(box(column).Max.x <= 500);
  };
  go(ImGuiKey_RightArrow, 2);
  go(ImGuiKey_RightArrow, 3);
  CHECK(box(2).Min.x < first.Max.x);
  // Where the first column covers another, it is the first that is clicked.
  form.gui.click_at(box(0).GetCenter());
  CHECK(state.column == 0);
  REQUIRE(form.gui.click("###wide/0/3"));
  go(ImGuiKey_LeftArrow, 2);
  go(ImGuiKey_LeftArrow, 1);
}

TEST_CASE("a block chosen with Shift is copied as a spreadsheet would, cut and cleared") {
  TableForm form(Cursor::Cell);
  form.cells[1][0] = "两行\n“一格”\"";
  form.gui.click("###table/0/0");
  form.gui.key(ImGuiMod_Shift | ImGuiKey_DownArrow);
  form.gui.key(ImGuiMod_Shift | ImGuiKey_RightArrow);
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_C);
  CHECK(form.gui.clipboard() == "指标0\t0.00\n\"两行\n“一格”\"\"\"\t1.00\n");
  CHECK_FALSE(form.cleared);
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_X);
  REQUIRE(form.cleared);
  CHECK(form.cleared->rows == 2);
  CHECK(form.cleared->columns == 2);
  form.cleared.reset();
  form.gui.key(ImGuiKey_Delete);
  CHECK(form.cleared);
  form.gui.key(ImGuiKey_UpArrow);
  CHECK_FALSE(form.state.anchor);
  form.cleared.reset();
  form.gui.key(ImGuiKey_RightArrow);
  form.gui.key(ImGuiKey_Delete);
  CHECK_FALSE(form.cleared);
  CHECK(form.cells[0][1].empty());
}

TEST_CASE("Shift with a click, dragging and Ctrl+A choose a block") {
  TableForm form(Cursor::Cell);
  form.gui.click("###table/0/1");
  const auto centre = [&](const char* cell) { return form.gui.find(cell)->box.GetCenter(); };
  form.gui.drag(centre("###table/0/0"), centre("###table/2/1"));
  CellBlock block = block_of(form.state);
  CHECK((block.row == 0 && block.rows == 3 && block.columns == 2));
  form.gui.click("###table/1/1");
  CHECK(block_of(form.state).rows == 1);
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_A);
  block = block_of(form.state);
  CHECK((block.rows == 3 && block.columns == 2));
}

TEST_CASE("what is typed into a cell stays there when another one, or a field above or below, is clicked") {
  CellsBetweenFields form;
  const auto type = [&form](const char* cell, const char* words) {
    REQUIRE(form.gui.click(cell));
    form.gui.text(words);
  };
  type("###table/0/1", "十");
  REQUIRE(form.gui.click("###table/2/1"));
  CHECK(form.cells[0][1] == "十");
  CHECK(form.state.row == 2);
  form.gui.text("百");
  REQUIRE(form.gui.click("###above"));
  CHECK(form.cells[2][1] == "百");
  form.gui.text("上面的");
  CHECK(form.above == "上面的");
  type("###table/1/0", "千");
  REQUIRE(form.gui.click("###below"));
  CHECK(form.cells[1][0] == "千");
  CHECK_FALSE(form.state.editing);
}

TEST_CASE("a table that is given the keyboard takes it from the field that is typed in") {
  for (const char* field : {"###above", "###below"}) {
    CellsBetweenFields form;
    REQUIRE(form.gui.click(field));
    form.gui.text("字");
    form.state.take_keyboard = true;
    form.gui.frame(3);
    form.gui.text("十");
    form.gui.key(ImGuiKey_Enter);
    CHECK(form.cells[0][0] == "十");
    CHECK(form.above + form.below == "字");
  }
}

TEST_CASE("a row is asked for and given up by keyboard") {
  TableForm form(Cursor::Cell);
  form.gui.click("###table/1/1");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_Equal);
  CHECK(form.row_after == 1);
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_Minus);
  CHECK(form.row_out == 1);
}
