#include "client/app/comparison.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "shared/report/conflict.h"
#include "tests/client/app/department_form.h"
#include "tests/client/app/pieces.h"

using namespace ziping;
using namespace ziping::app;
using tests::department_form;
using tests::row;
using tests::text;

namespace {

// A small report: money, a text, three blocks of teams and an indicator.
report::State small() {
  report::State out;
  out.set("funds.budget", text("20545.04"));
  out.set("funds.executed", text("20509.43"));
  out.set("end.date", text("2023-03-01"));
  out.set("management.goal", text("目标明确。措施有力。"));
  out.rows["results.blocks"] = {row("b1", {{"team", "xingzi"}, {"text", "修路12公里。群众满意。"}}),
                                row("b2", {{"title", "东陂镇工作队"}, {"text", "修水利。"}}),
                                row("b3", {{"text", "植树造林，绿化荒山一万二千亩，带动就业，增加收入。"}})};
  out.rows["evaluation.table"] = {row(
      "t1", {{"level1", "产出"}, {"level2", "数量"}, {"level3", "水利项目数"}, {"weight", "10"}, {"score", "9.5"}})};
  return out;
}

std::vector<Change> changes(const report::State& before, const report::State& after) {
  return changes_between(department_form(), before, after, Context::Changed, {{"xingzi", "星子镇工作队"}});
}

Change only(const report::State& after) {
  const auto all = changes(small(), after);
  REQUIRE(all.size() == 1);
  return all.front();
}

}  // namespace

TEST_CASE("a figure that changed is told with its unit and the exact difference") {
  report::State after = small();
  after.set("funds.executed", text("21713.4"));
  const Change change = only(after);
  REQUIRE(change.kind == Change::Kind::Value);
  REQUIRE(change.section == "一（三）部门整体收支情况");
  REQUIRE(change.label == "执行数");
  REQUIRE(change.before == "20,509.43 万元");
  REQUIRE(change.after == "21,713.4 万元");
  REQUIRE(change.difference == "+1,203.97");
  REQUIRE(difference_between(base::Json("3"), base::Json("2.50")) == "−0.50");
  REQUIRE(difference_between(base::Json("2.5"), base::Json("2.50")).empty());
  REQUIRE(difference_between(base::Json(), base::Json("2.50")).empty());
}

TEST_CASE("what a formula computes is told where it is shown, where it comes out differently") {
  report::State after = small();
  after.set("funds.executed", text("10272.52"));
  using Computed = std::map<std::string, base::Json>;
  const Computed old_figures{{"funds.rate", "99.83"}, {"evaluation.grade", "优"}, {"projects.list[p].rate", "90.00"}},
      new_figures{{"funds.rate", "50.00"}, {"evaluation.grade", "优"}};
  const auto all =
      changes_between(department_form(), small(), after, Context::Changed, {}, {&old_figures, &new_figures});
  REQUIRE(all.size() == 2);  // the row of the third is in neither state
  const auto rate = std::ranges::find(all, "funds.rate", [](const Change& one) { return one.path.text(); });
  REQUIRE(rate != all.end());
  CHECK(rate->kind == Change::Kind::Value);
  CHECK(rate->section == "一（三）部门整体收支情况");
  CHECK(rate->label.ends_with(" · 自动计算"));
  CHECK(rate->before == "99.83 %");
  CHECK(rate->after == "50.00 %");
  CHECK(rate->difference == "−49.83");
  // Where one side has not been reckoned, nothing is said to have come or gone.
  CHECK(changes_between(department_form(), small(), after, Context::Changed, {}, {&old_figures, nullptr}).size() == 1);
}

TEST_CASE("a value that came or went is empty on the other side") {
  report::State after = small();
  after.set("end.date", {});
  const Change change = only(after);
  REQUIRE(change.section == "落款");
  REQUIRE(change.before == "2023年3月1日");
  REQUIRE(change.after.empty());
}

TEST_CASE("a text in a row is named by the team that writes it") {
  report::State after = small();
  after.rows["results.blocks"][0].set("text", text("修路13公里。群众满意。"));
  const Change change = only(after);
  REQUIRE(change.kind == Change::Kind::Text);
  REQUIRE(change.label == "星子镇工作队 · 正文");
  REQUIRE(tests::described(change.pieces) == "修路[-12-]{+13+}公里。群众满意。");
}

TEST_CASE("rows are called by team, title, last heading, beginning or number") {
  const report::State state = small();
  const auto title = [&](const char* group, std::size_t at) {
    return row_title(*department_form().top().find_group(group), state.group(group)[at],
                     nth_words(form::Show::Blocks, at + 1), {{"xingzi", "星子镇工作队"}});
  };
  REQUIRE(title("results.blocks", 0) == "星子镇工作队");
  REQUIRE(title("results.blocks", 1) == "东陂镇工作队");
  REQUIRE(title("results.blocks", 2) == "植树造林，绿化荒山一万二千亩，带动就业，增加收入…");
  REQUIRE(title("evaluation.table", 0) == "水利项目数");
  REQUIRE(row_title(*department_form().top().find_group("projects.nodes"),
                    row("n", {{"aspect", "农业"}, {"node", "开工"}, {"lead", "农业科"}}), "第 3 行") == "开工");
  REQUIRE(row_title(*department_form().top().find_group("projects.nodes"), row("n", {}), "第 3 行") == "第 3 行");
}

TEST_CASE("a row without words of its own is called by what it is: a row of a table, a paragraph, an entry") {
  report::State after = small();
  after.rows["results.blocks"].push_back(row("b4", {{"text", ""}}));
  after.rows["evaluation.table"].push_back(row("t2", {}));
  after.rows["measures.list"] = {row("m1", {})};
  std::vector<std::string> labels;
  for (const Change& change : changes(small(), after)) {
    CHECK(change.kind == Change::Kind::RowAdded);
    CHECK(change.after == change.label);
    labels.push_back(change.label);
  }
  std::ranges::sort(labels);
  REQUIRE(labels == std::vector<std::string>{"第 1 条", "第 2 行", "第 4 段"});
}

