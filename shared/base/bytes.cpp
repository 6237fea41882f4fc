#include "shared/base/bytes.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>

namespace ziping::base {
namespace {

constexpr std::string_view kHex = "0123456789abcdef";
constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";

int hex_digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

Error bad(const char* code) { return {ErrorKind::Invalid, code, "收到的编码内容格式不对。", {}}; }

}  // namespace

std::string to_hex(std::string_view bytes) {
  std::string out;
  append_hex(out, bytes);
  return out;
}

void append_hex(std::string& out, std::string_view bytes) {
  static constexpr auto pairs = [] {
    std::array<std::array<char, 2>, 256> table{};
    for (std::size_t byte = 0; byte < table.size(); ++byte) table[byte] = {kHex[byte >> 4], kHex[byte & 15]};
    return table;
  }();
  const std::size_t before = out.size();
  out.resize(before + 2 * bytes.size());
  char* digits = out.data() + before;
  for (char c : bytes) {
    std::memcpy(digits, pairs[static_cast<std::uint8_t>(c)].data(), 2);
    digits += 2;
  }
}

bool is_hex_name(std::string_view text, std::size_t digits) {
  return text.size() == digits &&
         std::ranges::all_of(text, [](char c) { return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'); });
}

Result<std::string> from_hex(std::string_view hex) {
  if (hex.size() % 2) return bad("bad-hex");
  std::string out;
  out.reserve(hex.size() / 2);
  for (std::size_t i = 0; i < hex.size(); i += 2) {
    const int high = hex_digit(hex[i]), low = hex_digit(hex[i + 1]);
    if (high < 0 || low < 0) return bad("bad-hex");
    out += static_cast<char>(high * 16 + low);
  }
  return out;
}

std::string to_base64(std::string_view bytes) {
  std::string out;
  out.reserve((bytes.size() + 2) / 3 * 4);
  for (std::size_t i = 0; i < bytes.size(); i += 3) {
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 3; ++k)
      group = group << 8 | (i + k < bytes.size() ? static_cast<std::uint8_t>(bytes[i + k]) : 0u);
    for (std::size_t k = 0; k < 4; ++k) out += k <= bytes.size() - i ? kBase64[group >> (18 - 6 * k) & 63] : '=';
  }
  return out;
}

Result<std::string> from_base64(std::string_view text) {
  static const std::array<std::int8_t, 256> values = [] {
    std::array<std::int8_t, 256> table;
    table.fill(-1);
    for (std::size_t i = 0; i < kBase64.size(); ++i)
      table[static_cast<std::uint8_t>(kBase64[i])] = static_cast<std::int8_t>(i);
    return table;
  }();
  if (text.size() % 4) return bad("bad-base64");
  std::string out;
  out.reserve(text.size() / 4 * 3);
  for (std::size_t i = 0; i < text.size(); i += 4) {
    const bool last = i + 4 == text.size();
    const std::size_t padding = !last || text[i + 3] != '=' ? 0 : text[i + 2] == '=' ? 2 : 1;
    std::uint32_t group = 0;
    for (std::size_t k = 0; k < 4; ++k) {
      const int value = k < 4 - padding ? values[static_cast<std::uint8_t>(text[i + k])] : 0;
      if (value < 0) return bad("bad-base64");
      group = group << 6 | static_cast<std::uint32_t>(value);
    }
    if ((padding == 1 && group & 0xff) || (padding == 2 && group & 0xffff)) return bad("bad-base64");
    for (std::size_t k = 0; k < 3 - padding; ++k) out += static_cast<char>(group >> (16 - 8 * k) & 0xff);
  }
  return out;
}

}  // namespace ziping::base
