// Words in the texts and lines of the open report, or on the sheet that is read: where they stand, and what replacing
// them edits. Pure.
//
// Limits     kFoundMax places; words in an open conflict are not looked for, for it is decided first.
#pragma once

#include <string_view>
#include <vector>

#include "client/app/model.h"

namespace ziping::app {

inline constexpr std::size_t kFoundMax = 10'000;

// In the order of the document.
std::vector<Found> find_words(const OpenReport& report, std::string_view words);
// Wherever the sheet prints them, from its top on.
std::vector<Found> find_on_sheet(const OpenReport& report, std::string_view words);
// Whether `find` holds what is on the screen: the form, or the sheet that is read.
[[nodiscard]] bool finds_what_is_shown(const OpenReport& report);
// What `find` holds of the state as it is now; the place that is shown stays as near as it can.
void find_again(OpenReport& report);

// The words around a place: "…解决", "撂荒", "问题…".
struct FoundWords {
  std::string before, words, after;
};
FoundWords words_around(const OpenReport& report, const Found& found);

}  // namespace ziping::app
