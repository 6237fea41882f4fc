// The form and the report that a sample is made of, byte for byte as they lie in assets; the build writes the source
// from them (embed_sample.cmake).
#pragma once

#include <string_view>

namespace ziping::client {

extern const std::string_view kSampleForm;
extern const std::string_view kSampleText;

}  // namespace ziping::client
