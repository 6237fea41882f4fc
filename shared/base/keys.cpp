#include "shared/base/keys.h"

#include <algorithm>

#include "shared/base/bytes.h"
#include "shared/base/hash.h"
#include "shared/base/sodium.h"

namespace ziping::base {
namespace {

template <std::size_t N>
std::string encode(const std::array<std::uint8_t, N>& bytes) {
  return to_base64({reinterpret_cast<const char*>(bytes.data()), N});
}

template <std::size_t N>
bool decode(std::string_view text, std::array<std::uint8_t, N>& out) {
  auto bytes = from_base64(text);
  if (!bytes) return false;
  const bool fits = bytes->size() == N;
  if (fits) std::ranges::transform(*bytes, out.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
  sodium_memzero(bytes->data(), bytes->size());  // it may be a secret key's
  return fits;
}

}  // namespace

std::string PublicKey::base64() const { return encode(bytes); }

std::string PublicKey::fingerprint() const {
  const std::string hex = sha256({reinterpret_cast<const char*>(bytes.data()), bytes.size()}).hex();
  return hex.substr(0, 4) + " " + hex.substr(4, 4) + " " + hex.substr(8, 4) + " " + hex.substr(12, 4);
}

Result<PublicKey> PublicKey::parse(std::string_view base64) {
  PublicKey key;
  if (!decode(base64, key.bytes)) return Error{ErrorKind::Invalid, "bad-key", "收到的公钥格式不对。", {}};
  return key;
}

std::string Signature::base64() const { return encode(bytes); }

Result<Signature> Signature::parse(std::string_view base64) {
  Signature signature;
  if (!decode(base64, signature.bytes)) return Error{ErrorKind::Invalid, "bad-signature", "收到的签名格式不对。", {}};
  return signature;
}

SecretKey SecretKey::generate(Random& random) {
  start_sodium();
  std::array<std::uint8_t, crypto_sign_SEEDBYTES> seed;
  random.fill(seed.data(), seed.size());
  SecretKey key;
  crypto_sign_seed_keypair(key.public_.bytes.data(), key.secret_.data(), seed.data());
  sodium_memzero(seed.data(), seed.size());
  return key;
}

Result<SecretKey> SecretKey::parse(std::string_view base64) {
  std::array<std::uint8_t, crypto_sign_SEEDBYTES> seed;
  start_sodium();
  if (!decode(base64, seed)) return Error{ErrorKind::Invalid, "bad-key", "本机密钥已损坏。", {}};
  SecretKey key;
  crypto_sign_seed_keypair(key.public_.bytes.data(), key.secret_.data(), seed.data());
  sodium_memzero(seed.data(), seed.size());
  return key;
}

SecretKey::~SecretKey() { sodium_memzero(secret_.data(), secret_.size()); }

std::string SecretKey::base64() const {  // libsodium keeps the seed in the first half
  return to_base64({reinterpret_cast<const char*>(secret_.data()), crypto_sign_SEEDBYTES});
}

Signature SecretKey::sign(std::string_view message) const {
  Signature out;
  crypto_sign_detached(out.bytes.data(), nullptr, raw(message), message.size(), secret_.data());
  return out;
}

bool SecretKey::exchange_keys(std::array<std::uint8_t, 32>& public_key,
                              std::array<std::uint8_t, 32>& secret_key) const {
  return crypto_sign_ed25519_pk_to_curve25519(public_key.data(), public_.bytes.data()) == 0 &&
         crypto_sign_ed25519_sk_to_curve25519(secret_key.data(), secret_.data()) == 0;
}

bool can_read(const PublicKey& key) {
  start_sodium();
  std::array<std::uint8_t, crypto_box_PUBLICKEYBYTES> unused;
  return crypto_sign_ed25519_pk_to_curve25519(unused.data(), key.bytes.data()) == 0;
}

bool verify(const PublicKey& key, std::string_view message, const Signature& signature) {
  start_sodium();
  return crypto_sign_verify_detached(signature.bytes.data(), raw(message), message.size(), key.bytes.data()) == 0;
}

}  // namespace ziping::base
