#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <functional>

#include "tests/client/view/table_window.h"

using namespace ziping;
using tests::FormWindow;
using tests::kTable;
using tests::TableWindow;

namespace {

constexpr std::size_t kKind = 3, kWeight = 8;  // columns

// A colleague's synchronised change of the table's rows, by the vault.
void colleague_changes(TableWindow& window, const std::function<void(report::Rows&)>& change) {
  window.save();
  report::State after = window.desk.state();
  change(after.rows[kTable]);
  window.desk.colleague(window.desk.state(), after);
  window.look_again();
}

report::Row colleagues_row(std::string_view name) {
  report::Row row;
  row.id = "0123456789abcdef";
  row.set("level3", report::Value(base::Json(std::string(name))));
  return row;
}

}  // namespace

TEST_CASE("what is typed into a cell stays in its row when a colleague's row comes in above it") {
  TableWindow window;
  const std::string mine = window.row(kTable, 1);
  REQUIRE(window.gui.click(window.at(1, 2)));
  window.gui.text("新开工");
  colleague_changes(window, [](report::Rows& rows) { rows.insert(rows.begin(), colleagues_row("同事的指标")); });
  REQUIRE(window.rows(kTable).size() == 3);
  CHECK(window.gui.shows("新开工"));
  window.gui.text("项目数");
  window.gui.key(ImGuiKey_Enter);
  CHECK(window.desk.text(mine + ".level3") == "新开工项目数");
  CHECK(window.cell(kTable, 0, "level3") == "同事的指标");
  CHECK(window.cell(kTable, 1, "level3").empty());
}

TEST_CASE("an open list and a chosen block stay with their rows when others come and go") {
  TableWindow window;
  const std::string mine = window.row(kTable, 1);
  REQUIRE(window.gui.click(window.at(1, kKind)));
  window.gui.key(ImGuiKey_F2);
  colleague_changes(window, [](report::Rows& rows) { rows.insert(rows.begin(), colleagues_row("同事的指标")); });
  REQUIRE(window.gui.find("###option1"));
  REQUIRE(window.gui.click("###option1"));
  CHECK_FALSE(window.desk.text(mine + ".kind").empty());
  CHECK(window.cell(kTable, 0, "kind").empty());
  REQUIRE(window.gui.click(window.at(1, 2)));
  window.gui.key(ImGuiMod_Shift | ImGuiKey_DownArrow);
  colleague_changes(window, [](report::Rows& rows) { rows.erase(rows.begin()); });
  const view::CellBlock block = view::block_of(window.memory.tables.at("###table/evaluation.table"));
  CHECK(block.row == 0);
  CHECK(block.rows == 2);
}

TEST_CASE("what was being typed in a row that a colleague removed is kept among what was not taken") {
  TableWindow window;
  const std::string mine = window.row(kTable, 1);
  REQUIRE(window.gui.click(window.at(1, 2)));
  window.gui.text("新开工");
  colleague_changes(window, [](report::Rows& rows) { rows.pop_back(); });
  REQUIRE(window.rows(kTable).size() == 1);
  const app::SetField* asked = window.last<app::SetField>();
  REQUIRE(asked != nullptr);
  CHECK(asked->path == mine + ".level3");
  CHECK(asked->input == "新开工");
  CHECK(window.cell(kTable, 0, "level3").empty());
}

TEST_CASE("a cell of a choice opens its list by F2, Alt+Down, typing and its arrow, and takes an option by keyboard") {
  TableWindow window;
  const auto kind = [&] { return window.cell(kTable, 0, "kind"); };
  REQUIRE(window.gui.click(window.at(0, kKind)));
  CHECK_FALSE(window.gui.find("###option1"));
  window.gui.key(ImGuiKey_F2);
  REQUIRE(window.gui.find("###option1"));
  window.gui.key(ImGuiKey_DownArrow);
  window.gui.key(ImGuiKey_Enter);
  CHECK(kind() == "定量");
  CHECK_FALSE(window.gui.find("###option1"));
  window.gui.key(ImGuiMod_Alt | ImGuiKey_DownArrow);
  REQUIRE(window.gui.find("###option1"));
  window.gui.key(ImGuiKey_DownArrow);
  window.gui.key(ImGuiKey_Tab);
  CHECK(kind() == "定性");
  CHECK(window.memory.tables.at("###table/evaluation.table").column == kKind + 1);
  window.gui.key(ImGuiKey_LeftArrow);
  window.gui.text("定量");
  REQUIRE(window.gui.find("###option1"));
  window.gui.key(ImGuiKey_Enter);
  CHECK(kind() == "定量");
  REQUIRE(window.gui.click(window.at(0, kKind) + "/arrow"));
  REQUIRE(window.gui.click("###option1"));
  CHECK(kind() == "定性");
}

