// Bytes as text: hexadecimal and base64 (RFC 4648 §4, with padding).
#pragma once

#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace ziping::base {

std::string to_hex(std::string_view bytes);  // lower case
void append_hex(std::string& out, std::string_view bytes);
Result<std::string> from_hex(std::string_view hex);           // either case; Invalid "bad-hex"
bool is_hex_name(std::string_view text, std::size_t digits);  // that many, lower case
std::string to_base64(std::string_view bytes);
Result<std::string> from_base64(std::string_view text);  // strict; Invalid "bad-base64"

}  // namespace ziping::base
