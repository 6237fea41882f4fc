#include "shared/base/password.h"

#include "shared/base/sodium.h"
#include "shared/base/utf8.h"

namespace ziping::base {
namespace {

constexpr unsigned long long kOperations = 2;
constexpr std::size_t kMemoryBytes = 19u << 20;

}  // namespace

Result<std::string> hash_password(std::string_view password) {
  if (password.size() > kPasswordBytesMax)
    return Error{ErrorKind::Invalid,
                 "weak-password",
                 "密码太长，最多 " + std::to_string(kPasswordBytesMax) + " 个字节（汉字约占 3 个）。",
                 {}};
  if (!is_utf8(password)) return Error{ErrorKind::Invalid, "weak-password", "密码里有不能识别的字符，请重新输入。", {}};
  if (const std::size_t count = count_characters(password); count < kPasswordCharactersMin)
    return Error{
        ErrorKind::Invalid,
        "weak-password",
        "密码至少 " + std::to_string(kPasswordCharactersMin) + " 个字符，现有 " + std::to_string(count) + " 个。",
        {}};
  start_sodium();
  char encoded[crypto_pwhash_STRBYTES];
  if (crypto_pwhash_str_alg(encoded, password.data(), password.size(), kOperations, kMemoryBytes,
                            crypto_pwhash_ALG_ARGON2ID13))
    return Error{ErrorKind::Unavailable, "no-memory", "内存不足，密码没有保存。请稍后再试。", {}};
  return std::string(encoded);
}

bool matches(std::string_view encoded_hash, std::string_view password) {
  if (encoded_hash.size() >= crypto_pwhash_STRBYTES || password.size() > kPasswordBytesMax) return false;
  start_sodium();
  return crypto_pwhash_str_verify(std::string(encoded_hash).c_str(), password.data(), password.size()) == 0;
}

bool needs_rehash(std::string_view encoded_hash) {
  start_sodium();
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
  sodium_memzero(bytes, sizeof bytes);
  return out;
}

std::string bearer_token(Random& random) {
  unsigned char bytes[32];
  random.fill(bytes, sizeof bytes);
  char text[sodium_base64_ENCODED_LEN(sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING)];
  std::string out = sodium_bin2base64(text, sizeof text, bytes, sizeof bytes, sodium_base64_VARIANT_URLSAFE_NO_PADDING);
  sodium_memzero(bytes, sizeof bytes);
  sodium_memzero(text, sizeof text);
  return out;
}

}  // namespace ziping::base