TEST_CASE("a list in a cell that is left by Escape leaves the cell as it was, and the ring where it is") {
  TableWindow window;
  window.desk.ask(app::SetField{window.row(kTable, 0) + ".kind", "定量"});
  REQUIRE(window.gui.click(window.at(0, kKind)));
  window.gui.text("定性");
  window.gui.key(ImGuiKey_Escape);
  CHECK_FALSE(window.gui.find("###option1"));
  CHECK(window.cell(kTable, 0, "kind") == "定量");
  CHECK(window.desk.report().middle == app::Middle::Form);
  window.gui.key(ImGuiKey_DownArrow);
  CHECK(window.memory.tables.at("###table/evaluation.table").row == 1);
  window.gui.text("定性");
  window.gui.key(ImGuiKey_Enter);
  CHECK(window.cell(kTable, 1, "kind") == "定性");
}

TEST_CASE("a date in a cell is chosen from its month, by keys and by the mouse, or typed") {
  constexpr const char* kNodes = "projects.nodes";
  FormWindow window;
  window.at_section("各重点任务项目支出完成情况分析");
  REQUIRE(window.gui.click("###group/projects.nodes/add"));
  const std::string due = "###table/projects.nodes/0/3";
  const auto stored = [&] { return window.cell(kNodes, 0, "due"); };
  REQUIRE(window.gui.click(due));
  window.gui.text("2022-12-30");
  window.gui.key(ImGuiKey_Enter);
  REQUIRE(window.gui.click(due));
  window.gui.key(ImGuiMod_Alt | ImGuiKey_DownArrow);
  window.gui.key(ImGuiKey_RightArrow);
  CHECK(stored() == "2022-12-30");
  window.gui.key(ImGuiKey_Enter);
  CHECK(stored() == "2022-12-31");
  window.gui.key(ImGuiMod_Alt | ImGuiKey_DownArrow);
  window.gui.key(ImGuiKey_RightArrow);
  window.gui.key(ImGuiKey_Escape);
  CHECK(stored() == "2022-12-31");
  REQUIRE(window.gui.click(due + "/arrow"));
  window.gui.key(ImGuiKey_LeftArrow);
  window.gui.key(ImGuiKey_Enter);
  CHECK(stored() == "2022-12-30");
  window.gui.key(ImGuiKey_LeftArrow);
  CHECK(window.memory.tables.at("###table/projects.nodes").column == 2);
}

TEST_CASE("the characters typed on a choice go on from option to option") {
  TableWindow window;
  REQUIRE(window.gui.click(window.at(0, kKind)));
  window.gui.text("定");
  window.gui.text("定");
  window.gui.key(ImGuiKey_Enter);
  CHECK(window.cell(kTable, 0, "kind") == "定性");
}

TEST_CASE("three by three cells are pasted where the ring stands, and new rows are shown first") {
  TableWindow window;
  window.paste(0, 0, "产出\t数量\t新开工项目数\n产出\t质量\t合格率\n效益\t社会效益\t就业岗位\n");
  CHECK(window.rows(kTable).size() == 2);
  CHECK(window.gui.shows("粘贴到“指标评分表”"));
  CHECK(window.gui.shows("会新增 1 行。"));
  CHECK(window.gui.shows("3 新"));
  REQUIRE(window.gui.click("###question/yes"));
  REQUIRE(window.rows(kTable).size() == 3);
  CHECK(window.cell(kTable, 0, "level3") == "新开工项目数");
  CHECK(window.cell(kTable, 2, "level1") == "效益");
  window.paste(0, 1, "数量\t节能\n数量\t节水\n质量\t节地");
  CHECK(window.cell(kTable, 2, "level3") == "节地");
}

