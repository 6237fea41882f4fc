#include "shared/report/conflict.h"
#include "tests/shared/document/document_fixture.h"

using namespace ziping;
using namespace ziping::document;
using base::Json;

namespace {

bool has(std::string_view text, std::string_view words) { return text.find(words) != text.npos; }

report::Row& row(report::State& state, std::string_view group, report::Fields fields) {
  report::Rows& rows = state.rows[std::string(group)];
  rows.emplace_back();
  rows.back().id = "r" + std::to_string(rows.size());
  rows.back().fields = std::move(fields);
  return rows.back();
}

void reads_back(report::State state) {
  report::State again = read(write(state)).state;
  forget_ids(state);
  forget_ids(again);
  INFO(write(state));
  CHECK(again == state);
}

}  // namespace

TEST_CASE("figures of the set phrases are grouped, and a missing one shows as a gap") {
  report::State state;
  state.set("cover.year", Json(2022));
  state.set("funds.budget", Json("18362.57"));
  CHECK(has(write(state), "2022年，我局预算数18,362.57万元，执行数____万元"));
  CHECK_FALSE(has(write(state), "按资金来源分"));
  CHECK(text_at(read(write(state)).state, "funds.budget") == "18362.57");
}

TEST_CASE("a computed title is taken from what was computed") {
  CHECK(write_text(department_form(), {}, {{"cover.title", Json("甲局自评报告")}}).starts_with("甲局自评报告\n\n一、"));
}

TEST_CASE("a table is written as lines of names and values, and read again") {
  report::State state;
  row(state, "evaluation.table",
      {{"level1", Json("产出指标")},
       {"target", Json("≥5；不少于3")},
       {"weight", Json("1200.5")},
       {"score", Json("9")}});
  row(state, "evaluation.table",
      {{"level1", Json("效益指标")}, {"weight", Json("10")}, {"reason", Json("受天气影响。")}});
  CHECK(has(write(state), "指标评分表：\n\n一级指标：产出指标；年度指标值：≥5；不少于3；分值：1,200.5分；得分：9分。"));
  reads_back(state);
}

TEST_CASE("further values of a listed row stand in brackets behind it, and are read again") {
  report::State state;
  row(state, "goals.tasks", {{"name", Json("甲任务")}, {"lead", Json("综合科")}, {"budget", Json("120")}});
  row(state, "goals.tasks", {{"name", Json("乙任务")}, {"content", Json("内容（含附带）。")}});
  row(state, "projects.list", {{"name", Json("丙项目")}, {"executed", Json("12.50")}, {"text", Json("已完成。")}});
  CHECK(has(write(state),
            "年度重点工作任务：一是甲任务（牵头单位：综合科；预算数：120万元）；二是乙任务。内容（含附带）。"));
  reads_back(state);
}

TEST_CASE("blocks that join stand in one paragraph, and a team is named once") {
  report::State state;
  row(state, "results.blocks", {{"heading", Json("小题")}, {"title", Json("一是总述")}, {"text", Json("全年推进。")}});
  row(state, "results.blocks",
      {{"title", Json("甲镇工作队")}, {"text", Json("实施项目。")}, {"joins", Json("接上段")}});
  row(state, "results.blocks",
      {{"title", Json("乙镇工作队")}, {"text", Json("协调乙镇工作队。")}, {"joins", Json("接上段")}});
  row(state, "results.blocks", {{"text", Json("另一段。")}, {"joins", Json("另起一段")}});
  CHECK(has(write(state), "1.小题\n\n一是总述。全年推进。甲镇工作队实施项目。协调乙镇工作队。\n\n另一段。"));
}

TEST_CASE("a title whose words the text repeats is written all the same") {
  report::State state;
  row(state, "results.blocks", {{"title", Json("基础工作")}, {"text", Json("夯实基础工作。")}});
  CHECK(has(write(state), "基础工作。夯实基础工作。"));
}

TEST_CASE("a conflict is written with every side") {
  report::State state;
  report::Conflict conflict{Json("10"), {{std::string(64, 'a'), Json("12000")}, {std::string(64, 'b'), Json()}}};
  state.set("funds.budget", report::to_json(conflict));
  CHECK(has(write(state), "预算数【冲突：12,000｜（空）】万元"));
  std::vector<report::Segment> segments{
      std::string("前文"),
      report::Conflict{Json("旧"), {{std::string(64, 'a'), Json("甲")}, {std::string(64, 'b'), Json("乙")}}},
      std::string("后文。")};
  state.set("management.goal", report::to_json(segments));
  CHECK(has(write(state), "前文【冲突：甲｜乙】后文。"));
}

TEST_CASE("a row that some removed says so") {
  report::State state;
  row(state, "problems.list", {{"text", Json("监控不及时。")}}).removed_by = {std::string(64, 'a')};
  CHECK(has(write(state), "【冲突：有人删去了这一条，有人改了它】监控不及时。"));
}

TEST_CASE("reading and writing twice gives the same text") {
  for (const char* text :
       {"四、改进措施\n甲。\n乙。\n一是丙；\n二是丁。\n", "主要工作成效\n（五）小题\n甲镇工作队修路3条。其余顺利。\n",
        "1. 部门整体绩效目标\n（1）总体\n目标已定。\n",
        "三、存在问题\n（一）意识不足\n少数人员重视不够。\n（二）监控滞后\n"}) {
    const std::string once = write(read(text).state);
    CHECK(write(read(once).state) == once);
  }
}
