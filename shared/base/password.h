// Argon2id password hashes (OWASP: m = 19 MiB, t = 2, p = 1) and one-time codes, by libsodium.
#pragma once

#include <string>
#include <string_view>

#include "shared/base/random.h"
#include "shared/base/result.h"

namespace ziping::base {

inline constexpr std::size_t kPasswordCharactersMin = 8;
inline constexpr std::size_t kPasswordBytesMax = 1024;

// The encoded hash with its parameters ("$argon2id$…"). Invalid "weak-password" outside the limits above.
Result<std::string> hash_password(std::string_view password);
bool matches(std::string_view encoded_hash, std::string_view password);  // constant time in the password
bool needs_rehash(std::string_view encoded_hash);

// Twelve characters without look-alikes in groups of four ("K7QM-29TX-HB4W"): 60 bits.
std::string one_time_code(Random& random);
// 256 random bits in base64url, for bearer tokens; only its SHA-256 is ever stored.
std::string bearer_token(Random& random);

}  // namespace ziping::base