TEST_CASE(
    "what was copied from a spreadsheet is pasted into a table that has no row yet, behind what comes meanwhile") {
  FormWindow window;
  window.at_section("自评结论");
  window.gui.clipboard() = "产出\t数量\t新开工项目数\n效益\t社会效益\t就业岗位\n";
  REQUIRE(window.gui.click("###group/evaluation.table/paste"));
  CHECK(window.gui.shows("会新增 2 行。"));
  report::State theirs = window.desk.state();
  report::Row row;
  row.id = "theirs";
  row.set("level1", report::Value(base::Json("时效")));
  theirs.rows[kTable].push_back(row);
  window.desk.colleague(window.desk.state(), theirs);
  window.gui.frame(3);
  REQUIRE(window.gui.click("###question/yes"));
  REQUIRE(window.rows(kTable).size() == 3);
  CHECK(window.cell(kTable, 0, "level1") == "时效");
  CHECK(window.cell(kTable, 1, "level3") == "新开工项目数");
  CHECK_FALSE(window.gui.find("###group/evaluation.table/paste"));
}

TEST_CASE("a paste whose row a colleague removes meanwhile goes to no other row") {
  TableWindow window;
  const std::string kept = window.rows(kTable)[1].id;
  window.paste(0, 0, "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14");
  window.desk.save();
  report::State theirs = window.desk.state();
  theirs.rows[kTable].erase(theirs.rows[kTable].begin());
  window.desk.colleague(window.desk.state(), theirs);
  window.gui.frame(3);
  CHECK(window.gui.shows("同事刚删去了第 1 行"));
  CHECK_FALSE(window.gui.find("###question/yes"));
  window.gui.key(ImGuiKey_Escape);
  REQUIRE(window.rows(kTable).size() == 1);
  CHECK(window.rows(kTable)[0].id == kept);
  CHECK(window.cell(kTable, 0, "level1").empty());
}

TEST_CASE("a paste that is not agreed to changes nothing, and the keyboard is enough to answer") {
  TableWindow window;
  window.paste(0, 0, "1\t2\t3\t4\t5\t6\t7\t8\t9\t10\t11\t12\t13\t14");
  CHECK(window.gui.shows("多出的 2 列不会粘贴"));
  window.gui.key(ImGuiKey_Escape);
  CHECK_FALSE(window.gui.find("###question/yes"));
  CHECK(window.cell(kTable, 0, "level1").empty());
  window.paste(1, 0, "产出\n效益");
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_Enter);
  CHECK(window.cell(kTable, 2, "level1") == "效益");
}

TEST_CASE("a paste says which cells would not be taken and why, and which say something else afterwards") {
  TableWindow window;
  window.desk.ask(app::SetField{window.row(kTable, 0) + ".weight", "5"});
  window.paste(0, kWeight, "10\t二十\n1e3\t9");
  CHECK(window.gui.shows("有 2 格不会粘贴"));
  CHECK(window.gui.shows("会替换 1 格已有的内容"));
  CHECK(window.gui.shows("第 1 行“得分”："));
  CHECK(window.gui.shows("请写成 20"));
  CHECK(window.gui.shows("请写成 1000"));
  REQUIRE(window.gui.click("###question/yes"));
  CHECK(window.cell(kTable, 0, "weight") == "10");
  CHECK(window.cell(kTable, 0, "score").empty());
  CHECK(window.cell(kTable, 1, "score") == "9");
  CHECK(window.gui.shows("第 2 行“分值”"));
}

TEST_CASE("what was typed into a cell of a row that the ring has left still says why it was not taken") {
  TableWindow window;
  REQUIRE(window.gui.click(window.at(0, kWeight)));
  window.gui.text("1.2.3");
  window.gui.key(ImGuiKey_Enter);
  CHECK(window.memory.tables.at("###table/evaluation.table").row == 1);
  CHECK(window.cell(kTable, 0, "weight").empty());
  CHECK(window.gui.shows("第 1 行“分值”：“分值”里“1.2.3”有不止一个小数点，请只留一个。"));
}

TEST_CASE("what is said under a table of a cell in it names the column first, once") {
  TableWindow window;
  window.desk.ask(app::SetField{window.row(kTable, 0) + ".weight", "10"});
  window.desk.ask(app::SetField{window.row(kTable, 0) + ".score", "12"});
  window.save();
  REQUIRE(window.gui.click(window.at(0, kWeight)));
  window.look_again();
  CHECK(window.gui.shows("“得分”：指标评分表第 1 行得分 12.00 分，超过分值 10.00 分"));
  window.gui.text("1.2.3");
  window.gui.key(ImGuiKey_Enter);
  REQUIRE(window.gui.click(window.at(0, kWeight)));
  CHECK(window.gui.shows("“分值”里“1.2.3”有不止一个小数点"));
  CHECK_FALSE(window.gui.shows("“分值”：“分值”里"));
}

