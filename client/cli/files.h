// Text files that commands read and write.
//
// Errors     as of base::read_file and decode_text_file; NotFound "no-folder" for a file in a folder that is not there.
// Limits     kInputBytesMax; more is Full "too-large".
#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace ziping::client {

inline constexpr std::size_t kInputBytesMax = 16u << 20;

// Standard input for "-". In any encoding that decode_text_file knows.
base::Result<std::string> read_text_file(const std::string& file);
base::Status write_text_file(const std::string& file, std::string_view text);

}  // namespace ziping::client
