// What a form may say in its rules, and how it is refused.
#include <functional>
#include <set>
#include <tuple>

#include "tests/shared/rules/report_builder.h"

namespace ziping::rules {
namespace {

constexpr std::string_view kRight =
    R"({"id":"R1","let":{"b":"a + 1","a":"one * 2"},"outcomes":[{"if":"b > 3","level":"error","message":"{b|2} 与 {one}"}],"fields":["one"]})";

base::Result<Rules> rules_of(const std::string& rule, const std::string& fields = {}) {
  return Rules::parse(parsed_form(
      R"({"id":"small","fields":[{"name":"one","kind":"decimal"},{"name":"word"})" + fields +
      R"(],"groups":[{"name":"outer","fields":[{"name":"x","kind":"decimal"}],"groups":[{"name":"inner","fields":[{"name":"y","kind":"decimal"}]}]}],"rules":[)" +
      rule + "]}"));
}

}  // namespace

TEST_CASE("names of a rule may use each other in any order") {
  const auto rules = rules_of(std::string(kRight));
  REQUIRE(rules);
  report::State state;
  fill(state, {{"one", "1234.50"}});
  const auto findings = rules->check(state);
  REQUIRE(findings.size() == 1);
  CHECK(findings[0].message == "2,470.00 与 1,234.50");
  CHECK(findings[0].numbers == std::map<std::string, std::string>{{"a", "2469"}, {"b", "2470"}, {"one", "1234.50"}});
}

TEST_CASE("a rule runs in rows within rows, and sums from where it stands") {
  const auto rules = rules_of(
      R"({"id":"R","each":"outer.inner","outcomes":[{"if":"y > 1","level":"warning","message":"{row_number}"}],"fields":["y"]},)"
      R"({"id":"S","each":"outer","outcomes":[{"if":"sum(inner.y) = 3","level":"warning","message":"{x}"}],"fields":["x"]},)"
      R"({"id":"T","outcomes":[{"if":"sum(outer.inner.y) = 7","level":"info","message":""}]})");
  REQUIRE(rules);
  report::State state;
  for (const auto& [x, first, second] : {std::tuple{"1", "1", "2"}, std::tuple{"2", "3", "1"}}) {
    report::Row& row = add_row(state, "outer", {{"x", x}});
    add_row(row, "inner", {{"y", first}});
    add_row(row, "inner", {{"y", second}});
  }
  std::string told;
  for (const Finding& finding : rules->check(state))
    told += finding.rule + finding.message + (finding.fields.empty() ? "" : finding.fields[0]) + "|";
  CHECK(told == "R2outer[r1].inner[r2].y|R1outer[r2].inner[r1].y|S1outer[r1].x|T|");
}

TEST_CASE("rules that the form cannot mean are refused by their id") {
  for (const char* rule : {
           R"({"outcomes":[{"if":"one = 1","level":"info","message":""}]})",
           R"({"id":"R"})",
           R"({"id":"R","outcomes":[{"if":"two = 1","level":"info","message":""}]})",
           R"({"id":"R","outcomes":[{"if":"one =","level":"info","message":""}]})",
           R"({"id":"R","outcomes":[{"level":"info","message":""}]})",
           R"({"id":"R","outcomes":[{"if":"one = 1","level":"grave","message":""}]})",
           R"({"id":"R","outcomes":[{"if":"one = 1","level":"info","message":"{two}"}]})",
           R"({"id":"R","outcomes":[{"if":"one = 1","level":"info","message":"{one"}]})",
           R"({"id":"R","outcomes":[{"if":"one = 1","level":"info","message":"{one|12}"}]})",
           R"({"id":"R","outcomes":[{"if":"sum(outer.z) = 1","level":"info","message":""}]})",
           R"({"id":"R","outcomes":[{"if":"scale('s', one) = 'a'","level":"info","message":""}]})",
           R"({"id":"R","each":"nowhere","outcomes":[{"if":"one = 1","level":"info","message":""}]})",
           R"({"id":"R","over":["two"],"outcomes":[{"if":"value = 1","level":"info","message":""}]})",
           R"({"id":"R","let":{"a":"b","b":"a"},"outcomes":[{"if":"a = 1","level":"info","message":""}]})",
           R"({"id":"R","let":{"a":1},"outcomes":[{"if":"a = 1","level":"info","message":""}]})",
           R"({"id":"R","let":["a"],"outcomes":[{"if":"one = 1","level":"info","message":""}]})",
           R"({"id":"R","fields":["two"],"outcomes":[{"if":"one = 1","level":"info","message":""}]})",
           R"({"id":"R","when":"two = 1","outcomes":[{"if":"one = 1","level":"info","message":""}]})",
           R"("a rule")",
       }) {
    CAPTURE(rule);
    const auto rules = rules_of(rule);
    REQUIRE_FALSE(rules);
    CHECK(rules.error().code == "bad-form");
  }
}

TEST_CASE("a computed field that needs itself is refused") {
  const std::string rule(kRight);
  CHECK_FALSE(rules_of(rule, R"(,{"name":"c","formula":"c + 1"})"));
  CHECK_FALSE(rules_of(rule, R"(,{"name":"c","formula":"d"},{"name":"d","formula":"one + c"})"));
  CHECK_FALSE(rules_of(rule, R"(,{"name":"c","formula":"unknown"})"));
  CHECK(rules_of(rule, R"(,{"name":"c","formula":"d"},{"name":"d","formula":"one"})"));
}

TEST_CASE("every member of a rule of the department form may be cut short without harm") {
  const std::string text = base::canonical(department_form().json());
  const auto json = base::parse_json(text);
  REQUIRE(json);
  for (const base::Json& rule : json->list("rules"))
    for (const auto& [name, member] : *rule.as_object()) {
      base::Json form = *json, cut = rule;
      cut[name] = base::Json(std::int64_t{7});
      form["rules"] = base::Json(base::Json::Array{cut});
      auto parsed = form::Form::parse(std::move(form));
      REQUIRE(parsed);
      if (const auto rules = Rules::parse(*parsed)) (void)rules->check(real_figures());
    }
}

TEST_CASE("the sections of the form show every field and group once") {
  std::multiset<std::string> shown;
  const std::function<void(const base::Json&)> walk = [&](const base::Json& node) {
    for (const base::Json& section : node.list("sections")) {
      for (const base::Json& part : section.list("content"))
        for (const char* kind : {"field", "group"})
          if (part.find(kind)) shown.insert(std::string(part.text_or(kind)));
      walk(section);
    }
  };
  walk(department_form().json());
  std::multiset<std::string> known;
  for (const form::Field& field : department_form().top().fields) known.insert(field.name);
  for (const form::Group& group : department_form().top().groups) known.insert(group.name);
  CHECK(shown == known);
}

}  // namespace ziping::rules
