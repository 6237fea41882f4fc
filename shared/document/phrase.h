// Set phrases with places for values: "{cover.year}年，我局预算数{funds.budget}万元。", to be filled and to be read.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ziping::document {

inline constexpr std::string_view kGap = "____";  // stands where a value is missing

struct Piece {
  bool is_field = false;
  std::string text;  // the words, or the field's path
};
using Phrase = std::vector<Piece>;

Phrase phrase_of(std::string_view words);
// A form's formula join(cover.year, '年度', …) as a phrase; empty for any other formula.
Phrase phrase_of_join(std::string_view formula);
// One phrase for each sentence (ending in 。) of this one.
std::vector<Phrase> sentences_of(const Phrase& phrase);

// What stands in each place when the text is exactly this phrase, blanks aside; nothing otherwise. A gap is no value.
std::optional<std::map<std::string, std::string>> read_phrase(const Phrase& phrase, std::string_view text);
std::string fill(const Phrase& phrase, const std::function<std::string(const std::string& field)>& value);

}  // namespace ziping::document
