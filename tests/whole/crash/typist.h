// What a typist types, known to the program that types and to the test that reads it from the disk.
#pragma once

#include <string>

namespace ziping::tests {

inline constexpr const char* kTypedField = "goals.annual";
inline constexpr std::size_t kTypedBytesMax = 1'500;  // then everything is selected and typed over

inline std::string sentence(long number) { return "第" + std::to_string(number) + "句。"; }
inline std::string with_sentence(const std::string& text, long number) {
  return text.size() > kTypedBytesMax ? sentence(number) : text + sentence(number);
}

}  // namespace ziping::tests
