// The whole report as plain text, in the layout of its form: headings numbered, set phrases filled, tables as lines.
//
// Promise    What read_text() placed is written again in its order, its words and figures unchanged.
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

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

// A paragraph of it.
struct Written {
  std::string text;
  std::string table;  // of the words above a table and of each of its rows: the group that it lists; else empty
};
// What the value of a reference means to people.
using Referred = std::function<std::string(const form::Field&, const report::Value&)>;

// The same paragraph by paragraph for who only reads: in rows stand also what formulas make of them and what references
// mean, which write_text() leaves out because nothing could read it again.
std::vector<Written> write_to_read(const form::Form& form, const report::State& state,
                                   const std::map<std::string, base::Json>& computed, const Referred& referred);

}  // namespace ziping::document
