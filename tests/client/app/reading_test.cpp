#include "client/app/reading.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/document/write_text.h"
#include "shared/form/attachment.h"
#include "tests/client/app/department_form.h"

using namespace ziping;
using namespace ziping::app;
using tests::department_form;
using tests::row;
using tests::text;

namespace {

report::State written() {
  report::State out;
  out.set("cover.year", report::Value(base::Json(2022)));
  out.set("cover.department", text("某局"));
  out.set("management.goal", text("目标明确。\n措施有力。"));
  out.rows["duties.list"] = {row("d1", {{"text", "负责甲。"}})};
  out.rows["results.blocks"] = {row("b1", {{"heading", "帮扶成效"}, {"text", "修路12公里。"}})};
  out.set("end.signature", text("某局"));
  out.set("end.date", text("2023-03-01"));
  return out;
}

std::vector<Paragraph> read(const report::State& state) { return reading(department_form(), state, {}); }

const Paragraph& paragraph(const std::vector<Paragraph>& all, const std::string& words) {
  for (const Paragraph& one : all)
    if (one.text == words) return one;
  FAIL("no paragraph " << words);
  return all.front();
}

}  // namespace

TEST_CASE("behind what is printed stand the files that go with it, and where they belong") {
  report::State state = written();
  const auto plain = read(state);
  CHECK(plain.back().table.empty());
  const form::Attachment file{"验收单.pdf", 20, base::sha256("验收"), "application/pdf"};
  const base::Json files(base::Json::Array{file.json()});
  state.set("conclusion.evidence", report::Value(files));
  state.rows["results.blocks"][0].set("evidence", report::Value(files));
  const auto all = read(state);
  REQUIRE(all.size() == plain.size() + 2);
  const auto& table = all.back().table;
  REQUIRE(table.size() == 3);
  CHECK(table[1] == std::vector<std::string>{"验收单.pdf", "佐证材料"});
  CHECK(table[2][0] == "验收单.pdf");
  CHECK(table[2][1].find("帮扶成效") != std::string::npos);
  CHECK(all.back().row_paths == std::vector<std::string>{"", "conclusion.evidence", "results.blocks[b1].evidence"});
  CHECK(all.back().column_fields == std::vector<std::string>(2));
  CHECK(all[all.size() - 2].text == "随报告送交、不印在报告里的附件：");
}

TEST_CASE("a document reads with title, headings, texts, signature and date") {
  const auto all = read(written());
  REQUIRE(all.front().title);
  REQUIRE(all.front().text == "2022年度某局部门整体支出绩效自评报告");
  REQUIRE(paragraph(all, "一、基本情况").level == 1);
  REQUIRE(paragraph(all, "（三）部门整体收支情况").level == 2);
  REQUIRE(paragraph(all, "1.部门整体绩效目标").level == 3);
  REQUIRE(paragraph(all, "1.帮扶成效").level == 3);
  REQUIRE(paragraph(all, "（1）负责甲。").level == 0);
  REQUIRE(paragraph(all, "措施有力。").level == 0);
  REQUIRE_FALSE(paragraph(all, "修路12公里。").at_right);
  REQUIRE(all.size() > 3);
  REQUIRE(all[all.size() - 2].at_right);
  REQUIRE(all.back().at_right);
  REQUIRE(all.back().text == "2023年3月1日");
}

TEST_CASE("a report without a department has no title, one without an end no signature") {
  report::State state = written();
  for (const char* name : {"cover.year", "cover.department", "end.signature", "end.date"}) state.set(name, {});
  const auto all = read(state);
  for (const Paragraph& one : all) REQUIRE_FALSE((one.title || one.at_right));
  REQUIRE(all.front().level == 1);
  REQUIRE(read({}).front().level == 1);
}

TEST_CASE("a table is a table, without the columns that nobody filled") {
  report::State state = written();
  state.rows["evaluation.table"] = {
      row("t1", {{"level1", "产出"}, {"level3", "项目数"}, {"weight", "10"}, {"score", "9.5"}}), row("t0", {}),
      row("t2", {{"level1", "效益"}, {"level3", "满意度"}, {"weight", "20"}, {"score", "20"}, {"reason", "无。"}})};
  const auto all = read(state);
  const auto caption = static_cast<std::size_t>(&paragraph(all, "指标评分表：") - all.data());
  using Row = std::vector<std::string>;
  REQUIRE(all[caption + 1].table ==
          std::vector<Row>{{"一级指标", "三级指标", "分值（分）", "得分（分）", "偏差原因及改进措施"},
                           {"产出", "项目数", "10", "9.5", ""},
                           {"效益", "满意度", "20", "20", "无。"}});
  REQUIRE(all[caption + 1].row_paths == Row{"evaluation.table", "evaluation.table[t1]", "evaluation.table[t2]"});
  REQUIRE(all[caption + 1].column_fields == Row{"level1", "level3", "weight", "score", "reason"});
  REQUIRE(all[caption + 2].text == "（二）各项工作任务绩效目标完成情况分析");
}

