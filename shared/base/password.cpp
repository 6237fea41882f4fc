#include "shared/base/password.h"

#include <sodium.h>

#include "shared/base/utf8.h"

namespace ziping::base {
namespace {

constexpr unsigned long long kOperations = 2;
constexpr std::size_t kMemoryBytes = 19u << 20;

}  // namespace

Result<std::string> hash_password(std::string_view password) {
  if (!is_utf8(password) || count_characters(password) < kPasswordCharactersMin || password.size() > kPasswordBytesMax)
    return Error{ErrorKind::Invalid, "weak-password", "密码至少 8 个字符。", {}};
  ENSURE(sodium_init() >= 0);
  char encoded[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(encoded, password.data(), password.size(), kOperations, kMemoryBytes,
                            crypto_pwhash_ALG_ARGON2ID13))
    return Error{ErrorKind::Unavailable, "no-memory", "内存不足，密码没有保存。请稍后再试。", {}};
  return std::string(encoded);
}

bool matches(std::string_view encoded_hash, std::string_view password) {
  if (encoded_hash.size() >= crypto_pwhash_STRBYTES || password.size() > kPasswordBytesMax) return false;
  ENSURE(sodium_init() >= 0);
  return crypto_pwhash_str_verify(std::string(encoded_hash).c_str(), password.data(), password.size()) == 0;
}

bool needs_rehash(std::string_view encoded_hash) {
  return crypto_pwhash_str_needs_rehash(std::string(encoded_hash).c_str(), kOperations, kMemoryBytes) != 0;
}

std::string one_time_code(Random& random) {
  constexpr std::string_view kAlphabet = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ";  // 32 characters: 5 bits each
  static_assert(kAlphabet.size() == 32);
  unsigned char bytes[12];
  random.fill(bytes, sizeof bytes);
  std::string out;
  for (std::size_t i = 0; i < sizeof bytes; ++i) {
    if (i && i % 4 == 0) out += '-';
    out += kAlphabet[bytes[i] % 32];
  }
  return out;
}

std::string bearer_token(Random& random) {
  unsigned char bytes[32];
  random.fill(bytes, sizeof bytes);
  char text[sodium_base64_ENCODED_LEN(sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
  return sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
}

}  // namespace ziping::base