TEST_CASE("a finding about a cell is marked in it, and leads to it from wherever one is typing") {
  TableWindow window;
  window.desk.ask(app::SetField{window.row(kTable, 1) + ".weight", "10"});
  window.desk.ask(app::SetField{window.row(kTable, 1) + ".score", "12"});
  window.save();
  INFO(window.gui.picture());
  CHECK(window.gui.shows("10 ✕ 12"));
  const std::string score = window.row(kTable, 1) + ".score";
  const auto& findings = window.desk.report().findings;
  const auto finding =
      std::ranges::find_if(findings, [&](const auto& one) { return !one.fields.empty() && one.fields[0] == score; });
  REQUIRE(finding != findings.end());
  const std::string label = "###finding/" + std::to_string(finding - findings.begin());
  const auto goes_there = [&](const char* typed) {
    window.desk.ask(app::GoTo{score});
    window.gui.frame(5);
    window.gui.text(typed);
    window.gui.key(ImGuiKey_Enter);
    CHECK(window.desk.text(score) == typed);
  };
  REQUIRE(window.gui.click(window.at(0, 0)));
  window.gui.key(ImGuiMod_Shift | ImGuiKey_RightArrow);
  REQUIRE(window.gui.click(label));
  window.gui.frame(5);
  const view::CellBlock block = view::block_of(window.memory.tables.at("###table/evaluation.table"));
  CHECK((block.row == 1 && block.column == kWeight + 1 && block.rows == 1 && block.columns == 1));
  REQUIRE(window.gui.click(window.at(0, 2)));
  window.gui.text("新开工");
  goes_there("9");
  CHECK(window.cell(kTable, 0, "level3") == "新开工");
  REQUIRE(window.gui.type("###field/conclusion.score_stated", "98"));
  goes_there("8");
  CHECK(window.desk.text("conclusion.score_stated") == "98");
}

TEST_CASE("a block of cells is copied, cut, cleared and pasted back") {
  TableWindow window;
  window.paste(0, 0, "产出\t数量\n效益\t生态");
  REQUIRE(window.gui.click(window.at(0, 0)));
  window.gui.key(ImGuiMod_Shift | ImGuiKey_RightArrow);
  window.gui.key(ImGuiMod_Shift | ImGuiKey_DownArrow);
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_X);
  CHECK(window.gui.clipboard() == "产出\t数量\n效益\t生态\n");
  for (std::size_t row : {0u, 1u})
    for (const char* field : {"level1", "level2"}) CHECK(window.cell(kTable, row, field).empty());
  window.paste(0, 0, window.gui.clipboard());
  CHECK(window.cell(kTable, 1, "level2") == "生态");
  REQUIRE(window.gui.click(window.at(0, 1)));
  window.gui.key(ImGuiMod_Shift | ImGuiKey_DownArrow);
  window.gui.key(ImGuiKey_Delete);
  CHECK(window.cell(kTable, 0, "level1") == "产出");
  CHECK(window.cell(kTable, 0, "level2").empty());
  CHECK(window.cell(kTable, 1, "level2").empty());
}

TEST_CASE("a row is inserted and removed by keyboard alone") {
  TableWindow window;
  REQUIRE(window.gui.click(window.at(0, 0)));
  const std::string first = window.rows(kTable)[0].id, second = window.rows(kTable)[1].id;
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_Equal);
  window.gui.frame(4);
  REQUIRE(window.rows(kTable).size() == 3);
  CHECK(window.rows(kTable)[0].id == first);
  CHECK(window.rows(kTable)[2].id == second);
  window.gui.text("插进来的");
  window.gui.key(ImGuiKey_Enter);
  CHECK(window.cell(kTable, 1, "level1") == "插进来的");
  window.gui.key(ImGuiKey_UpArrow);
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_Minus);
  window.gui.frame(3);
  CHECK(window.gui.shows("删除第 2 行？"));
  window.gui.key(ImGuiKey_Enter);
  window.gui.frame(3);
  REQUIRE(window.rows(kTable).size() == 2);
  CHECK(window.rows(kTable)[1].id == second);
}

