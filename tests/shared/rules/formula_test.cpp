#include "shared/rules/formula.h"

#include <catch2/catch_test_macros.hpp>
#include <catch2/generators/catch_generators_all.hpp>
#include <map>
#include <random>

#include "tests/shared/rules/report_builder.h"

namespace ziping::rules {
namespace {

class Figures : public Source {
 public:
  std::map<std::string, Quantity, std::less<>> values;
  std::map<std::string, std::vector<Quantity>, std::less<>> columns;

  Quantity value(std::string_view name) const override {
    const auto at = values.find(name);
    return at == values.end() ? Quantity() : at->second;
  }
  std::vector<Quantity> column(std::string_view name) const override {
    const auto at = columns.find(name);
    return at == columns.end() ? std::vector<Quantity>() : at->second;
  }
  std::optional<std::string> grade(std::string_view scale, const base::Rational& score) const override {
    if (scale != "default") return std::nullopt;
    return score.compare(base::Rational(90)).value() >= 0 ? "优" : "差";
  }
};

Quantity number(const std::string& text) {
  const auto decimal = base::Decimal::parse_stored(text);
  REQUIRE(decimal);
  return Number{base::Rational(*decimal), decimal->places()};
}

std::string told(const Quantity& quantity) {
  if (const Number* number = std::get_if<Number>(&quantity)) return stored(*number);
  if (const std::string* text = std::get_if<std::string>(&quantity)) return "'" + *text + "'";
  return absent(quantity) ? "absent" : is_true(quantity) ? "true" : "false";
}

std::string value_of(const std::string& text, const Figures& figures = {}) {
  const auto formula = Formula::parse(text);
  INFO(text);
  REQUIRE(formula);
  return told(formula->evaluate(figures));
}

std::vector<std::string> formulas_in(const base::Json& json) {
  std::vector<std::string> out;
  if (const auto* array = json.as_array())
    for (const base::Json& entry : *array)
      for (std::string& formula : formulas_in(entry)) out.push_back(std::move(formula));
  if (const auto* object = json.as_object())
    for (const auto& [name, value] : *object) {
      const std::string* text = value.as_string();
      if (text && (name == "if" || name == "when" || name == "formula")) out.push_back(*text);
      if (name == "let" && value.is_object())
        for (const auto& [let, formula] : *value.as_object()) out.push_back(*formula.as_string());
      for (std::string& formula : formulas_in(value)) out.push_back(std::move(formula));
    }
  return out;
}

// A random whole-number expression, and what it is worth in plain integers.
struct Grown {
  std::string text;
  std::int64_t worth;
};

Grown grow(std::mt19937& random, int depth) {
  if (depth == 0 || random() % 4 == 0) {
    const auto leaf = static_cast<std::int64_t>(random() % 50);
    return {std::to_string(leaf), leaf};
  }
  const Grown left = grow(random, depth - 1), right = grow(random, depth - 1);
  switch (random() % 5) {
    case 0:
      return {"(" + left.text + " + " + right.text + ")", left.worth + right.worth};
    case 1:
      return {"(" + left.text + "-" + right.text + ")", left.worth - right.worth};
    case 2:
      return {"max(" + left.text + "," + right.text + ")", std::max(left.worth, right.worth)};
    case 3:
      return {"-abs(" + left.text + ")", -std::abs(left.worth)};
    default:
      return {"if(" + left.text + " < " + right.text + ", " + left.text + ", 3 * " + right.text + ")",
              left.worth < right.worth ? left.worth : 3 * right.worth};
  }
}

}  // namespace

TEST_CASE("products bind before sums, sums before comparisons, and before or") {
  CHECK(value_of("1 + 2 * 3 - 4 / 2") == "5");
  CHECK(value_of("10 - 3 - 2") == "5");
  CHECK(value_of("-2 * -3") == "6");
  CHECK(value_of("1 + 1 = 2 and 3 < 2 or 'a' = 'a'") == "true");
  CHECK(value_of("not 1 > 2 and 2 >= 2") == "true");
}

TEST_CASE("arithmetic is exact") {
  CHECK(value_of("0.1 + 0.2 = 0.3") == "true");
  CHECK(value_of("1 / 3 * 3 = 1") == "true");
  CHECK(value_of("100 * 20509.43 / 20545.04 - 99.8267 < 0.0001") == "true");
  CHECK(value_of("round(2.345, 2)") == "2.35");
  CHECK(value_of("round(-2.345, 2)") == "-2.35");
}

TEST_CASE("an empty field is not zero") {
  Figures figures;
  figures.values["a"] = number("5.00");
  CHECK(value_of("a + b", figures) == "absent");
  CHECK(value_of("b = 0", figures) == "absent");
  CHECK(value_of("min(a, b)", figures) == "absent");
  CHECK(value_of("join(a, '元', b)", figures) == "absent");
  CHECK(value_of("filled(a) and not filled(b)", figures) == "true");
  CHECK(value_of("all_filled(a, b)", figures) == "false");
  CHECK(value_of("if(filled(b), b, a)", figures) == "5.00");
  CHECK(value_of("b > 0 and a < 0", figures) == "false");
  CHECK(value_of("b > 0 or a > 0", figures) == "true");
  CHECK(value_of("b > 0 or a < 0", figures) == "absent");
}

TEST_CASE("a sum over rows needs a number in every row") {
  Figures figures;
  figures.columns["t"] = {true, true};
  figures.columns["t.score"] = {number("9.98"), number("90")};
  figures.columns["t.gap"] = {number("1"), Quantity()};
  figures.columns["t.kind"] = {Quantity("是"), Quantity("否")};
  CHECK(value_of("sum(t.score)", figures) == "99.98");
  CHECK(value_of("sum(t.gap)", figures) == "absent");
  CHECK(value_of("sum(nothing.here)", figures) == "absent");
  CHECK(value_of("count(t) - count(t.gap)", figures) == "1");
  CHECK(value_of("count(t.kind, '是')", figures) == "1");
}

TEST_CASE("tolerances follow the number of rounded figures") {
  Figures figures;
  figures.values["p"] = number("99.8");
  CHECK(value_of("tail_tolerance(2, 0.01)") == "0.015");
  CHECK(value_of("tail_tolerance(4, 0.01)") == "0.025");
  CHECK(value_of("percent_tolerance(places(p))", figures) == "0.05");
  CHECK(value_of("places(p + 0)", figures) == "absent");
}

TEST_CASE("what cannot be reckoned is absent") {
  CHECK(value_of("1 / 0") == "absent");
  CHECK(value_of("'a' + 1") == "absent");
  CHECK(value_of("'a' < 'b'") == "absent");
  CHECK(value_of("round(1, 9)") == "absent");
  CHECK(value_of("round(1, 0.5)") == "absent");
  CHECK(value_of("99999999999999999999999 * 99999999999999999999999") == "absent");
  CHECK(value_of("scale('default', 95)") == "'优'");
  CHECK(value_of("scale('other', 95)") == "absent");
}

TEST_CASE("random expressions are worth what plain integers say") {
  const auto seed = GENERATE(take(200, random(1u, 1u << 30)));
  std::mt19937 random(seed);
  const Grown grown = grow(random, 4);
  CAPTURE(seed, grown.text);
  CHECK(value_of(grown.text) == std::to_string(grown.worth));
}

TEST_CASE("malformed formulas are refused with the place") {
  for (const char* text : {"",           " ",         "1 +",    "(1",         "1)",          "abs()",       "abs(1,2)",
                           "nothing(1)", "a..b",      "a.",     ".a",         "'open",       "1.",          "1.2.3",
                           "a b",        "1 < 2 < 3", "sum(1)", "count('a')", "scale(a, 1)", "count(a, b)", "and",
                           "not",        "a && b",    "A",      "if(1,2)",    "字段",        "01",          "1e5"}) {
    CAPTURE(text);
    const auto formula = Formula::parse(text);
    REQUIRE_FALSE(formula);
    CHECK(formula.error().code == "bad-formula");
    CHECK_FALSE(formula.error().message.empty());
  }
}

TEST_CASE("no formula is too deep or too long for the stack") {
  CHECK_FALSE(Formula::parse(std::string(500, '(') + "1" + std::string(500, ')')));
  CHECK_FALSE(Formula::parse(std::string(1000, '-') + "1"));
  std::string nots, sum = "1", long_name(kFormulaBytesMax + 1, 'a');
  for (int i = 0; i < 300; ++i) nots += "not ";
  for (int i = 0; i < kFormulaNodesMax; ++i) sum += "+1";
  CHECK_FALSE(Formula::parse(nots + "1 = 1"));
  CHECK_FALSE(Formula::parse(sum));
  CHECK_FALSE(Formula::parse(long_name));
  CHECK(Formula::parse("((((((1))))))"));
}

TEST_CASE("every formula of the form is itself, and cut anywhere it is a formula or an error") {
  const auto formulas = formulas_in(department_form().json());
  REQUIRE(formulas.size() > 60);
  for (const std::string& text : formulas) {
    CAPTURE(text);
    REQUIRE(Formula::parse(text));
    for (std::size_t length = 0; length < text.size(); ++length) {
      const auto cut = Formula::parse(std::string_view(text).substr(0, length));
      if (cut)
        (void)cut->evaluate(Figures());
      else
        REQUIRE(cut.error().code == "bad-formula");
    }
    for (std::size_t at = 0; at < text.size(); ++at)
      for (const char other : {'(', ')', '\'', ',', '.', '-', '\xff', '\0'}) {
        std::string changed = text;
        changed[at] = other;
        if (const auto formula = Formula::parse(changed)) (void)formula->evaluate(Figures());
      }
  }
}

TEST_CASE("a formula cut inside a bracket or a quotation is always an error") {
  const std::string text = "join(max(a, 1), 'x')";
  for (std::size_t length = 0; length < text.size(); ++length)
    // Cut before the bracket, the function's name reads as a field's.
    if (length == 0 || length > 4) CHECK_FALSE(Formula::parse(text.substr(0, length)));
}

}  // namespace ziping::rules
