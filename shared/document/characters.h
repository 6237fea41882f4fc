// Characters that stand for one another in Chinese documents.
#pragma once

#include <string_view>

namespace ziping::document {

inline constexpr std::string_view kStop = "。";

// Full-width signs, digits and letters as those of ASCII.
constexpr char32_t half(char32_t c) { return c >= 0xFF01 && c <= 0xFF5E ? c - 0xFEE0 : c; }
constexpr bool is_digit(char32_t c) { return half(c) >= U'0' && half(c) <= U'9'; }
constexpr bool is_blank(char32_t c) {
  return c == U' ' || c == U'\t' || c == U'\n' || c == U'\r' || c == 0xA0 || c == 0x3000;
}

}  // namespace ziping::document
