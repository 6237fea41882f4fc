#include "shared/rules/score.h"

namespace ziping::rules {
namespace {

base::Json as_stored(const form::Field& field, const Quantity& value) {
  if (const std::string* text = std::get_if<std::string>(&value)) return *text;
  const Number* number = std::get_if<Number>(&value);
  if (!number) return {};
  if (field.kind == form::Kind::Integer) {
    const base::Int128 integer = number->exact.numerator();
    constexpr base::Int128 kIntegerMax = (base::Int128{1} << 53) - 1;
    if (number->exact.denominator() != 1 || integer > kIntegerMax || integer < -kIntegerMax) return {};
    return static_cast<std::int64_t>(integer);
  }
  if (field.places < 0) return stored(*number);
  const auto rounded = number->exact.rounded(field.places);
  return rounded ? base::Json(rounded->stored()) : base::Json();
}

}  // namespace

std::map<std::string, base::Json> computed(const form::Form& form, const Computations& computations,
                                           const report::State& state) {
  std::map<std::string, base::Json> out;
  const Sheet sheet(form, computations, state);
  for_each_place(form, state, [&](const Place& place) {
    for (const form::Field& field : place.group->fields) {
      if (!field.computed()) continue;
      base::Json value = as_stored(field, sheet.field_value(place, field));
      if (!value.is_null()) out.emplace(form::Path{place.rows, field.name}.text(), std::move(value));
    }
  });
  return out;
}

std::map<std::string, base::Json> computed(const form::Form& form, const report::State& state) {
  const auto computations = Computations::parse(form);
  if (!computations) return {};
  return computed(form, *computations, state);
}

}  // namespace ziping::rules
