#include "client/view/widgets/utf32.h"

#include <utf8proc.h>

#include <algorithm>

namespace ziping::view {
namespace {

// Far more than any cluster of Chinese, Latin or emoji text holds; only bounds the way back to a safe start.
constexpr std::size_t kClusterLookBack = 64;

std::size_t bytes_of(char32_t c) { return c < 0x80 ? 1u : c < 0x800 ? 2u : c < 0x10000 ? 3u : 4u; }

}  // namespace

std::u32string from_utf8(std::string_view utf8) {
  std::u32string text;
  text.reserve(utf8.size() / 2);
  const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(utf8.data());
  for (std::size_t i = 0; i < utf8.size();) {
    utf8proc_int32_t code = 0;
    const auto used = utf8proc_iterate(bytes + i, static_cast<utf8proc_ssize_t>(utf8.size() - i), &code);
    text += used > 0 ? static_cast<char32_t>(code) : U'\uFFFD';
    i += used > 0 ? static_cast<std::size_t>(used) : 1u;
  }
  return text;
}

std::size_t utf8_bytes(std::u32string_view text) {
  std::size_t bytes = 0;
  for (const char32_t c : text) bytes += bytes_of(c);
  return bytes;
}

std::size_t index_of_byte(std::u32string_view text, std::size_t byte) {
  std::size_t index = 0;
  for (std::size_t passed = 0; index < text.size(); ++index) {
    passed += bytes_of(text[index]);
    if (byte < passed) break;
  }
  return index;
}

std::vector<std::size_t> indexes_of_bytes(std::u32string_view text, std::span<const std::size_t> bytes) {
  std::vector<std::size_t> out;
  out.reserve(bytes.size());
  std::size_t index = 0, behind = text.empty() ? 0 : bytes_of(text[0]);  // the first byte that `index` does not hold
  for (const std::size_t byte : bytes) {
    while (index < text.size() && behind <= byte)
      if (++index < text.size()) behind += bytes_of(text[index]);
    out.push_back(index);
  }
  return out;
}

std::size_t previous_cluster(std::u32string_view text, std::size_t at) {
  if (at == 0) return 0;
  std::size_t start = at - std::min(at, kClusterLookBack);
  const std::size_t line_end = text.substr(start, at - 1 - start).rfind(U'\n');
  if (line_end != text.npos) start += line_end + 1;
  std::size_t found = start;
  for (std::size_t next = next_cluster(text, start); next < at; next = next_cluster(text, next)) found = next;
  return found;
}

}  // namespace ziping::view
