// Builds report states for the tests of rules: fields by name, rows by hand.
#pragma once

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <string>
#include <utility>
#include <vector>

#include "shared/base/file.h"
#include "shared/form/form.h"
#include "shared/report/state.h"
#include "shared/rules/check.h"

namespace ziping::rules {

inline form::Form parsed_form(std::string_view json_text) {
  auto json = base::parse_json(json_text);
  REQUIRE(json);
  auto form = form::Form::parse(std::move(*json));
  REQUIRE(form);
  return std::move(*form);
}

inline const form::Form& department_form() {
  static const form::Form form = [] {
    const auto text = base::read_file(ZIPING_SOURCE_DIR "/assets/forms/department-2022.json", 1u << 20);
    REQUIRE(text);
    return parsed_form(*text);
  }();
  return form;
}

inline const Rules& department_rules() {
  static const Rules rules = [] {
    auto parsed = Rules::parse(department_form());
    INFO((parsed ? std::string() : parsed.error().message));
    REQUIRE(parsed);
    return *parsed;
  }();
  return rules;
}

using Values = std::vector<std::pair<std::string, base::Json>>;

inline void fill(report::Node& node, const Values& values) {
  for (const auto& [name, value] : values) node.set(name, report::Value(value));
}

inline report::Row& add_row(report::Node& node, const std::string& group, const Values& values) {
  report::Rows& rows = node.rows[group];
  report::Row row;
  row.id = "r" + std::to_string(rows.size() + 1);
  fill(row, values);
  rows.push_back(std::move(row));
  return rows.back();
}

inline base::Json conflict_between(const std::string& one, const std::string& other) {
  auto json =
      base::parse_json(R"({"conflict":{"base":null,"sides":[{"revision":")" + std::string(64, 'a') + R"(","value":")" +
                       one + R"("},{"revision":")" + std::string(64, 'b') + R"(","value":")" + other + R"("}]}})");
  REQUIRE(json);
  return *json;
}

// The figures of a real department's year: the execution closes, 35.61 is left unexplained, and 100 points stand there
// without a table.
inline report::State real_figures() {
  report::State state;
  fill(state, {{"cover.year", 2022},
               {"funds.budget", "20545.04"},
               {"funds.executed", "20509.43"},
               {"funds.rate_stated", "99.8"},
               {"funds.general", "20509.43"},
               {"funds.fund", "0"},
               {"funds.capital", "0"},
               {"funds.other", "0"},
               {"funds.basic", "618.19"},
               {"funds.project", "19891.25"},
               {"funds.carry", "0"},
               {"conclusion.score_stated", "100"}});
  return state;
}

inline std::vector<Finding> of_rule(const report::State& state, std::string_view rule) {
  std::vector<Finding> out;
  for (Finding& finding : department_rules().check(state))
    if (finding.rule == rule) out.push_back(std::move(finding));
  return out;
}

// The rule's only finding.
inline Finding only(const report::State& state, std::string_view rule) {
  auto found = of_rule(state, rule);
  INFO("rule " << rule);
  REQUIRE(found.size() == 1);
  return found.front();
}

}  // namespace ziping::rules
