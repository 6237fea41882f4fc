// The values of a row as "牵头单位：甲科；预算数：120万元", printed and read again.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "shared/form/field.h"
#include "shared/report/state.h"

namespace ziping::document {

// What one value is printed as. A conflict names every side: 【冲突：甲｜乙】. Empty where there is no value.
std::string printed(const form::Field* field, const report::Value& value);

// Every value of the row whose field passes. Computed fields and references are left out, for nothing could read them
// again, but where `beside` has words for them: for who only reads.
using BesideWords = std::function<std::string(const form::Field&)>;
std::string labelled(const form::Group& group, const report::Node& row,
                     const std::function<bool(const form::Field&)>& passes, const BesideWords& beside = {});
// Nothing unless every part of the text is the label of a field of the group and a value that it accepts.
std::optional<report::Fields> read_labelled(const form::Group& group, std::string_view text);

}  // namespace ziping::document
