// The file, from its first byte to its last; numbers are 32 bits, the highest byte first:
//
//   "ziping-bundle 1\n"   size of the preface   preface (canonical JSON)   content (sealed)   signature (64)
//
// The content is canonical JSON as one zstd frame, sealed under a key that the preface's slots give to the readers. The
// signature is made over "ziping-bundle 1\n" and the SHA-256 of all that stands before it.
#include "shared/sync/bundle.h"

#include <algorithm>

#include "shared/base/compress.h"

namespace ziping::sync {
namespace {

using base::Json;
using base::Result;

constexpr std::string_view kMagic = "ziping-bundle ", kVersion = "1\n", kOpening = "ziping-bundle 1\n";
constexpr std::size_t kSizeBytes = 4, kSignatureBytes = 64;

base::Error damaged(std::string cause) {
  return {base::ErrorKind::Corrupt, "damaged-bundle",
          "数据包已损坏、不完整或被改动，没有采用，本机内容没有改动。请让对方重新制作或重新拷贝。", std::move(cause)};
}

base::Error too_large() {
  return {base::ErrorKind::Full,
          "too-large",
          "数据包超过大小上限，没有写出。请用 ziping bundle make 文件 报告编号，一次只带几份报告。",
          {}};
}

std::string size_text(std::size_t size) {
  std::string out;
  for (int shift = 24; shift >= 0; shift -= 8) out += static_cast<char>((size >> shift) & 0xff);
  return out;
}

std::size_t size_of(std::string_view bytes) {
  std::size_t out = 0;
  for (const char byte : bytes) out = (out << 8) | static_cast<unsigned char>(byte);
  return out;
}

std::string signed_bytes(std::string_view all) { return std::string(kOpening) + std::string(base::sha256(all).view()); }

Result<base::Signature> signature_of(std::string_view bytes) {
  base::Signature out;
  if (bytes.size() != out.bytes.size()) return damaged("signature");
  std::ranges::transform(bytes, out.bytes.begin(), [](char c) { return static_cast<std::uint8_t>(c); });
  return out;
}

Result<BundlePreface> preface_of(const Json& json) {
  auto key = base::PublicKey::parse(json.text_or("key"));
  if (!key) return damaged("key");
  const auto member = [&](const char* name) { return std::string(json.text_or(name)); };
  return BundlePreface{member("device"),     member("user"),  *key, member("server"), member("at"),
                       member("department"), member("reader")};
}

base::Error without_key(bool has_passphrase) {
  if (has_passphrase)
    return {
        base::ErrorKind::Denied,
        "passphrase-needed",
        "这个数据包要口令才能打开，本机内容没有改动。请向制作的人问口令，放在环境变量 ZIPING_BUNDLE_PASSPHRASE 里。",
        {}};
  return {base::ErrorKind::Denied,
          "no-key",
          "这个数据包不是给本机的，打不开，本机内容没有改动。请让对方先同步，再重新制作，或改用口令（--passphrase）。",
          {}};
}

}  // namespace

Json BundlePreface::json() const {
  Json out;
  out["device"] = device;
  out["user"] = user;
  out["key"] = key.base64();
  out["server"] = server;
  out["at"] = at;
  out["department"] = department;
  out["reader"] = reader;
  return out;
}

Result<std::string> pack(const BundlePreface& preface, const BundleContent& content, const BundleReaders& readers,
                         const base::SecretKey& maker, base::Random& random) {
  const std::string plain = base::canonical(content.json());
  if (plain.size() > kBundleContentMax || readers.keys.size() > kReadersMax) return too_large();
  const base::ContentKey key = base::ContentKey::generate(random);
  Json head = preface.json();
  head["slots"] = Json(Json::Array{});
  for (const base::PublicKey& reader : readers.keys) {
    auto slot = key.slot_for(reader);
    if (!slot) return slot.error();
    head["slots"].push(std::move(*slot));
  }
  if (!readers.passphrase.empty()) {
    auto slot = key.slot_for(readers.passphrase, random);
    if (!slot) return slot.error();
    head["slots"].push(std::move(*slot));
  }
  const std::string opening = base::canonical(head);
  if (opening.size() > kPrefaceBytesMax) return too_large();
  std::string out = std::string(kOpening) + size_text(opening.size()) + opening + key.seal(base::compress(plain));
  const base::Signature signature = maker.sign(signed_bytes(out));
  out.append(reinterpret_cast<const char*>(signature.bytes.data()), signature.bytes.size());
  if (out.size() > kBundleBytesMax) return too_large();
  return out;
}

Result<PackedBundle> PackedBundle::parse(std::string_view file) {
  if (!file.starts_with(kMagic))
    return base::Error{
        base::ErrorKind::Invalid, "not-a-bundle", "这个文件不是数据包，本机内容没有改动。请另选文件。", {}};
  const std::string_view version = file.substr(kMagic.size(), kVersion.size());
  if (version.size() == kVersion.size() && version != kVersion)
    return base::Error{base::ErrorKind::Outdated,
                       "newer-bundle",
                       "这个数据包由更新的程序制作，没有采用，本机内容没有改动。请先更新本程序。",
                       {}};
  if (file.size() > kBundleBytesMax) return damaged("longer than any");
  const std::size_t begin = kOpening.size() + kSizeBytes;
  if (file.size() < begin + kSignatureBytes) return damaged("cut short");
  const std::string_view body = file.substr(begin, file.size() - begin - kSignatureBytes);
  const std::size_t preface_bytes = size_of(file.substr(kOpening.size(), kSizeBytes));
  if (preface_bytes > kPrefaceBytesMax || preface_bytes > body.size()) return damaged("preface");
  auto json = base::parse_json(body.substr(0, preface_bytes), {.bytes_max = kPrefaceBytesMax, .depth_max = 4});
  auto preface = json ? preface_of(*json) : Result<BundlePreface>(damaged("preface"));
  auto signature =
      preface ? signature_of(file.substr(file.size() - kSignatureBytes)) : Result<base::Signature>(preface.error());
  if (!signature) return signature.error();
  if (!base::verify(preface->key, signed_bytes(file.substr(0, file.size() - kSignatureBytes)), *signature))
    return damaged("signature");
  PackedBundle out;
  out.preface_ = std::move(*preface);
  out.slots_ = json->list("slots");
  out.sealed_ = body.substr(preface_bytes);
  return out;
}

Result<base::ContentKey> PackedBundle::content_key(const BundleOpener& opener) const {
  const std::string own = base::slot_name(opener.key.public_key());
  const Json* passphrase = nullptr;
  for (const Json& slot : slots_) {
    if (slot.text_or("kind") == "passphrase" && !passphrase) passphrase = &slot;
    if (slot.text_or("kind") != "key" || slot.text_or("to") != own) continue;
    auto key = base::ContentKey::from_slot(slot, opener.key);
    return key ? key : Result<base::ContentKey>(damaged("slot"));
  }
  if (!passphrase || opener.passphrase.empty()) return without_key(passphrase != nullptr);
  auto key = base::ContentKey::from_slot(*passphrase, opener.passphrase);
  return key || key.error().code != "bad-slot" ? key : Result<base::ContentKey>(damaged("slot"));
}

Result<BundleContent> PackedBundle::open(const BundleOpener& opener) const {
  auto key = content_key(opener);
  if (!key) return key.error();
  auto packed = key->open(sealed_);
  auto plain = packed ? base::decompress(*packed, kBundleContentMax) : packed;
  auto json = plain ? base::parse_json(*plain, {.bytes_max = kBundleContentMax, .depth_max = kBodyDepthMax})
                    : Result<Json>(plain.error());
  if (!json) return damaged(json.error().code);
  return BundleContent::parse(*json);
}

}  // namespace ziping::sync
