// What the formulas of a form see of one report: its fields, its rows, and the values computed from them.
//
// Promise    Empty, malformed and conflicting values are absent alike: a formula never reckons with a figure in doubt.
// Ownership  A Sheet borrows the form, the computations and the state.
// Errors     Computations::parse: Invalid "bad-form" for a formula that does not parse, a name that the form does not
//            know, or a computed field that needs itself.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "shared/form/form.h"
#include "shared/report/state.h"
#include "shared/rules/formula.h"

namespace ziping::rules {

// The formulas of the computed fields, by generic path ("projects.list.rate").
class Computations {
 public:
  static base::Result<Computations> parse(const form::Form& form);
  const Formula* find(const std::string& generic) const;

 private:
  std::map<std::string, Formula> formulas_;
};

// Whether `name` leads from a group to one of its inner groups ("figures") or to a field of it ("figures.value").
bool has_column(const form::Group& group, std::string_view name);
// Invalid "bad-form" when the formula reads what neither `row`, the form nor `bound` has. `row` may be null.
base::Status check_names(const Formula& formula, const form::Form& form, const form::Group* row,
                         const std::vector<std::string>& bound);

// The value as formulas take it.
Quantity quantity(const form::Field& field, const report::Value& value);
// The grade of the highest bound that the score reaches; nullopt for an unknown scale or a score below every bound.
std::optional<std::string> grade_of(const form::Form& form, std::string_view scale, const base::Rational& score);

// One group of rows, or the whole report, at one moment.
struct Place {
  const form::Group* group = nullptr;
  const report::Node* node = nullptr;
  std::vector<form::RowStep> rows;
  std::size_t row_number = 0;  // counted from 1 within its group, 0 for the report itself
  std::string generic(std::string_view name) const;
};

class Sheet : public Source {
 public:
  Sheet(const form::Form& form, const Computations& computations, const report::State& state);
  // The same report seen from one of its rows: bare names are the row's fields first.
  Sheet at(Place row) const;
  // A name of a rule's own; hides fields.
  void bind(std::string name, Quantity value);

  Quantity value(std::string_view name) const override;
  std::vector<Quantity> column(std::string_view name) const override;
  std::optional<std::string> grade(std::string_view scale, const base::Rational& score) const override;

  // The field at a place, computed where the form says so.
  Quantity field_value(const Place& place, const form::Field& field) const;
  const Place& top() const { return top_; }
  const Place& row() const { return row_; }  // group is null outside rows

 private:
  void gather(const Place& place, std::string_view name, std::vector<Quantity>& out) const;
  const form::Form& form_;
  const Computations& computations_;
  Place top_, row_;
  std::map<std::string, Quantity, std::less<>> bound_;
};

// Calls `visit` for the report itself and every row in it, outermost first.
void for_each_place(const form::Form& form, const report::State& state, const std::function<void(const Place&)>& visit);

}  // namespace ziping::rules