TEST_CASE("rows that came, went and moved are told with what they said") {
  report::State after = small();
  report::Rows& blocks = after.rows["results.blocks"];
  blocks.erase(blocks.begin() + 1);
  std::swap(blocks[0], blocks[1]);
  blocks.insert(blocks.begin(), row("b4", {{"title", "大崀镇工作队"}, {"text", "修桥。\n架线。"}}));
  const auto all = changes(small(), after);
  REQUIRE(all.size() == 3);
  REQUIRE(all[0].kind == Change::Kind::RowAdded);
  REQUIRE(all[0].label == "大崀镇工作队");
  REQUIRE(all[0].before.empty());
  REQUIRE(all[0].after == "第 1 段");
  REQUIRE(tests::described(all[0].pieces) == "{+标题句：大崀镇工作队\n修桥。\n架线。+}");
  REQUIRE(all[1].kind == Change::Kind::RowMoved);
  REQUIRE(all[2].kind == Change::Kind::RowRemoved);
  REQUIRE(all[2].label == "东陂镇工作队");
  REQUIRE(all[2].before == "第 2 段");
  REQUIRE(tests::described(all[2].pieces) == "[-标题句：东陂镇工作队\n修水利。-]");
}

TEST_CASE("a team given to a block is told by its name") {
  report::State after = small();
  after.rows["results.blocks"][2].set("team", text("xingzi"));
  const Change change = only(after);
  REQUIRE(change.label == "星子镇工作队 · 填写单位");
  REQUIRE(change.after == "星子镇工作队");
}

TEST_CASE("what names a row of another group is told by that row's words, in a conflict as well") {
  report::State before = small();
  before.rows["problems.list"] = {row("p1", {{"text", "预算编得不细。"}}), row("p2", {{"text", "支出进度不匀。"}})};
  before.rows["measures.list"] = {row("m1", {{"text", "细编预算。"}, {"problem", "p1"}})};
  report::State after = before;
  after.rows["measures.list"][0].set("problem", text("p2"));
  const auto one = [&] {
    const auto all = changes(before, after);
    REQUIRE(all.size() == 1);
    return all.front();
  };
  CHECK(one().before == "第 1 条：预算编得不细。");
  CHECK(one().after == "第 2 条：支出进度不匀。");
  const report::Conflict conflict{base::Json("p1"),
                                  {{std::string(64, 'a'), base::Json("p2")}, {std::string(64, 'b'), base::Json("p9")}}};
  after.rows["measures.list"][0].set("problem", report::Value(report::to_json(conflict)));
  CHECK(one().after == "【冲突：第 2 条：支出进度不匀。｜（已经删去的一条）】");
  after.rows["measures.list"][0].set("problem", text("年初预算"));  // typed before there was a list
  CHECK(one().after == "年初预算");
}

TEST_CASE("a figure within a block is named by both rows") {
  report::State before = small();
  before.rows["results.blocks"][0].rows["figures"] = {row("f1", {{"label", "道路"}, {"value", "12"}})};
  report::State after = before;
  after.rows["results.blocks"][0].rows["figures"][0].set("value", text("13"));
  const auto all = changes(before, after);
  REQUIRE(all.size() == 1);
  REQUIRE(all[0].label == "星子镇工作队 · 道路 · 数值");
  REQUIRE(all[0].difference == "+1");
}

TEST_CASE("changes stand in the order of the document") {
  report::State after = small();
  after.set("cover.department", text("某局"));
  after.set("end.date", text("2023-03-02"));
  after.set("funds.executed", text("1"));
  after.set("management.goal", text("目标明确。"));
  after.rows["evaluation.table"][0].set("score", text("8"));
  after.rows["results.blocks"][1].set("text", text("修水利设施。"));
  std::vector<std::string> labels;
  for (const Change& change : changes(small(), after)) labels.push_back(change.label);
  REQUIRE(labels == std::vector<std::string>{"部门名称", "执行数", "部门整体绩效目标", "水利项目数 · 得分",
                                             "东陂镇工作队 · 正文", "成文日期"});
}

TEST_CASE("what the form does not know is not passed over") {
  report::State after = small();
  after.set("later.field", text("将来的内容"));
  after.extra["later"] = base::Json("x");
  after.rows["later.rows"] = {row("r1", {{"name", "甲"}})};
  const auto all = changes(small(), after);
  REQUIRE(all.size() == 3);
  for (const Change& change : all) REQUIRE(change.section == "其他内容");
}

TEST_CASE("a row that some removed and others changed is told as undecided") {
  report::State after = small();
  after.rows["results.blocks"][1].removed_by = {std::string(64, 'a')};
  const Change change = only(after);
  REQUIRE(change.kind == Change::Kind::Value);
  REQUIRE(change.label == "东陂镇工作队");
  REQUIRE(change.after == "有人删去，有人改了，待决定");
}

TEST_CASE("conflicts within a state are compared by all their sides") {
  report::State after = small();
  const report::Conflict conflict{
      base::Json("20509.43"),
      {{std::string(64, 'a'), base::Json("20100")}, {std::string(64, 'b'), base::Json("20200")}}};
  after.set("funds.executed", report::Value(report::to_json(conflict)));
  REQUIRE(only(after).after == "【冲突：20,100｜20,200】 万元");
}

TEST_CASE("two states that say the same differ in nothing") { REQUIRE(changes(small(), small()).empty()); }
