// zstd frames (RFC 8878) for the wire and for bundles.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace ziping::base {

inline constexpr int kCompressionLevel = 12;
// What RFC 8878 §3.1.1.1.2 asks every reader to support; our own frames need half of it.
inline constexpr int kWindowBits = 23;
inline constexpr std::size_t kWindowBytesMax = std::size_t{1} << kWindowBits;

std::string compress(std::string_view bytes);
// Corrupt "bad-compression" (also for a frame that wants more than kWindowBytesMax to be read with); Full "too-large"
// when the frame would give more than bytes_max.
Result<std::string> decompress(std::string_view frame, std::size_t bytes_max);

}  // namespace ziping::base
