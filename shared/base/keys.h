// Ed25519 device and server keys (RFC 8032), by libsodium.
//
// Promise    A secret key is wiped from memory when its owner goes.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/random.h"
#include "shared/base/result.h"

namespace ziping::base {

struct PublicKey {
  std::array<std::uint8_t, 32> bytes{};
  bool operator==(const PublicKey&) const = default;
  std::string base64() const;
  std::string fingerprint() const;                          // first 16 hex digits of the SHA-256, in groups of 4
  static Result<PublicKey> parse(std::string_view base64);  // Invalid "bad-key"
};

struct Signature {
  std::array<std::uint8_t, 64> bytes{};
  bool operator==(const Signature&) const = default;
  std::string base64() const;
  static Result<Signature> parse(std::string_view base64);  // Invalid "bad-signature"
};

class SecretKey {
 public:
  static SecretKey generate(Random& random);
  static Result<SecretKey> parse(std::string_view base64);  // of the 32-byte seed; Invalid "bad-key"
  ~SecretKey();
  SecretKey(const SecretKey&) = default;
  SecretKey& operator=(const SecretKey&) = default;

  std::string base64() const;  // the seed; to be stored in the owner's own file only
  const PublicKey& public_key() const { return public_; }
  Signature sign(std::string_view message) const;
  // The X25519 pair that follows from this one, for sealed boxes; false for a key that has none.
  bool exchange_keys(std::array<std::uint8_t, 32>& public_key, std::array<std::uint8_t, 32>& secret_key) const;

 private:
  SecretKey() = default;
  std::array<std::uint8_t, 64> secret_{};
  PublicKey public_;
};

// Whether something can be sealed for it: a device whose key is no point of the curve would keep a department's bundles
// from being made.
bool can_read(const PublicKey& key);
bool verify(const PublicKey& key, std::string_view message, const Signature& signature);

}  // namespace ziping::base
