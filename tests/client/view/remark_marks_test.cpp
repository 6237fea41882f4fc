// Where the form and its outline show that somebody said something, and how one gets from there to the words and back.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "shared/base/hash.h"
#include "tests/client/view/table_window.h"

using namespace ziping;
using tests::FormWindow;
using tests::kTable;
using tests::TableWindow;

namespace {

constexpr std::size_t kWeightAt = 8;  // column

client::RemarkThread point_about(const std::string& at, const std::string& text, const std::string& sentence = {}) {
  client::RemarkThread out;
  out.remark.id = base::sha256(at + text).hex();
  out.remark.state = "durable";
  out.remark.header.version = 2;
  out.remark.header.kind = sync::RemarkKind::Remark;
  out.remark.header.author = "finance";
  out.remark.header.stamp = "2023-03-02T03:00:00Z";
  out.remark.header.text = text;
  out.remark.header.place = {at, sentence, 0};
  out.now.sentence = sentence;
  return out;
}

void tell_points(tests::Sitting& sitting, std::vector<client::RemarkThread> points) {
  sitting.tell(client::RemarksShown{sitting.desk.report().id, sitting.desk.report().opening, std::move(points)});
}

// In the list at the right.
void press_point(tests::Sitting& sitting, const client::RemarkThread& point) {
  sitting.ask(app::ShowSide{app::Side::Remarks});
  REQUIRE(sitting.gui.click("###remark/" + point.remark.id));
  sitting.gui.frame(5);
}

bool has_nav(const tests::Sitting& sitting, const std::string& label) {
  const auto* item = sitting.gui.find(label);
  return item && GImGui->NavId == item->id;
}

bool tab_as_far_as(tests::Sitting& sitting, const std::string& label) {
  for (int i = 0; i < 40 && !has_nav(sitting, label); ++i) sitting.gui.key(ImGuiKey_Tab);
  sitting.look_again();
  return has_nav(sitting, label);
}

// Of which some are out of sight.
struct LongTable : TableWindow {
  LongTable() {
    std::string cells;
    for (int i = 0; i < 20; ++i) cells += "产出\t数量\t第" + std::to_string(i) + "项\n";
    ask(app::PasteCells{kTable, 0, 0, cells});
    REQUIRE(rows(kTable).size() == 20);
    REQUIRE_FALSE(gui.find(at(17, 0)));
  }
  [[nodiscard]] const view::TableState& ring() const { return memory.tables.at("###table/evaluation.table"); }
};

}  // namespace

TEST_CASE("a remark on a cell folds its corner, one on a row that of its first cell, and the mouse reads them there") {
  TableWindow window;
  const std::string first = window.row(kTable, 0), second = window.row(kTable, 1);
  window.ask(app::SetField{first + ".level1", "产出"});
  window.ask(app::SetField{second + ".weight", "10"});
  CHECK_FALSE(window.gui.shows("产出 ✎"));
  client::RemarkThread on_cell = point_about(second + ".weight", "请核对分值。");
  tell_points(window, {on_cell, point_about(second + ".weight", "另一条。"), point_about(first, "这一行缺佐证。"),
                       point_about(first + ".level1", "名称不对。")});
  REQUIRE(window.gui.click(window.at(0, 2)));
  INFO(window.gui.picture());
  CHECK(window.gui.shows("产出 ✎"));
  CHECK(window.gui.shows("10 ✎"));
  CHECK_FALSE(window.gui.shows("意见 2 条"));
  REQUIRE(window.gui.hover(window.at(1, kWeightAt)));
  window.look_again();
  CHECK(window.gui.shows("意见 2 条：请核对分值。"));
  REQUIRE(window.gui.click(window.at(1, 2)));
  CHECK_FALSE(window.gui.shows("这一行缺佐证。"));
  REQUIRE(window.gui.hover(window.at(0, 0)));
  window.look_again();
  CHECK(window.gui.shows("这一行的意见 1 条：这一行缺佐证。"));
  CHECK(window.gui.shows("意见 1 条：名称不对。"));
  on_cell.open = false;
  tell_points(window, {on_cell});
  CHECK_FALSE(window.gui.shows("10 ✎"));
  CHECK_FALSE(window.gui.shows("产出 ✎"));
}

