// Bytes for certain eyes only: a content key that encrypts them, and slots in which it travels to those who may read.
//
// Promise    Whatever a stranger writes into sealed bytes, reading them ends with an error. The key is wiped from
//            memory when its owner goes.
// Errors     Corrupt "damaged"; Invalid "wrong-passphrase", "weak-password", "bad-slot"; Unavailable "no-memory".
// Limits     A slot cannot ask for more work than kSlotMemoryMax and kSlotOperationsMax.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "shared/base/json.h"
#include "shared/base/keys.h"

namespace ziping::base {

inline constexpr std::size_t kSealedChunkBytes = 64u << 10;  // of plain bytes; each becomes kSealedChunkMore longer
inline constexpr std::size_t kSealedChunkMore = 17, kSealedHeaderBytes = 24;
inline constexpr std::int64_t kSlotMemoryMax = 256 << 20, kSlotOperationsMax = 10;

class ContentKey {
 public:
  static ContentKey generate(Random& random);
  ~ContentKey();
  ContentKey(const ContentKey&) = default;
  ContentKey& operator=(const ContentKey&) = default;

  // libsodium's secretstream, XChaCha20-Poly1305: its header, then the chunks, of which the last is marked as the last.
  std::string seal(std::string_view plain) const;
  Result<std::string> open(std::string_view sealed) const;

  // {"kind": "key", "to": slot_name(), "box": …}: libsodium's sealed box for the X25519 key that follows
  // from an Ed25519 key. Invalid "bad-key" for one that is none.
  Result<Json> slot_for(const PublicKey& reader) const;
  static Result<ContentKey> from_slot(const Json& slot, const SecretKey& reader);
  // {"kind": "passphrase", "salt", "operations", "memory", "box"}: a secret box under the Argon2id hash.
  Result<Json> slot_for(std::string_view passphrase, Random& random) const;
  static Result<ContentKey> from_slot(const Json& slot, std::string_view passphrase);

 private:
  ContentKey() = default;
  std::array<std::uint8_t, 32> bytes_{};
};

// By which a reader finds its slot among many: the first 16 hex digits of the key's SHA-256.
std::string slot_name(const PublicKey& reader);
std::size_t sealed_size(std::size_t plain_bytes);

}  // namespace ziping::base
