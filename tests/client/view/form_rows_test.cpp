#include <catch2/catch_test_macros.hpp>

#include "tests/client/view/table_window.h"

using namespace ziping;
using tests::Desk;
using tests::FormWindow;
using tests::kTable;
using tests::TableWindow;

namespace {

constexpr const char* kDuties = "duties.list";
constexpr const char* kBlocks = "results.blocks";
}  // namespace

TEST_CASE("an item is added behind the others, and has the keyboard") {
  FormWindow window;
  window.at_section("部门概况");
  const std::size_t before = window.rows(kDuties).size();
  REQUIRE(window.gui.click("###group/duties.list/add"));
  REQUIRE(window.rows(kDuties).size() == before + 1);
  CHECK(window.has_keyboard("###field/" + window.row(kDuties, before) + ".text"));
  window.gui.text("承办其他事项。");
  CHECK(window.cell(kDuties, before, "text") == "承办其他事项。");
}

TEST_CASE("an item is inserted behind the one whose button was pressed, and moved") {
  FormWindow window;
  window.at_section("部门概况");
  const std::string first = window.rows(kDuties)[0].id;
  REQUIRE(window.gui.click("###row/" + window.row(kDuties, 0) + "/insert"));
  window.gui.text("插进来的。");
  CHECK(window.rows(kDuties)[0].id == first);
  CHECK(window.cell(kDuties, 1, "text") == "插进来的。");
  REQUIRE(window.gui.click("###row/" + window.row(kDuties, 1) + "/up"));
  CHECK(window.cell(kDuties, 0, "text") == "插进来的。");
  REQUIRE(window.gui.click("###row/" + window.row(kDuties, 0) + "/down"));
  CHECK(window.rows(kDuties)[0].id == first);
}

TEST_CASE("removing asks once") {
  FormWindow window;
  window.at_section("部门概况");
  const std::size_t before = window.rows(kDuties).size();
  const std::string row = window.row(kDuties, 0);
  REQUIRE(window.gui.click("###row/" + row + "/remove"));
  CHECK(window.rows(kDuties).size() == before);
  REQUIRE(window.gui.click("###row/" + row + "/remove/no"));
  CHECK(window.rows(kDuties).size() == before);
  CHECK_FALSE(window.gui.find("###row/" + row + "/remove/yes"));
  REQUIRE(window.gui.click("###row/" + row + "/remove"));
  REQUIRE(window.gui.click("###row/" + row + "/remove/yes"));
  CHECK(window.rows(kDuties).size() == before - 1);
}

TEST_CASE("which problem a measure answers is chosen from the list of problems, by what it says") {
  FormWindow window;
  window.desk.ask(app::AddRow{"measures.list", ""});
  const std::string place = window.row("measures.list", 0) + ".problem";
  window.at_section("下一步改进措施");
  const report::Rows problems = window.rows("problems.list");
  REQUIRE_FALSE(problems.empty());
  const auto unfold = [&] {
    if (!window.gui.find("###field/" + place)) window.gui.click("###row/" + window.row("measures.list", 0) + "/more");
    INFO(window.gui.picture());
    REQUIRE(window.gui.click("###field/" + place));
  };
  unfold();
  const auto* option = window.gui.find("###option0");
  REQUIRE(option);
  CHECK(option->label.starts_with("第 1 条："));
  REQUIRE(window.gui.click("###option0"));
  CHECK(window.desk.text(place) == problems[0].id);
  window.desk.ask(app::RemoveRow{window.row("problems.list", 0)});
  window.look_again();
  unfold();  // what it names is gone: it says so, and nothing else takes its place
  CHECK(window.desk.text(place) == problems[0].id);
  CHECK(window.gui.shows("（已经删去的一条）"));
  CHECK_FALSE(window.gui.shows(problems[0].id));
}

TEST_CASE("a block's smaller fields unfold, and the team is chosen by its name") {
  FormWindow window;
  window.at_section("主要工作成效");
  const std::string row = window.row(kBlocks, 1);
  CHECK_FALSE(window.gui.find("###field/" + row + ".team"));
  REQUIRE(window.gui.click("###row/" + row + "/more"));
  REQUIRE(window.gui.click("###field/" + row + ".team"));
  const auto* option = window.gui.find("###option4");
  REQUIRE(option);
  CHECK(option->label.starts_with("西岸镇工作队"));
  REQUIRE(window.gui.click("###option4"));
  CHECK(window.desk.text(row + ".team") == "xian");
}

TEST_CASE("figures are chips; one opens for editing, one is added, one removed after a question") {
  FormWindow window;
  window.at_section("主要工作成效");
  const std::string row = window.row(kBlocks, 0);
  const auto figures = [&] { return window.rows(kBlocks)[0].group("figures"); };
  REQUIRE_FALSE(figures().empty());
  const std::size_t before = figures().size();
  const std::string first = row + ".figures[" + figures().front().id + "]";
  REQUIRE(window.gui.click("###row/" + first));
  REQUIRE(window.gui.type("###field/" + first + ".value", "1,268"));
  CHECK(window.desk.text(first + ".value") == "1268");
  REQUIRE(window.gui.find("###row/" + first));
  CHECK(window.gui.find("###row/" + first)->label.find(" 1,268 ") != std::string::npos);
  REQUIRE(window.gui.click("###row/" + first + "/remove"));
  CHECK(figures().size() == before);
  REQUIRE(window.gui.click("###row/" + first + "/remove/yes"));
  CHECK(figures().size() == before - 1);
  REQUIRE(window.gui.click("###group/" + row + ".figures/add"));
  REQUIRE(figures().size() == before);
  const std::string fresh = row + ".figures[" + figures().back().id + "]";
  CHECK(window.has_keyboard("###field/" + fresh + ".label"));
  window.gui.text("水利项目");
  CHECK(window.gui.shows("水利项目"));
}

