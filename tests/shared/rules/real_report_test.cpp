// The figures of one real report, and what the rules must say about them.
#include <chrono>

#include "tests/shared/rules/report_builder.h"

namespace ziping::rules {

using Fields = std::vector<std::string>;

TEST_CASE("99.8 percent is what the two amounts give at one decimal") {
  const Finding finding = only(real_figures(), "V01");
  CHECK(finding.level == Level::Pass);
  CHECK(finding.message ==
        "完成率写为 99.8%，按执行数 20,509.43 万元除以预算数 20,545.04 万元是 99.8267%，按所写的位数一致。");
}

TEST_CASE("one hundredth more than the total is a rounding tail, not an error") {
  const Finding finding = only(real_figures(), "V02");
  CHECK(finding.level == Level::Info);
  CHECK(finding.numbers.at("difference") == "0.01");
  CHECK(finding.numbers.at("tolerance") == "0.015");
  CHECK(finding.fields == Fields{"funds.basic", "funds.project", "funds.executed"});
  CHECK(finding.message ==
        "基本支出加项目支出是 20,509.44 万元，比执行数 20,509.43 万元多 0.01 万元，属于四舍五入尾差。");
}

TEST_CASE("the money that neither was spent nor is left is asked about") {
  const Finding finding = only(real_figures(), "V04");
  CHECK(finding.level == Level::Warning);
  CHECK(finding.numbers.at("difference") == "35.61");
  CHECK(finding.message.starts_with("相差 35.61 万元没有交代去向"));  // where it is cut, what is missing is read
}

TEST_CASE("the sources, the limit and the signs are in order") {
  for (const char* rule : {"V03", "V05", "V08"}) {
    CAPTURE(rule);
    CHECK(only(real_figures(), rule).level == Level::Pass);
  }
}

TEST_CASE("a score without a table behind it is an error") {
  const Finding finding = only(real_figures(), "V16");
  CHECK(finding.level == Level::Error);
  CHECK(finding.fields == Fields{"conclusion.score_stated", "evaluation.table"});
  CHECK(finding.message == "报告写得分 100.00 分，但指标评分表是空的（0 行），100.00 分没有依据。");
  CHECK(of_rule(real_figures(), "V14").empty());
  CHECK(of_rule(real_figures(), "V15").empty());
  CHECK(of_rule(real_figures(), "V24").empty());
}

TEST_CASE("full points next to a rate below one hundred are doubted") {
  const Finding finding = only(real_figures(), "V17");
  CHECK(finding.level == Level::Warning);
  CHECK(finding.numbers.at("part") == "9.98");
  CHECK(finding.numbers.at("most") == "99.98");
}

TEST_CASE("a missing grade is named with the one that fits") {
  const Finding finding = only(real_figures(), "V20");
  CHECK(finding.level == Level::Warning);
  CHECK(finding.message == "等级没有填写；得分 100.00 分，按等级标准是“优”。");
}

TEST_CASE("what must be filled and is not is an error that names its place") {
  Fields places;
  for (const Finding& finding : of_rule(real_figures(), "V36"))
    if (finding.level == Level::Error) places.insert(places.end(), finding.fields.begin(), finding.fields.end());
  for (const char* place : {"cover.department", "end.signature", "end.date", "duties.list", "problems.list"}) {
    CAPTURE(place);
    CHECK(std::ranges::find(places, place) != places.end());
  }
  CHECK(std::ranges::find(places, "funds.budget") == places.end());
  CHECK(std::ranges::find(places, "funds.begin") == places.end());
}

TEST_CASE("checking a report with a full table and hundreds of figures takes a moment") {
  report::State state = real_figures();
  for (int i = 0; i < 100; ++i)
    add_row(state, "evaluation.table", {{"level1", "产出"}, {"weight", "1"}, {"score", "1"}, {"rate_row", "否"}});
  for (int i = 0; i < 50; ++i) {
    report::Row& block = add_row(state, "results.blocks", {{"text", std::string(3000, 'x')}});
    for (int k = 0; k < 10; ++k) add_row(block, "figures", {{"label", "项目"}, {"value", "12"}});
  }
  const auto start = std::chrono::steady_clock::now();
  const auto findings = department_rules().check(state);
  const auto spent = std::chrono::steady_clock::now() - start;
  CHECK(std::ranges::any_of(findings, [](const Finding& finding) { return finding.rule == "V14"; }));
  CHECK(spent < std::chrono::seconds(10));  // some 5 ms when optimised: a bound that busy machines keep
}

}  // namespace ziping::rules
