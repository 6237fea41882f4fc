// Cuts Chinese prose into sentences: the units of the text merge, of comparisons and of remarks.
//
// Promise    The pieces joined are the text, byte for byte. Cutting starts afresh at every piece, so pieces of
//            different texts that end properly can be joined and are cut the same way again.
#pragma once

#include <string_view>
#include <vector>

namespace ziping::merge {

// Ends: 。！？；… and their half-width forms ! ? ;, and line ends, each with the closing quotation marks and brackets
// behind it. Within （）()《》【】 and within quotation marks only a line end ends a sentence, unless the closing mark
// follows. A full stop "." never does: 1.5, 20,545.04 and "1." are no ends.
std::vector<std::string_view> sentences(std::string_view text);
std::vector<std::string_view> lines(std::string_view text);  // with their \n
std::size_t first_sentence(std::string_view text);           // its bytes, 0 for none
// Whether a piece ends by itself, so that another may stand behind it.
bool is_closed(std::string_view piece);
// Whether the text begins with a character that never belongs to the end of the sentence before it.
bool starts_afresh(std::string_view text);
// The bytes of a sentence before the marks at its end, where it has marks nowhere else; npos where it has, or has none.
// One sentence "X。" can then stand inside another such only at its end: where the other's words end with X.
std::size_t words_before_marks(std::string_view sentence);

}  // namespace ziping::merge
