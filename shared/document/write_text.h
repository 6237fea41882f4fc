// The whole report as plain text, in the layout of its form: headings numbered, set phrases filled, tables as lines.
//
// Promise    What read_text() placed is written again in its order, its words and figures unchanged.
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "shared/base/json.h"
#include "shared/form/form.h"
#include "shared/report/state.h"

namespace ziping::document {

// The two words of a block's field "joins".
inline constexpr std::string_view kNewParagraph = "另起一段";
inline constexpr std::string_view kSameParagraph = "接上段";

// UTF-8, a blank line between paragraphs. Computed values by path; what is missing there is left out, but for a title
// that only joins stored values. A value in conflict is written with every side: 【冲突：甲｜乙】. A section without
// content keeps its heading; a value that a set phrase misses is written as ____. References are not written.
std::string write_text(const form::Form& form, const report::State& state,
                       const std::map<std::string, base::Json>& computed);

}  // namespace ziping::document