TEST_CASE("a group without rows is one sentence and a button") {
  FormWindow window;
  window.at_section("自评结论");
  CHECK(window.gui.shows("还没有填写“指标评分表”。"));
  REQUIRE(window.gui.click("###group/evaluation.table/add"));
  CHECK(window.rows(kTable).size() == 1);
  CHECK_FALSE(window.gui.shows("还没有填写“指标评分表”。"));
}

TEST_CASE("a row just added to a table is typed into at once, and Tab goes on to the right") {
  TableWindow window;
  window.gui.text("产出");
  window.gui.key(ImGuiKey_Tab);
  window.gui.text("数量");
  window.gui.key(ImGuiKey_Enter);
  CHECK(window.cell(kTable, 1, "level1") == "产出");
  CHECK(window.cell(kTable, 1, "level2") == "数量");
}

TEST_CASE("sums of a table are exact") {
  TableWindow window;
  window.desk.ask(app::SetField{window.row(kTable, 0) + ".score", "0.1"});
  window.desk.ask(app::SetField{window.row(kTable, 1) + ".score", "0.20"});
  window.gui.frame(2);
  CHECK(window.gui.shows("合计"));
  CHECK(window.gui.shows("0.30"));
}

TEST_CASE("a row of a table is removed after one question") {
  TableWindow window;
  REQUIRE(window.gui.click(window.at(1, 0)));
  const std::string kept = window.rows(kTable)[0].id, row = window.row(kTable, 1);
  REQUIRE(window.gui.click("###row/" + row + "/remove"));
  CHECK(window.gui.shows("删除第 2 行？"));
  REQUIRE(window.gui.click("###row/" + row + "/remove/yes"));
  REQUIRE(window.rows(kTable).size() == 1);
  CHECK(window.rows(kTable)[0].id == kept);
}

TEST_CASE("below the table the long text and the choices of the current row are edited") {
  TableWindow window;
  REQUIRE(window.gui.click(window.at(1, 0)));
  const std::string row = window.row(kTable, 1);
  REQUIRE(window.gui.type("###field/" + row + ".reason", "受汛期影响。"));
  CHECK(window.desk.text(row + ".reason") == "受汛期影响。");
  REQUIRE(window.gui.click("###field/" + row + ".kind"));
  REQUIRE(window.gui.click("定性"));
  CHECK(window.desk.text(row + ".kind") == "定性");
}

TEST_CASE("a cell that does not take what was typed says why, and its row can be gone to") {
  TableWindow window;
  const std::string row = window.row(kTable, 1);
  window.desk.ask(app::SetField{row + ".weight", "十"});
  window.desk.ask(app::GoTo{row + ".weight"});
  window.gui.frame(5);
  CHECK_FALSE(window.desk.report().go_to);
  CHECK(window.memory.tables.at("###table/evaluation.table").row == 1);
  INFO(window.gui.picture());
  CHECK(window.gui.shows("不能用中文数字"));
  window.gui.text("10");
  window.gui.key(ImGuiKey_Enter);
  CHECK(window.desk.text(row + ".weight") == "10");
}

TEST_CASE("a row that some removed and others changed is marked and leads to its conflict") {
  FormWindow window;
  report::State marked = Desk::sample();
  marked.rows[kDuties][0].removed_by = {std::string(64, 'a')};
  window.desk.colleague(Desk::sample(), marked);
  window.at_section("部门概况");
  CHECK(window.gui.shows("有人删除了它，有人修改了它"));
  REQUIRE(window.gui.click("###clash/" + window.row(kDuties, 0)));
  CHECK(window.desk.report().middle == app::Middle::Conflicts);
}

TEST_CASE("a place that a merge asks to be read carries a mark") {
  FormWindow window;
  const std::string text = window.row(kBlocks, 0) + ".text";
  client::EditsSaved news;
  news.report = window.desk.report().id;
  news.around = window.desk.report().around;
  news.around.notes = {{merge::NoteKind::PleaseRead, *form::Path::parse(text)}};
  window.desk.tell(news);
  window.at_section("主要工作成效");
  CHECK(window.gui.shows("请通读"));
  CHECK_FALSE(window.gui.shows("编号接不上"));
  news.around.notes.push_back({merge::NoteKind::Numbers, *form::Path::parse(text)});
  window.desk.tell(std::move(news));
  window.gui.frame(2);
  CHECK(window.gui.shows("请通读：编号接不上"));
}

TEST_CASE("a field and a row carry a mark of what is asked about them as a whole, until it is closed") {
  FormWindow window;
  client::RemarkThread field, row;
  for (client::RemarkThread* one : {&field, &row}) {
    one->remark.header.author = "finance";
    one->remark.header.kind = sync::RemarkKind::Remark;
    one->remark.state = "durable";
    one->open = true;
  }
  field.remark.id = "r1";
  field.remark.header.place.at = "funds.budget";
  row.remark.id = "r2";
  row.remark.header.place.at = window.row(kBlocks, 0);
  const auto tell = [&] {
    window.desk.tell(
        client::RemarksShown{window.desk.report().id, window.desk.report().opening, std::vector{field, row}});
  };
  tell();
  window.at_section("收支情况");
  CHECK(window.gui.shows("意见 1"));
  window.at_section("主要工作成效");
  CHECK(window.gui.shows("意见 1"));
  field.open = row.open = false;
  tell();
  window.gui.frame(2);
  CHECK_FALSE(window.gui.shows("意见 1"));
}
