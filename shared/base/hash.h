// SHA-256 (FIPS 180-4) by OpenSSL, which uses the processor's own instructions where it has them.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace ziping::base {

struct Hash {
  std::array<std::uint8_t, 32> bytes{};

  auto operator<=>(const Hash&) const = default;
  std::string_view view() const { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
  std::string hex() const;                          // 64 lower-case digits
  static Result<Hash> parse(std::string_view hex);  // exactly 64 lower-case digits; Invalid "bad-hash"
};

Hash sha256(std::string_view bytes);
Hash sha256(std::initializer_list<std::string_view> pieces);  // of all of them in a row

// For files that are read piece by piece.
class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void add(std::string_view bytes);
  Hash finish();  // once

 private:
  struct Context;
  std::unique_ptr<Context> context_;
};

}  // namespace ziping::base

template <>
struct std::hash<ziping::base::Hash> {
  std::size_t operator()(const ziping::base::Hash& name) const noexcept {
    std::size_t first = 0;
    for (std::size_t i = 0; i < sizeof first; ++i) first = (first << 8) | name.bytes[i];
    return first;
  }
};
