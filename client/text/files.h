// The files of assets/strings, byte for byte; the build writes the source from them (client/text/embed.cmake).
#pragma once

#include <string_view>

namespace ziping::text {

extern const std::string_view kChineseFile;
extern const std::string_view kEnglishFile;
extern const std::string_view kSaidFile;

}  // namespace ziping::text