TEST_CASE("ten thousand pasted rows are shown in their first few, and taken as far as the table goes") {
  TableWindow window;
  std::string cells;
  for (int i = 0; i < 10'000; ++i) cells += "产出\t第" + std::to_string(i) + "项\n";
  window.paste(0, 0, cells);
  CHECK(window.gui.shows("最多 300 行，后面的 9700 行不会粘贴"));
  CHECK(window.gui.shows("第7项"));
  CHECK_FALSE(window.gui.shows("第8项"));
  window.gui.key(ImGuiKey_Escape);
  CHECK(window.rows(kTable).size() == 2);
}

TEST_CASE("five megabytes pasted into a table are refused before anything is drawn of them") {
  TableWindow window;
  window.desk.ask(app::SetField{window.row(kTable, 0) + ".level1", "原来的"});
  window.paste(0, 0, std::string((5u << 20) + 1, 'x'));
  CHECK(window.gui.shows("什么也没有粘贴"));
  REQUIRE(window.gui.click("###question/no"));
  CHECK(window.cell(kTable, 0, "level1") == "原来的");
}

TEST_CASE(
    "bytes that are no text, marks that nobody sees and rare characters come into cells as far as they are text") {
  TableWindow window;
  window.paste(0, 0, "𠮷\u200F乡\t😀\t\xED\xA0\x80\xED\xB0\x80");
  CHECK(window.gui.shows("收到的内容不是文字"));
  REQUIRE(window.gui.click("###question/yes"));
  CHECK(window.cell(kTable, 0, "level1") == "𠮷\u200F乡");
  CHECK(window.cell(kTable, 0, "level2") == "😀");
  CHECK(window.cell(kTable, 0, "level3").empty());
  REQUIRE(window.gui.click(window.at(1, 0)));
  window.gui.key(ImGuiKey_F2);
  window.gui.clipboard() = "产\x02出";
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_V);
  CHECK(window.gui.shows("去掉了 1 个看不见的控制字符"));
  window.gui.key(ImGuiKey_Enter);
  CHECK(window.cell(kTable, 1, "level1") == "产出");
}

TEST_CASE("words are kept with every key that is typed into a cell, and Escape gives back what was there") {
  TableWindow window;
  window.desk.ask(app::SetField{window.row(kTable, 1) + ".level3", "原来的"});
  window.look_again();
  REQUIRE(window.gui.click(window.at(1, 2)));
  window.gui.text("新");
  window.gui.text("开工");
  window.look_again();
  CHECK(window.cell(kTable, 1, "level3") == "新开工");  // the cell was not left
  window.gui.key(ImGuiKey_Escape);
  window.look_again();
  CHECK(window.cell(kTable, 1, "level3") == "原来的");
  window.gui.text("再写");
  window.gui.key(ImGuiMod_Alt | ImGuiKey_LeftArrow);  // back to the list
  REQUIRE_FALSE(window.desk.model.report);
  REQUIRE(window.last<app::SetField>() != nullptr);
  CHECK(window.last<app::SetField>()->input == "再写");
}

TEST_CASE("what is no figure yet leaves the figure that was there, and is told of when the cell is left") {
  TableWindow window;
  window.desk.ask(app::SetField{window.row(kTable, 0) + ".weight", "0.25"});
  window.look_again();
  REQUIRE(window.gui.click(window.at(0, kWeight)));
  window.gui.text("0.3");
  window.look_again();
  CHECK(window.cell(kTable, 0, "weight") == "0.3");
  window.gui.text("成");
  window.look_again();
  CHECK(window.cell(kTable, 0, "weight") == "0.25");
  window.gui.key(ImGuiKey_Enter);
  window.look_again();
  CHECK(window.cell(kTable, 0, "weight") == "0.25");
  CHECK(window.gui.shows("0.3成"));
}

TEST_CASE("taking back while a cell is typed into takes back what was typed, and it stays so") {
  TableWindow window;
  REQUIRE(window.gui.click(window.at(0, 2)));
  window.gui.text("写错了");
  window.look_again();
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_Z);
  window.look_again();
  CHECK(window.cell(kTable, 0, "level3").empty());
  window.gui.key(ImGuiKey_Enter);
  window.look_again();
  CHECK(window.cell(kTable, 0, "level3").empty());
}

