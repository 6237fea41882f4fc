// Text as the editor needs it: one element for each code point, and back to the UTF-8 that the model keeps.
//
// Promise    from_utf8() turns every broken byte into U+FFFD, so it accepts whatever it is given.
#pragma once
#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/utf8.h"

namespace ziping::view {

[[nodiscard]] std::u32string from_utf8(std::string_view utf8);
using base::count_written;
using base::next_cluster;
using base::to_utf8;

// How many bytes the text takes as UTF-8.
[[nodiscard]] std::size_t utf8_bytes(std::u32string_view text);

// The index of the code point that holds the byte, for well-formed UTF-8; the text's length when the byte is past it.
[[nodiscard]] std::size_t index_of_byte(std::u32string_view text, std::size_t byte);

// The same of many bytes, in ascending order, in one pass.
[[nodiscard]] std::vector<std::size_t> indexes_of_bytes(std::u32string_view text, std::span<const std::size_t> bytes);

// The position before this one between grapheme clusters; base::next_cluster() goes the other way.
[[nodiscard]] std::size_t previous_cluster(std::u32string_view text, std::size_t at);

}  // namespace ziping::view
