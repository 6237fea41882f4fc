// What a person types becomes what a report stores, typed by the field.
//
// Errors     Invalid: "bad-number", "bad-date", "not-a-choice", "too-long", "too-many-places", "computed",
// "needs-file"; of attachments those of form/attachment.h.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/json.h"
#include "shared/form/field.h"

namespace ziping::form {

// What one value takes. A field's own `max` is less and refuses nothing: what is longer is kept, and a finding.
inline constexpr std::size_t kTextCharactersMax = 20'000;
inline constexpr std::size_t kLineCharactersMax = 500;

// Null (absent) for an empty input: empty is not zero. Amounts of money are taken in other units too ("12345.6元" in a
// field of 万元) and converted exactly, as base/amount.h says. A text that a merge made longer than one value takes
// may be shortened little by little: what `stands` there now is room enough for what takes its place.
base::Result<base::Json> typed(const Field& field, std::string_view input, const base::Json& stands = {});
// How many places a figure of the field may have: 0.01 元 is kept in 万元, so six at least.
int places_max(const Field& field);
// Whether a stored value has the shape that its field asks for, where `stood` was before. Conflicts are no plain values
// and are judged elsewhere.
base::Status check_stored(const Field& field, const base::Json& value, const base::Json& stood = {});
// What a person sees: decimals grouped in thousands, choices by their label, files by name, dates as
// stored.
std::string shown(const Field& field, const base::Json& value);

}  // namespace ziping::form
