// What every fuzzer begins with. A law that does not hold is an ENSURE, which ends the program, so libFuzzer keeps the
// bytes that broke it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "shared/base/check.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size);

namespace ziping::fuzz {

inline std::string_view text(const std::uint8_t* bytes, std::size_t size) {
  return {reinterpret_cast<const char*>(bytes), size};
}

}  // namespace ziping::fuzz
