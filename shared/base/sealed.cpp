// Sealed bytes, by libsodium's secretstream:
//
//   header (24)  chunk (≤ 64 KiB + 17)  chunk  …  last chunk
//
// Every chunk but the last holds exactly kSealedChunkBytes, so nothing in them tells a length that could be a lie.
#include "shared/base/sealed.h"

#include <algorithm>

#include "shared/base/bytes.h"
#include "shared/base/hash.h"
#include "shared/base/password.h"
#include "shared/base/sodium.h"
#include "shared/base/utf8.h"

namespace ziping::base {
namespace {

constexpr std::int64_t kSealOperations = 3,
                       kSealMemory = 64 << 20;  // about 0.2 s, as a passphrase on a stick can be guessed at

static_assert(kSealedChunkMore == crypto_secretstream_xchacha20poly1305_ABYTES);
static_assert(kSealedHeaderBytes == crypto_secretstream_xchacha20poly1305_HEADERBYTES);

Error damaged() { return {ErrorKind::Corrupt, "damaged", "内容已损坏或被改动，没有采用。", {}}; }
Error bad_slot() { return {ErrorKind::Invalid, "bad-slot", "内容的钥匙格式不对，没有采用。", {}}; }

// Wipes what it covers when it goes.
template <std::size_t N>
struct Secret {
  std::array<unsigned char, N> bytes{};
  ~Secret() { sodium_memzero(bytes.data(), N); }
};

Status derive(Secret<32>& out, std::string_view passphrase, std::string_view salt, std::int64_t operations,
              std::int64_t memory) {
  if (crypto_pwhash(out.bytes.data(), out.bytes.size(), passphrase.data(), passphrase.size(), raw(salt),
                    static_cast<unsigned long long>(operations), static_cast<std::size_t>(memory),
                    crypto_pwhash_ALG_ARGON2ID13) != 0)
    return Error{ErrorKind::Unavailable, "no-memory", "内存不足，没有完成。请关闭一些程序后再试。", {}};
  return done();
}

}  // namespace

std::string slot_name(const PublicKey& reader) {
  return sha256({reinterpret_cast<const char*>(reader.bytes.data()), reader.bytes.size()}).hex().substr(0, 16);
}

std::size_t sealed_size(std::size_t plain_bytes) {
  const std::size_t chunks = std::max<std::size_t>(1, (plain_bytes + kSealedChunkBytes - 1) / kSealedChunkBytes);
  return kSealedHeaderBytes + plain_bytes + chunks * kSealedChunkMore;
}

ContentKey ContentKey::generate(Random& random) {
  start_sodium();
  ContentKey key;
  random.fill(key.bytes_.data(), key.bytes_.size());
  return key;
}

ContentKey::~ContentKey() { sodium_memzero(bytes_.data(), bytes_.size()); }

std::string ContentKey::seal(std::string_view plain) const {
  std::string out(sealed_size(plain.size()), '\0');
  crypto_secretstream_xchacha20poly1305_state state;
  crypto_secretstream_xchacha20poly1305_init_push(&state, raw(out), bytes_.data());
  std::size_t at = kSealedHeaderBytes;
  for (bool last = false; !last;) {
    const std::string_view chunk = plain.substr(0, kSealedChunkBytes);
    plain.remove_prefix(chunk.size());
    last = plain.empty();
    crypto_secretstream_xchacha20poly1305_push(
        &state, raw(out) + at, nullptr, raw(chunk), chunk.size(), nullptr, 0,
        last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : crypto_secretstream_xchacha20poly1305_TAG_MESSAGE);
    at += chunk.size() + kSealedChunkMore;
  }
  sodium_memzero(&state, sizeof state);
  ENSURE(at == out.size());
  return out;
}

Result<std::string> ContentKey::open(std::string_view sealed) const {
  if (sealed.size() < kSealedHeaderBytes + kSealedChunkMore) return damaged();
  crypto_secretstream_xchacha20poly1305_state state;
  if (crypto_secretstream_xchacha20poly1305_init_pull(&state, raw(sealed), bytes_.data()) != 0) return damaged();
  sealed.remove_prefix(kSealedHeaderBytes);
  std::string out(sealed.size(), '\0');
  std::size_t at = 0;
  bool whole = false;
  while (!whole) {
    const std::string_view chunk = sealed.substr(0, kSealedChunkBytes + kSealedChunkMore);
    sealed.remove_prefix(chunk.size());
    unsigned char tag = 0;
    if (chunk.size() < kSealedChunkMore ||
        crypto_secretstream_xchacha20poly1305_pull(&state, raw(out) + at, nullptr, &tag, raw(chunk), chunk.size(),
                                                   nullptr, 0) != 0)
      break;
    at += chunk.size() - kSealedChunkMore;
    whole = sealed.empty() && tag == crypto_secretstream_xchacha20poly1305_TAG_FINAL;
    if (sealed.empty()) break;
  }
  sodium_memzero(&state, sizeof state);
  if (!whole) return damaged();
  out.resize(at);
  return out;
}

Result<Json> ContentKey::slot_for(const PublicKey& reader) const {
  std::array<unsigned char, crypto_box_PUBLICKEYBYTES> public_key;
  std::string box(bytes_.size() + crypto_box_SEALBYTES, '\0');
  if (crypto_sign_ed25519_pk_to_curve25519(public_key.data(), reader.bytes.data()) != 0 ||
      crypto_box_seal(raw(box), bytes_.data(), bytes_.size(), public_key.data()) != 0)
    return Error{ErrorKind::Invalid, "bad-key", "有一台设备的公钥格式不对，没有写出。请联系管理员。", reader.base64()};
  Json slot;
  slot["kind"] = "key";
  slot["to"] = slot_name(reader);
  slot["box"] = to_base64(box);
  return slot;
}

Result<ContentKey> ContentKey::from_slot(const Json& slot, const SecretKey& reader) {
  auto box = from_base64(slot.text_or("box"));
  ContentKey key;
  if (!box || box->size() != key.bytes_.size() + crypto_box_SEALBYTES) return bad_slot();
  std::array<unsigned char, crypto_box_PUBLICKEYBYTES> public_key;
  Secret<crypto_box_SECRETKEYBYTES> secret;
  if (!reader.exchange_keys(public_key, secret.bytes) ||
      crypto_box_seal_open(key.bytes_.data(), raw(*box), box->size(), public_key.data(), secret.bytes.data()) != 0)
    return bad_slot();
  return key;
}

Result<Json> ContentKey::slot_for(std::string_view passphrase, Random& random) const {
  if (!is_utf8(passphrase) || passphrase.size() > kPasswordBytesMax ||
      count_characters(passphrase) < kPasswordCharactersMin)
    return Error{ErrorKind::Invalid,
                 "weak-password",
                 "口令至少 " + std::to_string(kPasswordCharactersMin) + " 个字符，没有写出。请换一个长一些的口令。",
                 {}};
  std::string salt(crypto_pwhash_SALTBYTES, '\0'), box(crypto_secretbox_NONCEBYTES, '\0');
  random.fill(salt.data(), salt.size());
  random.fill(box.data(), box.size());
  Secret<32> outer;
  start_sodium();
  if (auto status = derive(outer, passphrase, salt, kSealOperations, kSealMemory); !status) return status.error();
  box.resize(box.size() + bytes_.size() + crypto_secretbox_MACBYTES);
  crypto_secretbox_easy(raw(box) + crypto_secretbox_NONCEBYTES, bytes_.data(), bytes_.size(), raw(box),
                        outer.bytes.data());
  Json slot;
  slot["kind"] = "passphrase";
  slot["salt"] = to_base64(salt);
  slot["operations"] = kSealOperations;
  slot["memory"] = kSealMemory;
  slot["box"] = to_base64(box);
  return slot;
}

Result<ContentKey> ContentKey::from_slot(const Json& slot, std::string_view passphrase) {
  auto salt = from_base64(slot.text_or("salt")), box = from_base64(slot.text_or("box"));
  const std::int64_t operations = slot.integer_or("operations", 0), memory = slot.integer_or("memory", 0);
  ContentKey key;
  if (!salt || salt->size() != crypto_pwhash_SALTBYTES || !box ||
      box->size() != crypto_secretbox_NONCEBYTES + key.bytes_.size() + crypto_secretbox_MACBYTES)
    return bad_slot();
  if (operations < 1 || operations > kSlotOperationsMax || memory < std::int64_t{crypto_pwhash_MEMLIMIT_MIN} ||
      memory > kSlotMemoryMax || passphrase.size() > kPasswordBytesMax)
    return bad_slot();
  start_sodium();
  Secret<32> outer;
  if (auto status = derive(outer, passphrase, *salt, operations, memory); !status) return status.error();
  const std::string_view sealed = std::string_view(*box).substr(crypto_secretbox_NONCEBYTES);
  if (crypto_secretbox_open_easy(key.bytes_.data(), raw(sealed), sealed.size(), raw(*box), outer.bytes.data()) != 0)
    return Error{ErrorKind::Invalid, "wrong-passphrase", "口令不对，没有打开，本机内容没有改动。请核对后再试。", {}};
  return key;
}

}  // namespace ziping::base
