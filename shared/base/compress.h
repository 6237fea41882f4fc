// zstd frames (RFC 8878) for the wire and for bundles.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace ziping::base {

inline constexpr int kCompressionLevel = 12;

std::string compress(std::string_view bytes);
// Corrupt "bad-compression"; Full "too-large" when the frame would give more than bytes_max.
Result<std::string> decompress(std::string_view frame, std::size_t bytes_max);

}  // namespace ziping::base
