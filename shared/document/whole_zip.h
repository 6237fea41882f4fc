// Whether the bytes are a zip file of XML documents that all go on to their end.
//
// Errors     Corrupt "bad-zip", with what is cut or damaged as the cause.
#pragma once

#include <string_view>

#include "shared/base/result.h"

namespace ziping::document {

base::Status check_whole_zip(std::string_view bytes);

}  // namespace ziping::document
