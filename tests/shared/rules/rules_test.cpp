// Each rule of the department form on its failing side.
#include "tests/shared/rules/report_builder.h"

namespace ziping::rules {
namespace {

report::State with(const Values& values) {
  report::State state = real_figures();
  fill(state, values);
  return state;
}

// Three rows of 100 points with the execution rate among them, scored rightly: 9.98 + 50 + 40.
report::State scored() {
  report::State state = with({{"conclusion.score_stated", "99.98"}, {"conclusion.grade_stated", "优"}});
  add_row(
      state, "evaluation.table",
      {{"level1", "预算执行"}, {"weight", "10"}, {"score", "9.98"}, {"rate_row", "是"}, {"reason", "年中收回指标。"}});
  add_row(state, "evaluation.table", {{"level1", "产出"}, {"weight", "50"}, {"score", "50"}});
  add_row(state, "evaluation.table", {{"level1", "效益"}, {"weight", "40"}, {"score", "40"}});
  return state;
}

void set_in_row(report::State& state, std::size_t row, const std::string& field, const base::Json& value) {
  state.rows.at("evaluation.table").at(row).set(field, report::Value(value));
}

bool says(const Finding& finding, std::string_view part) { return finding.message.find(part) != std::string::npos; }

}  // namespace

TEST_CASE("V01: a stated rate that the amounts do not give is an error") {
  const Finding finding = only(with({{"funds.rate_stated", "99.9"}}), "V01");
  CHECK(finding.level == Level::Error);
  CHECK(says(finding, "应是 99.8267%，相差 0.0733 个百分点"));
  CHECK(only(with({{"funds.rate_stated", "99.83"}}), "V01").level == Level::Pass);
  CHECK(only(with({{"funds.rate_stated", "99.82"}}), "V01").level == Level::Error);
  CHECK(only(with({{"funds.budget", "0"}}), "V01").level == Level::Error);
  CHECK(only(with({{"funds.budget", "0"}, {"funds.gap_reason", "当年没有安排预算。"}}), "V01").level == Level::Info);
}

TEST_CASE("V02: past the rounding tail the difference is an error") {
  CHECK(only(with({{"funds.basic", "618.18"}}), "V02").level == Level::Pass);
  CHECK(only(with({{"funds.basic", "618.17"}}), "V02").level == Level::Info);
  const Finding finding = only(with({{"funds.basic", "618.20"}}), "V02");
  CHECK(finding.level == Level::Error);
  CHECK(says(finding, "是 20,509.45 万元，与执行数 20,509.43 万元相差 0.02 万元"));
}

TEST_CASE("V03: sources that do not add up are an error, within the tail a note") {
  CHECK(only(with({{"funds.fund", "0.02"}}), "V03").level == Level::Info);
  CHECK(only(with({{"funds.fund", "0.03"}}), "V03").level == Level::Error);
  CHECK(says(only(with({{"funds.general", "20209.43"}}), "V03"), "相差 300.00 万元"));
}

TEST_CASE("V04: the gap closes by an amount or by an explanation") {
  CHECK(only(with({{"funds.taken_back", "35.61"}}), "V04").level == Level::Pass);
  CHECK(only(with({{"funds.carry", "35.60"}}), "V04").level == Level::Info);
  const Finding finding = only(with({{"funds.gap_reason", "年中由财政收回指标。"}}), "V04");
  CHECK(finding.level == Level::Info);
  CHECK(says(finding, "已写差额说明"));
}

TEST_CASE("V05: spending beyond the budget needs its ground") {
  const Finding finding = only(with({{"funds.executed", "20545.05"}}), "V05");
  CHECK(finding.level == Level::Error);
  CHECK(says(finding, "多 0.01 万元"));
  CHECK(only(with({{"funds.executed", "20545.05"}, {"funds.gap_reason", "年中追加。"}}), "V05").level ==
        Level::Warning);
  // Blanks are no ground.
  for (const char* blank : {"\n", "　", " \n "})
    CHECK(only(with({{"funds.executed", "20545.05"}, {"funds.gap_reason", blank}}), "V05").level == Level::Error);
}

TEST_CASE("V08: each negative amount is named") {
  const auto findings = of_rule(with({{"funds.other", "-1.5"}, {"funds.carry", "-2"}}), "V08");
  REQUIRE(findings.size() == 2);
  CHECK(findings[0].message == "“其他资金支出”填了 -1.50 万元，比 0 少 1.50 万元，金额不能是负数。");
  CHECK(findings[0].fields == std::vector<std::string>{"funds.other"});
  CHECK(findings[1].fields == std::vector<std::string>{"funds.carry"});
}

TEST_CASE("a table that is right passes every rule about scores") {
  for (const char* rule : {"V14", "V15", "V16", "V17", "V20", "V24"}) {
    CAPTURE(rule);
    CHECK(only(scored(), rule).level == Level::Pass);
  }
}

TEST_CASE("V14: weights that do not total 100 are an error, also when one is missing") {
  report::State state = scored();
  set_in_row(state, 1, "weight", "49.5");
  CHECK(says(only(state, "V14"), "合计 99.50 分，应为 100 分，相差 0.50 分"));
  set_in_row(state, 1, "weight", {});
  CHECK(only(state, "V14").level == Level::Error);
  CHECK(says(only(state, "V14"), "还有 1 行"));
}

TEST_CASE("V15: a score outside its row's points is an error in that row") {
  report::State state = scored();
  set_in_row(state, 1, "score", "50.01");
  set_in_row(state, 2, "score", "-1");
  const auto findings = of_rule(state, "V15");
  REQUIRE(findings.size() == 2);
  CHECK(says(findings[0], "第 2 行得分 50.01 分，超过分值 50.00 分，多 0.01 分"));
  CHECK(findings[0].fields == std::vector<std::string>{"evaluation.table[r2].score", "evaluation.table[r2].weight"});
  CHECK(says(findings[1], "第 3 行得分 -1.00 分"));
}

TEST_CASE("V16: the stated score is the sum of the table") {
  report::State state = scored();
  fill(state, {{"conclusion.score_stated", "100"}});
  CHECK(says(only(state, "V16"), "报告写得分 100.00 分，指标评分表合计 99.98 分，相差 0.02 分"));
  set_in_row(state, 2, "score", {});
  CHECK(only(state, "V16").level == Level::Error);
  CHECK(says(only(state, "V16"), "还有 1 行没有可用的得分"));
}

TEST_CASE("V17: the rate's points follow from the rate") {
  report::State state = scored();
  set_in_row(state, 0, "score", "10");
  const Finding finding = only(state, "V17");
  CHECK(finding.level == Level::Error);
  CHECK(says(finding,
             "第 1 行（预算执行率）得分 10.00 分，按分值 10.00 分乘以执行率 99.8267% 应得 9.98 分，相差 0.02 分"));
  fill(state, {{"funds.executed", "30000"}});
  CHECK(only(state, "V17").level == Level::Pass);
}

TEST_CASE("V20: the grade is the one of the scale") {
  report::State state = scored();
  fill(state, {{"conclusion.grade_stated", "良"}});
  CHECK(says(only(state, "V20"), "等级写为“良”，得分 99.98 分按等级标准应是“优”"));
  fill(state, {{"conclusion.grade_stated", {}}});
  CHECK(only(state, "V20").level == Level::Warning);
}

TEST_CASE("V24: lost points need a reason") {
  report::State state = scored();
  set_in_row(state, 0, "reason", {});
  const Finding finding = only(state, "V24");
  CHECK(finding.level == Level::Error);
  CHECK(says(finding, "第 1 行得分 9.98 分，比分值 10.00 分少 0.02 分"));
  CHECK(finding.fields.front() == "evaluation.table[r1].reason");
  set_in_row(state, 0, "reason", "\n");
  CHECK(only(state, "V24").level == Level::Error);
}

TEST_CASE("V36: a text below its least length is a warning with both lengths") {
  const auto findings = of_rule(with({{"tasks.completion", "各项任务均已完成。"}}), "V36");
  const auto at = std::ranges::find_if(
      findings, [](const Finding& finding) { return finding.fields.front() == "tasks.completion"; });
  REQUIRE(at != findings.end());
  CHECK(at->level == Level::Warning);
  CHECK(says(*at, "只有 9 字，至少要写 50 字，还差 41 字"));
}

TEST_CASE("V36: a text of exactly its least length is long enough, blanks around it do not count") {
  const auto signature = [](const char* text) {
    const auto findings = of_rule(with({{"end.signature", text}}), "V36");
    return std::ranges::any_of(findings,
                               [](const Finding& finding) { return finding.fields.front() == "end.signature"; });
  };
  CHECK_FALSE(signature("某局"));
  CHECK(signature("局"));
  CHECK(signature("局　 "));
  CHECK(signature(" 　"));
}

TEST_CASE("V36: a text above its most is an error that says by how much, blanks do not count") {
  const auto found = [](std::size_t characters, const char* between) {
    std::string text;
    for (std::size_t i = 0; i < characters; ++i) text += std::string("长") + between;
    std::vector<Finding> out = of_rule(with({{"goals.annual", base::Json(text)}}), "V36");
    std::erase_if(out, [](const Finding& finding) { return finding.fields.front() != "goals.annual"; });
    return out;
  };
  CHECK(found(1000, " ").empty());
  const auto over = found(1035, "");
  REQUIRE(over.size() == 1);
  CHECK(over.front().level == Level::Error);
  CHECK(over.front().message == "“年度总体目标”超出 35 字：最多 1,000 字。");
  CHECK(of_rule(with({{"goals.annual", base::Json(std::string(1035, 'a'))}}), "V00").empty());
}

TEST_CASE("a finding calls a row what it looks like: a row of a table, a paragraph, an entry") {
  report::State state = with({});
  add_row(state, "evaluation.table", {});
  add_row(state, "results.blocks", {{"text", "办成了。"}});
  add_row(state, "duties.list", {{"text", "督查。"}});
  add_row(state, "measures.list", {});
  std::string told;
  for (const Finding& finding : of_rule(state, "V36"))
    if (finding.fields[0].find('[') != std::string::npos) told += finding.message + "\n";
  for (const char* sentence : {"“指标评分表”第 1 行的“一级指标”没有填写。", "“主要工作成效”第 1 段的“正文”只有",
                               "“主要职责”第 1 条的“职责”只有", "“下一步改进措施”第 1 条的“措施”没有填写。"}) {
    CAPTURE(told, sentence);
    CHECK(told.find(sentence) != std::string::npos);
  }
}

TEST_CASE("an amount in conflict is neither wrong nor reckoned with") {
  const report::State state = with({{"funds.basic", conflict_between("618.19", "618.18")}});
  CHECK(of_rule(state, "V02").empty());
  CHECK(of_rule(state, "V00").empty());
  for (const Finding& finding : of_rule(state, "V36"))
    CHECK(std::ranges::find(finding.fields, "funds.basic") == finding.fields.end());
  CHECK(only(with({{"funds.executed", conflict_between("1", "2")}, {"funds.gap_reason", "年中追加。"}}), "V16").level ==
        Level::Error);
  CHECK(of_rule(with({{"funds.executed", conflict_between("1", "2")}, {"funds.gap_reason", "年中追加。"}}), "V05")
            .empty());
}

TEST_CASE("a value that its field cannot hold is a finding, and no formula sees it") {
  for (const base::Json& broken : {base::Json("六百"), base::Json(618), base::Json(base::Json::Array{}),
                                   base::Json(base::Json::Object{}), base::Json(true), base::Json("1.2.3")}) {
    const report::State state = with({{"funds.basic", broken}});
    CAPTURE(base::canonical(broken));
    const Finding finding = only(state, "V00");
    CHECK(finding.level == Level::Error);
    CHECK(finding.fields == std::vector<std::string>{"funds.basic"});
    CHECK(of_rule(state, "V02").empty());
  }
}

TEST_CASE("an empty report has findings and no wrong ones") {
  const auto findings = department_rules().check({});
  CHECK(has_errors(findings));
  for (const Finding& finding : findings) {
    CAPTURE(finding.message);
    CHECK((finding.rule == "V36" && finding.level == Level::Error));
  }
}

}  // namespace ziping::rules
