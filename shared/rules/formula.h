// A formula of a form, such as "abs(funds.basic + funds.project - funds.executed) <= tail_tolerance(2, 0.01)": exact
// arithmetic over fields, where an empty field is not zero.
//
//   or-expression     and-expression {"or" and-expression}
//   and-expression    not-expression {"and" not-expression}
//   not-expression    "not" not-expression | sum [("<" | "<=" | ">" | ">=" | "=" | "!=") sum]
//   sum               product {("+" | "-") product}
//   product           sign {("*" | "/") sign}
//   sign              "-" sign | number | 'text' | name | function "(" arguments ")" | "(" or-expression ")"
//
// Promise    An absent operand makes the result absent; only filled, all_filled, "and", "or" and if() look past it. The
//            same goes for a division by zero, operands of the wrong type and numbers beyond 38 digits.
// Errors     parse: Invalid "bad-formula" with the formula and the place. evaluate never fails.
// Limits     kFormulaBytesMax, kFormulaDepthMax, kFormulaNodesMax.
#pragma once

#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/base/decimal.h"
#include "shared/base/result.h"

namespace ziping::rules {

inline constexpr std::size_t kFormulaBytesMax = 2000;
inline constexpr int kFormulaDepthMax = 32;  // brackets, functions and signs within each other
inline constexpr int kFormulaNodesMax = 400;

struct Number {
  base::Rational exact;
  int places = -1;  // as somebody wrote or rounded it; −1 for what arithmetic made
  bool operator==(const Number&) const = default;
};

// What a formula gives, monostate for absent.
using Quantity = std::variant<std::monostate, Number, std::string, bool>;
bool absent(const Quantity& quantity);
bool is_true(const Quantity& quantity);  // neither false nor absent

// Where names get their values from.
class Source {
 public:
  virtual ~Source() = default;
  virtual Quantity value(std::string_view name) const = 0;
  // One quantity for every row; for a group without a field name, true for every row.
  virtual std::vector<Quantity> column(std::string_view name) const = 0;
  virtual std::optional<std::string> grade(std::string_view scale, const base::Rational& score) const = 0;
};

// Functions, where x, a, b are expressions and a column is "group.field" or "group":
//   abs(x) round(x, places) min(a, …) max(a, …) if(condition, a, b) join(a, …) filled(x) all_filled(a, …)
//   sum(column)              absent without rows, or when one row has no number
//   count(column)            the rows where it is filled; count(column, 'text') those that say exactly this
//   places(x)                digits after the point as written; absent for results of arithmetic
//   tail_tolerance(n, step)  step / 2 × (n + 1): how far n rounded addends and their rounded total may be apart
//   percent_tolerance(d)     half a unit of the d-th digit after the point
//   scale('name', x)         the grade of a score in a scale of the form
class Formula {
 public:
  struct Node;
  static base::Result<Formula> parse(std::string_view text);

  Quantity evaluate(const Source& source) const;
  const std::string& text() const { return text_; }
  const std::set<std::string>& names() const { return names_; }      // read as single values
  const std::set<std::string>& columns() const { return columns_; }  // read row by row
  const std::set<std::string>& scales() const { return scales_; }

 private:
  Formula() = default;
  std::string text_;
  std::shared_ptr<const Node> root_;  // never null, immutable: copies of a formula share it
  std::set<std::string> names_, columns_, scales_;
};

// A number as reports store it: with its own places, else exactly when it ends within eight, else rounded to them.
std::string stored(const Number& number);

}  // namespace ziping::rules
