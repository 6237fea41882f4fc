// What the list of reports is filtered by: one choice for each thing in which the reports differ, and the box for those
// that ask for something to be done. A small list has none of them.
#pragma once

#include <string>

#include "client/view/frame.h"

namespace ziping::view {

// Whether there is anything to filter by.
[[nodiscard]] bool has_filters(const app::Model& model);

// A row, or more where it is narrow.
void home_filters(Frame& frame);

// What is filtered by and looked for, as a list: 2022年度、已退回、“水利局”.
[[nodiscard]] std::string filter_words(const app::Model& model);

}  // namespace ziping::view