TEST_CASE("a line that somebody typed like the words above a table hides nothing, and the table stays in its place") {
  report::State state = written();
  state.set("conclusion.text", text("指标评分表：\n甲。\n乙。"));
  state.rows["evaluation.table"] = {row("t1", {{"level3", "项目数"}, {"score", "9.5"}}),
                                    row("t2", {{"level3", "满意度"}, {"score", "20"}})};
  const auto all = read(state);
  const auto typed = static_cast<std::size_t>(&paragraph(all, "指标评分表：") - all.data());
  REQUIRE(all.size() > typed + 4);
  CHECK(all[typed + 1].text == "甲。");
  CHECK(all[typed + 2].text == "乙。");
  CHECK(all[typed + 3].text == "指标评分表：");
  CHECK(all[typed + 4].table.size() == 3);
  CHECK(all[typed + 5].text == "（二）各项工作任务绩效目标完成情况分析");
}

TEST_CASE("a table shows what formulas make of its rows, and what its rows name by its words") {
  using Row = std::vector<std::string>;
  const auto form = form::Form::parse(*base::parse_json(R"json({"id":"small","groups":[
    {"name":"problems","label":"问题","fields":[{"name":"text","label":"问题","kind":"text"}]},
    {"name":"works","label":"项目","fields":[{"name":"name","label":"名称","kind":"line"},
      {"name":"budget","label":"预算","kind":"decimal"},{"name":"done","label":"执行","kind":"decimal"},
      {"name":"rate","label":"执行率","kind":"decimal","unit":"%","formula":"round(100 * done / budget, 2)"},
      {"name":"problem","label":"对应的问题","kind":"reference","of":"problems"},
      {"name":"team","label":"填写单位","kind":"reference"}]}],
    "sections":[{"title":"项目","level":1,"number":"一、","content":[{"group":"works","show":"table"}]}]})json"));
  REQUIRE(form);
  report::State state;
  state.rows["problems"] = {row("p1", {{"text", "预算编得不细。"}})};
  state.rows["works"] = {
      row("w1", {{"name", "甲"}, {"budget", "1200"}, {"done", "1000"}, {"problem", "p1"}, {"team", "xingzi"}}),
      row("w2", {{"name", "乙"}, {"budget", "0"}})};
  const auto all = reading(*form, state, {{"works[w1].rate", base::Json("83.33")}, {"works[w2].rate", base::Json()}},
                           {{"xingzi", "星子镇工作队"}});
  REQUIRE(all.size() == 3);
  CHECK(all[2].table == std::vector<Row>{{"名称", "预算", "执行", "执行率（%）", "对应的问题", "填写单位"},
                                         {"甲", "1,200", "1,000", "83.33", "第 1 条：预算编得不细。", "星子镇工作队"},
                                         {"乙", "0", "", "", "", ""}});
  CHECK(all[2].column_fields == Row{"name", "budget", "done", "", "problem", "team"});
}

TEST_CASE("entries that are read tell what formulas make of them and what they name, which the printed text does not") {
  report::State state = written();
  state.rows["projects.list"] = {
      row("p1", {{"name", "甲项目"}, {"budget", "120"}, {"executed", "100"}, {"text", "已完工。"}})};
  state.rows["problems.list"] = {row("q1", {{"text", "预算编得不细。"}})};
  state.rows["measures.list"] = {row("m1", {{"text", "细编预算。"}, {"problem", "q1"}})};
  const std::map<std::string, base::Json> computed{{"projects.list[p1].rate", base::Json("83.33")}};
  std::string joined;
  for (const Paragraph& one : reading(department_form(), state, computed)) joined += one.text + "\n";
  INFO(joined);
  CHECK(joined.find("（预算数：120万元；执行数：100万元；执行率：83.33%）") != joined.npos);
  CHECK(joined.find("细编预算。（对应的问题：第 1 条：预算编得不细。）") != joined.npos);
  const std::string printed = document::write_text(department_form(), state, computed);
  CHECK(printed.find("（预算数：120万元；执行数：100万元）") != printed.npos);
  CHECK(printed.find("对应的问题") == printed.npos);
}

TEST_CASE("without tables the paragraphs are the printed text, word for word") {
  std::string joined;
  for (const Paragraph& one : read(written())) joined += (joined.empty() ? "" : "\n\n") + one.text;
  REQUIRE(joined + "\n" == document::write_text(department_form(), written(), {}));
}
