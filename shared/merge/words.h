// The words of a sentence, and how one sentence became another in the pieces that a reader would name.
//
// Promise    The words joined are the text, byte for byte. No word begins or ends within a figure, a Latin word or a
//            character.
// Limits     Texts are UTF-8; as report::diff().
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "shared/report/sequence_diff.h"

namespace ziping::merge {

// A figure with its points and separators, a Latin word, or any other character by itself.
std::vector<std::string_view> words(std::string_view text);

bool is_plain(std::string_view word);  // neither a figure nor a Latin word
bool ends_clause(std::string_view word);
// Whether it is a figure or part of one: 12, 20,545.04, 十.
bool is_numeral(std::string_view word);

// What changed: "12" → "13" is one change, and so are two with a single character between them. Where next to nothing
// is left of the first, all of it is one change.
std::vector<report::Hunk> word_changes(std::span<const std::string_view> before,
                                       std::span<const std::string_view> after);

}  // namespace ziping::merge
