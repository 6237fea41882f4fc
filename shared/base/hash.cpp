#include "shared/base/hash.h"

#include <openssl/evp.h>

#include "shared/base/bytes.h"

namespace ziping::base {
namespace {

const EVP_MD* method() {  // looked up once: that costs more than a short hash
  static const EVP_MD* const found = EVP_MD_fetch(nullptr, "SHA256", nullptr);
  ENSURE(found);
  return found;
}

}  // namespace

std::string Hash::hex() const { return to_hex(view()); }

Result<Hash> Hash::parse(std::string_view hex) {
  const Error bad{ErrorKind::Invalid, "bad-hash", "收到的摘要格式不对。", {}};
  if (!is_hex_name(hex, 64)) return bad;
  const auto bytes = from_hex(hex);
  Hash out;
  for (std::size_t i = 0; i < out.bytes.size(); ++i) out.bytes[i] = static_cast<std::uint8_t>((*bytes)[i]);
  return out;
}

Hash sha256(std::string_view bytes) { return sha256({bytes}); }

Hash sha256(std::initializer_list<std::string_view> pieces) {
  static thread_local const std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(),
                                                                                            &EVP_MD_CTX_free);
  ENSURE(context && EVP_DigestInit_ex(context.get(), method(), nullptr));
  for (std::string_view piece : pieces) ENSURE(EVP_DigestUpdate(context.get(), piece.data(), piece.size()));
  Hash out;
  ENSURE(EVP_DigestFinal_ex(context.get(), out.bytes.data(), nullptr));
  return out;
}

struct Sha256::Context {
  EVP_MD_CTX* handle = EVP_MD_CTX_new();
  Context() = default;
  Context(const Context&) = delete;
  Context& operator=(const Context&) = delete;
  ~Context() { EVP_MD_CTX_free(handle); }
};

Sha256::Sha256() : context_(std::make_unique<Context>()) {
  ENSURE(EVP_DigestInit_ex(context_->handle, method(), nullptr));
}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) { ENSURE(EVP_DigestUpdate(context_->handle, bytes.data(), bytes.size())); }

Hash Sha256::finish() {
  Hash out;
  ENSURE(EVP_DigestFinal_ex(context_->handle, out.bytes.data(), nullptr));
  return out;
}

}  // namespace ziping::base