TEST_CASE("whoever goes through a table by keys reads below it what was said, and gets from there to the remarks") {
  TableWindow window;
  const std::string place = window.row(kTable, 1) + ".weight";
  const client::RemarkThread point = point_about(place, "请核对\n分值。");
  tell_points(window, {point_about("goals.annual", "请写明数量。"), point});
  REQUIRE(window.gui.click(window.at(0, kWeightAt)));
  CHECK_FALSE(window.gui.shows("“分值”的意见"));
  window.gui.key(ImGuiKey_DownArrow);
  window.look_again();
  CHECK(window.gui.shows("“分值”的意见 1 条：请核对 分值。"));
  window.gui.key(ImGuiKey_Escape);
  REQUIRE(tab_as_far_as(window, "###remarks/" + place));
  window.gui.key(ImGuiKey_Enter);
  window.gui.frame(5);
  CHECK(window.desk.report().side == app::Side::Remarks);
  CHECK(window.memory.remark.lit == std::vector<std::string>{point.remark.id});
  CHECK(has_nav(window, "###remark/" + point.remark.id));
}

TEST_CASE("a remark on a whole table stands below it, and nothing does where nobody asks") {
  TableWindow window;
  const auto is_line = [](const auto& item) { return item.label.find("###remarks/") != std::string::npos; };
  tell_points(window, {point_about("goals.annual", "请写明数量。")});
  CHECK(std::ranges::none_of(window.gui.items(), is_line));
  tell_points(window, {point_about(kTable, "缺少效益指标。")});
  CHECK(window.gui.shows("这张表的意见 1 条：缺少效益指标。"));
  CHECK(std::ranges::count_if(window.gui.items(), is_line) == 1);
  REQUIRE(window.gui.click("###remarks/evaluation.table"));
  window.look_again();
  CHECK(window.desk.report().side == app::Side::Remarks);
  CHECK(window.gui.find("###remark/" + point_about(kTable, "缺少效益指标。").remark.id));
}

TEST_CASE("a remark on a cell that is pressed in the list brings the cell into sight, and the keyboard to it") {
  LongTable window;
  const std::string place = window.row(kTable, 17) + ".weight";
  const client::RemarkThread point = point_about(place, "请核对分值。");
  tell_points(window, {point});
  press_point(window, point);
  CHECK(window.gui.find(window.at(17, kWeightAt)));
  CHECK(window.ring().column == kWeightAt);
  window.gui.text("8");
  window.gui.key(ImGuiKey_Enter);
  CHECK(window.desk.text(place) == "8");
}

TEST_CASE("a remark on a row that is pressed in the list leads to its first cell") {
  LongTable window;
  const std::string row = window.row(kTable, 17);
  const client::RemarkThread point = point_about(row, "这一行缺佐证。");
  tell_points(window, {point});
  press_point(window, point);
  CHECK(window.gui.find(window.at(17, 0)));
  CHECK((window.ring().row == 17 && window.ring().column == 0));
  window.gui.text("效益");
  window.gui.key(ImGuiKey_Enter);
  CHECK(window.desk.text(row + ".level1") == "效益");
}

TEST_CASE("a remark on a long text of a row leads to its field, with the row in sight above it") {
  LongTable window;
  const std::string place = window.row(kTable, 17) + ".reason";
  const client::RemarkThread point = point_about(place, "请写明原因。");
  tell_points(window, {point});
  press_point(window, point);
  CHECK(window.has_keyboard("###field/" + place));
  CHECK(window.gui.find(window.at(17, 0)));
}

TEST_CASE("a remark on a computed figure of a row leads whoever writes the row to the form") {
  FormWindow window;
  REQUIRE_FALSE(window.rows("projects.list").empty());
  const client::RemarkThread point = point_about(window.row("projects.list", 0) + ".rate", "请核对执行率。");
  tell_points(window, {point});
  press_point(window, point);
  CHECK(window.desk.report().middle == app::Middle::Form);
  CHECK_FALSE(window.desk.report().go_to);
}

TEST_CASE("the outline counts what still asks in a section, sentences as well, and checks off no such section") {
  FormWindow window;
  window.show_only(view::outline_pane);
  CHECK(window.gui.shows("✓ （二）年度总体工作"));
  const std::string text = window.desk.text("goals.annual");
  std::vector<client::RemarkThread> points = {
      point_about("goals.annual", "请写明数量。", text.substr(0, text.find("。") + std::string_view("。").size())),
      point_about("goals.annual", "请核对。"), point_about("", "总的意见。")};
  points[1].answers.push_back(points[1].remark);
  points[1].answers.back().header.kind = sync::RemarkKind::Answer;
  points[1].answers.back().header.author = "office";
  tell_points(window, points);
  INFO(window.gui.picture());
  CHECK(window.gui.shows("✎ 2 （二）年度总体工作"));
  CHECK_FALSE(window.gui.shows("✓ （二）年度总体工作"));
  CHECK(window.gui.shows("✓ （一）部门概况"));
  for (client::RemarkThread& point : points) point.open = false;
  tell_points(window, points);
  CHECK(window.gui.shows("✓ （二）年度总体工作"));
}
