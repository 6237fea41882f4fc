// Words in the open report, or on the sheet that is read: where they stand, and what replacing them edits. Pure.
//
// In texts and lines they are words that can be replaced; of figures, dates, choices, files and what is computed the
// whole field is found, and stays as it is.
//
// Limits     kFoundMax places; words in an open conflict are not looked for, for it is decided first, nor the teams and
//            rows that a reference names.
#pragma once

#include <string_view>
#include <vector>

#include "client/app/command.h"

namespace ziping::app {

inline constexpr std::size_t kFoundMax = 10'000;

// In the order of the document; as of SoughtWords.
std::vector<Found> find_words(const OpenReport& report, std::string_view words);
// Wherever the sheet prints them, from its top on.
std::vector<Found> find_on_sheet(const OpenReport& report, std::string_view words);
// Whether `find` holds what is on the screen: the form, or the sheet that is read.
[[nodiscard]] bool finds_what_is_shown(const OpenReport& report);
// What `find` holds of the state as it is now; the place that is shown stays as near as it can.
void find_again(OpenReport& report);

// The words around a place: "…解决", "撂荒", "问题…". Of a field found whole, what it shows; cut where that is long.
struct FoundWords {
  std::string before, words, after;
};
FoundWords words_around(const OpenReport& report, const Found& found);
// How many of the places that are to be replaced are no words, and so stay; empty for none.
std::string figures_that_stay(const OpenReport& report, const ReplaceFound& command);

}  // namespace ziping::app
