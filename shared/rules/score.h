// The values that nobody types: rates, titles, total scores and grades, computed by the formulas of the form.
#pragma once

#include <map>
#include <string>

#include "shared/base/json.h"
#include "shared/rules/sheet.h"

namespace ziping::rules {

// Stored values by path text ("funds.rate", "projects.list[9f3a].rate"), decimals with the places of their field. A
// value that lacks an operand is not there.
std::map<std::string, base::Json> computed(const form::Form& form, const Computations& computations,
                                           const report::State& state);
// The same for callers that do not keep the form's Rules; nothing when a formula of the form is malformed.
std::map<std::string, base::Json> computed(const form::Form& form, const report::State& state);

}  // namespace ziping::rules