namespace {

// Three rows with names of their own, and the ring in the middle one.
struct ThreeRows : TableWindow {
  ThreeRows() {
    REQUIRE(gui.click("###group/evaluation.table/add"));
    for (std::size_t i = 0; i < 3; ++i) ask(app::SetField{row(kTable, i) + ".level3", names[i]});
    REQUIRE(gui.click(at(1, 2)));
    asked.clear();
  }
  [[nodiscard]] std::string order() const {
    std::string out;
    for (std::size_t i = 0; i < rows(kTable).size(); ++i) out += cell(kTable, i, "level3");
    return out;
  }
  [[nodiscard]] bool on(std::string_view label) const {
    const auto* item = gui.find(label);
    return item && GImGui->NavId == item->id;
  }
  const char* names[3] = {"一", "二", "三"};
};

}  // namespace

TEST_CASE("Alt+Shift with an arrow moves the current row, as far as there are others, and the ring goes along") {
  ThreeRows window;
  window.gui.key(ImGuiMod_Alt | ImGuiMod_Shift | ImGuiKey_UpArrow);
  window.look_again();
  CHECK(window.order() == "二一三");
  CHECK(window.memory.tables.at("###table/evaluation.table").row == 0);
  window.gui.key(ImGuiMod_Alt | ImGuiMod_Shift | ImGuiKey_UpArrow);
  CHECK(window.count<app::MoveRow>() == 1);
  for (int i = 0; i < 2; ++i) {
    window.gui.key(ImGuiMod_Alt | ImGuiMod_Shift | ImGuiKey_DownArrow);
    window.look_again();
  }
  CHECK(window.order() == "一三二");
  window.gui.key(ImGuiMod_Alt | ImGuiMod_Shift | ImGuiKey_DownArrow);
  CHECK(window.count<app::MoveRow>() == 3);
  CHECK_FALSE(window.memory.tables.at("###table/evaluation.table").anchor);
}

TEST_CASE("moving a row opens no list where the ring is on a choice") {
  ThreeRows window;
  REQUIRE(window.gui.click(window.at(1, kKind)));
  window.gui.key(ImGuiMod_Alt | ImGuiMod_Shift | ImGuiKey_DownArrow);
  window.look_again();
  CHECK(window.order() == "一三二");
  CHECK_FALSE(window.gui.find("###option1"));
}

TEST_CASE("Escape leaves the cells for the buttons of the row in the middle, and Shift+Tab goes back to its cell") {
  ThreeRows window;
  const std::string middle = window.row(kTable, 1);
  window.gui.key(ImGuiKey_Escape);
  window.look_again();
  REQUIRE(window.on("###group/evaluation.table/add"));
  CHECK(window.desk.report().middle == app::Middle::Form);
  for (const char* what : {"up", "down", "remove"}) {
    window.gui.key(ImGuiKey_Tab);
    window.look_again();
    CHECK(window.on("###row/" + middle + "/" + what));
  }
  for (int i = 0; i < 4; ++i) {
    window.gui.key(ImGuiMod_Shift | ImGuiKey_Tab);
    window.look_again();
  }
  window.gui.text("又一个");
  window.gui.key(ImGuiKey_Enter);
  CHECK(window.desk.text(middle + ".level3") == "又一个");
}

TEST_CASE("Escape that leaves what is typed into a cell does not leave the cells") {
  ThreeRows window;
  window.gui.text("不要");
  window.gui.key(ImGuiKey_Escape);
  window.look_again();
  CHECK(window.order() == "一二三");
  window.gui.text("要");
  window.gui.key(ImGuiKey_Enter);
  CHECK(window.order() == "一要三");
}

TEST_CASE("a cell that is being typed in has the menu of a field, and goes on after it") {
  TableWindow window;
  REQUIRE(window.gui.click(window.at(0, 2)));
  window.gui.text("新");
  window.gui.clipboard() = "开工";
  REQUIRE(window.gui.click("###table/evaluation.table/edit", 0, tests::Button::Right));
  REQUIRE(window.gui.click("###menu/paste"));
  window.look_again();
  CHECK(window.cell(kTable, 0, "level3") == "新开工");
  window.gui.text("项目");
  window.gui.key(ImGuiKey_Enter);
  window.look_again();
  CHECK(window.cell(kTable, 0, "level3") == "新开工项目");
}
