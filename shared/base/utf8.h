// Text as Unicode: validity, code points, normalisation, and the old encodings that Chinese files still come in.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/result.h"

namespace ziping::base {

// Strict: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view bytes);
// Decodes the character at `at` and moves `at` behind it. On valid UTF-8 only: it ends the program where a character
// cannot begin or is cut off, so bytes from outside pass is_utf8() first.
char32_t next_character(std::string_view text, std::size_t& at);
void append_utf8(std::string& out, char32_t character);
std::size_t count_characters(std::string_view text);  // code points
std::u32string to_utf32(std::string_view text);
std::string to_utf8(std::u32string_view text);
// The end of the grapheme cluster (UAX #29) that begins at `at`: what people take for one character.
std::size_t next_cluster(std::u32string_view text, std::size_t at);
// 字数: grapheme clusters other than blanks and line ends.
std::size_t count_written(std::u32string_view text);

// What text fields store: NFC, line ends as \n, no control characters but \n and \t, no U+FEFF. Full-width digits stay.
// This, half_width() and excerpt() take bytes as they come: each that is no UTF-8 becomes U+FFFD.
std::string normalised(std::string_view text);
// What normalised() leaves out or replaces, without the U+FEFF that many programs put in front.
struct Lost {
  std::size_t controls = 0;  // characters that are dropped
  std::size_t broken = 0;    // bytes that become U+FFFD
};
Lost lost_in(std::string_view text);
// Full-width ASCII (０-９ Ａ-Ｚ ．，％－) to its half-width form, U+3000 to a blank.
std::string half_width(std::string_view text);
// The first characters of what somebody typed, with … where more follows: for quoting it in a message.
std::string excerpt(std::string_view text, std::size_t characters_max = 20);
std::string_view trimmed(std::string_view text);  // blanks, tabs, line ends, U+00A0, U+3000, U+FEFF at both ends

// Bytes of a text file: UTF-8 with or without BOM, UTF-16 with BOM, else GB 18030 (a superset of GBK).
// Invalid "not-text" for anything else (a zero byte, undecodable bytes, more than a few control characters).
Result<std::string> decode_text_file(std::string_view bytes);

}  // namespace ziping::base
