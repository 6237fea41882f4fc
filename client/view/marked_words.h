// The words of a field that stand out while it is written: those that were looked for, and those that somebody has said
// something about.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/view/form_sheet.h"
#include "client/view/widgets/prose_field.h"

namespace ziping::view {

// Of the text of the field with this path; the words that are gone to are last, so that nothing covers them.
[[nodiscard]] std::vector<MarkedWords> marked_words(const Sheet& sheet, const std::string& place,
                                                    std::string_view text);

}  // namespace ziping::view
