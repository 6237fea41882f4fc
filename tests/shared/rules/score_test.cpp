#include "shared/rules/score.h"

#include "tests/shared/rules/report_builder.h"

namespace ziping::rules {

TEST_CASE("the title, the rates and the score are computed, not typed") {
  report::State state = real_figures();
  fill(state, {{"cover.department", "某区协作局"}});
  add_row(state, "projects.list", {{"name", "甲"}, {"budget", "300"}, {"executed", "200"}});
  add_row(state, "projects.list", {{"name", "乙"}, {"budget", "0"}, {"executed", "0"}});
  add_row(state, "evaluation.table", {{"weight", "10"}, {"score", "9.98"}});
  add_row(state, "evaluation.table", {{"weight", "90"}, {"score", "75"}});
  const auto values = computed(department_form(), state);
  CHECK(values.at("cover.title") == base::Json("2022年度某区协作局部门整体支出绩效自评报告"));
  CHECK(values.at("funds.rate") == base::Json("99.83"));
  CHECK(values.at("projects.list[r1].rate") == base::Json("66.67"));
  CHECK_FALSE(values.contains("projects.list[r2].rate"));
  CHECK(values.at("evaluation.score") == base::Json("84.98"));
  CHECK(values.at("evaluation.grade") == base::Json("良"));
  CHECK(values == department_rules().computed(state));
}

TEST_CASE("a value that lacks an operand is not computed") {
  report::State state = real_figures();
  add_row(state, "evaluation.table", {{"weight", "10"}, {"score", "9.98"}});
  add_row(state, "evaluation.table", {{"weight", "90"}});
  fill(state, {{"funds.executed", conflict_between("1", "2")}});
  CHECK(computed(department_form(), state).empty());
}

TEST_CASE("the lower bound of a grade belongs to it") {
  const auto grade = [](const char* score) {
    const auto decimal = base::Decimal::parse_stored(score);
    REQUIRE(decimal);
    return grade_of(department_form(), "default", base::Rational(*decimal));
  };
  CHECK(grade("100") == "优");
  CHECK(grade("90") == "优");
  CHECK(grade("89.99") == "良");
  CHECK(grade("80") == "良");
  CHECK(grade("60") == "中");
  CHECK(grade("59.99") == "差");
  CHECK(grade("0") == "差");
  CHECK(grade("-1") == std::nullopt);
}

}  // namespace ziping::rules
