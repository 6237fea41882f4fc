#include "shared/base/utf8.h"

#include <iconv.h>
#include <utf8proc.h>

#include <cerrno>
#include <cstdint>
#include <cstdlib>

namespace ziping::base {
namespace {

std::uint8_t byte_at(std::string_view text, std::size_t at) { return static_cast<std::uint8_t>(text[at]); }

// The length of the well-formed character at `at` (Unicode Standard, table 3-7), 0 for none.
std::size_t character_length(std::string_view text, std::size_t at) {
  const auto tail = [&](std::size_t offset, std::uint8_t low = 0x80, std::uint8_t high = 0xBF) {
    return at + offset < text.size() && byte_at(text, at + offset) >= low && byte_at(text, at + offset) <= high;
  };
  const std::uint8_t lead = byte_at(text, at);
  if (lead < 0x80) return 1;
  if (lead >= 0xC2 && lead <= 0xDF) return tail(1) ? 2 : 0;
  if (lead >= 0xE0 && lead <= 0xEF) {
    const std::uint8_t low = lead == 0xE0 ? 0xA0 : 0x80, high = lead == 0xED ? 0x9F : 0xBF;
    return tail(1, low, high) && tail(2) ? 3 : 0;
  }
  if (lead >= 0xF0 && lead <= 0xF4) {
    const std::uint8_t low = lead == 0xF0 ? 0x90 : 0x80, high = lead == 0xF4 ? 0x8F : 0xBF;
    return tail(1, low, high) && tail(2) && tail(3) ? 4 : 0;
  }
  return 0;
}

Result<std::string> convert(std::string_view bytes, const char* from) {
  const Error bad{ErrorKind::Invalid, "not-text", "这个文件不是文字文件（支持 UTF-8 和 GBK），没有读入。", {}};
  const iconv_t converter = iconv_open("UTF-8", from);
  if (converter == reinterpret_cast<iconv_t>(-1)) return bad;
  std::string in(bytes), out(bytes.size() * 2 + 16, '\0');
  char *source = in.data(), *target = out.data();
  std::size_t source_left = in.size(), target_left = out.size();
  const std::size_t result = iconv(converter, &source, &source_left, &target, &target_left);
  iconv_close(converter);
  if (result == static_cast<std::size_t>(-1) || source_left > 0) return bad;
  out.resize(out.size() - target_left);
  return out;
}

constexpr char32_t kReplacement = 0xFFFD;

// next_character() for bytes that nobody has looked at yet.
char32_t any_character(std::string_view text, std::size_t& at) {
  if (character_length(text, at) == 0) return ++at, kReplacement;
  return next_character(text, at);
}

bool is_dropped(char32_t c) { return (c < 0x20 && c != U'\n' && c != U'\t') || (c >= 0x7F && c < 0xA0) || c == 0xFEFF; }

// Characters that NFC leaves as they are and in their place, whatever stands around them: those below the combining
// marks, general punctuation, CJK with its kana but not its own marks (U+302A–302F, U+3099–309A), full-width forms,
// and the rarer CJK of plane 2 without the compatibility ideographs.
bool stands_alone(char32_t c) {
  if (c < 0x300) return true;
  if (c >= 0x3000 && c <= 0x9FFF) return !(c >= 0x302A && c <= 0x302F) && c != 0x3099 && c != 0x309A;
  return (c >= 0x2010 && c <= 0x2027) || (c >= 0xFF01 && c <= 0xFFEE) || (c >= 0x20000 && c < 0x2F800);
}

// Between two of these a cluster ends: printed ASCII, CJK punctuation without its marks, ideographs, full-width forms.
bool is_plain(char32_t c) {
  return (c >= 0x20 && c < 0x7F) || (c >= 0x3001 && c <= 0x3029) || (c >= 0x4E00 && c <= 0x9FFF) ||
         (c >= 0xFF01 && c <= 0xFF60);
}

std::string compose(const std::string& text) {
  utf8proc_uint8_t* composed = nullptr;
  const utf8proc_ssize_t size =
      utf8proc_map(reinterpret_cast<const utf8proc_uint8_t*>(text.data()), static_cast<utf8proc_ssize_t>(text.size()),
                   &composed, static_cast<utf8proc_option_t>(UTF8PROC_STABLE | UTF8PROC_COMPOSE));
  ENSURE(size >= 0);  // on valid UTF-8 only memory can fail it
  std::string out(reinterpret_cast<const char*>(composed), static_cast<std::size_t>(size));
  std::free(composed);
  return out;
}

}  // namespace

bool is_utf8(std::string_view bytes) {
  for (std::size_t at = 0; at < bytes.size();) {
    const std::size_t length = character_length(bytes, at);
    if (length == 0) return false;
    at += length;
  }
  return true;
}

char32_t next_character(std::string_view text, std::size_t& at) {
  const std::uint8_t lead = byte_at(text, at);
  if (lead < 0x80) return ++at, lead;
  const std::size_t length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
  ENSURE(lead >= 0xC2 && at + length <= text.size());
  char32_t character = lead & (0xFFu >> (length + 1));
  for (std::size_t i = 1; i < length; ++i) character = character << 6 | (byte_at(text, at + i) & 0x3Fu);
  at += length;
  return character;
}

void append_utf8(std::string& out, char32_t c) {
  if (c < 0x80) {
    out += static_cast<char>(c);
  } else if (c < 0x800) {
    out += static_cast<char>(0xC0 | c >> 6);
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    out += static_cast<char>(0xE0 | c >> 12);
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  } else {
    out += static_cast<char>(0xF0 | c >> 18);
    out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
    out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
    out += static_cast<char>(0x80 | (c & 0x3F));
  }
}

std::size_t count_characters(std::string_view text) {
  std::size_t count = 0;
  for (char c : text) count += (static_cast<std::uint8_t>(c) & 0xC0) != 0x80;
  return count;
}

std::u32string to_utf32(std::string_view text) {
  std::u32string out;
  out.reserve(text.size() / 2);
  for (std::size_t at = 0; at < text.size();) out += next_character(text, at);
  return out;
}

std::string to_utf8(std::u32string_view text) {
  std::string out;
  out.reserve(text.size() * 3);
  for (char32_t c : text) append_utf8(out, c);
  return out;
}

std::size_t next_cluster(std::u32string_view text, std::size_t at) {
  if (at >= text.size()) return text.size();
  if (at + 1 == text.size() || (is_plain(text[at]) && is_plain(text[at + 1]))) return at + 1;
  auto breaks_before = [&text, state = utf8proc_int32_t{0}](std::size_t next) mutable {
    return utf8proc_grapheme_break_stateful(static_cast<utf8proc_int32_t>(text[next - 1]),
                                            static_cast<utf8proc_int32_t>(text[next]), &state);
  };
  for (++at; at < text.size(); ++at)
    if (breaks_before(at)) break;
  return at;
}

std::size_t count_written(std::u32string_view text) {
  const auto is_blank = [](char32_t c) {
    const auto category = utf8proc_category(static_cast<utf8proc_int32_t>(c));
    return category == UTF8PROC_CATEGORY_ZS || category == UTF8PROC_CATEGORY_CC || category == UTF8PROC_CATEGORY_ZL ||
           category == UTF8PROC_CATEGORY_ZP;
  };
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at = next_cluster(text, at))
    if (!is_blank(text[at])) ++count;
  return count;
}

std::string normalised(std::string_view text) {
  bool as_it_is = true, composed = true;
  for (std::size_t at = 0; at < text.size() && as_it_is && composed;) {
    const char32_t c = any_character(text, at);
    as_it_is = c != U'\r' && c != kReplacement && !is_dropped(c);
    composed = stands_alone(c);
  }
  if (as_it_is && composed) return std::string(text);
  std::string out;
  out.reserve(text.size());
  composed = true;
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = any_character(text, at);
    if (c == U'\r') {
      if (at < text.size() && text[at] == '\n') ++at;
      c = U'\n';
    }
    if (is_dropped(c)) continue;
    composed = composed && stands_alone(c);
    append_utf8(out, c);
  }
  return composed ? out : compose(out);
}

Lost lost_in(std::string_view text) {
  Lost lost;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t before = at;
    const bool broken = character_length(text, at) == 0;
    const char32_t c = any_character(text, at);
    if (broken)
      lost.broken += at - before;
    else if (is_dropped(c) && c != 0xFEFF && c != U'\r')
      ++lost.controls;
  }
  return lost;
}

std::string half_width(std::string_view text) {
  std::string out;
  out.reserve(text.size());
  for (std::size_t at = 0; at < text.size();) {
    char32_t c = any_character(text, at);
    if (c >= 0xFF01 && c <= 0xFF5E) c -= 0xFEE0;
    if (c == 0x3000 || c == 0xA0) c = U' ';
    append_utf8(out, c);
  }
  return out;
}

std::string excerpt(std::string_view text, std::size_t characters_max) {
  std::string out;
  std::size_t at = 0;
  for (std::size_t i = 0; i < characters_max && at < text.size(); ++i) append_utf8(out, any_character(text, at));
  return at < text.size() ? out + "…" : out;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view blanks[] = {" ", "\t", "\n", "\r", "\xC2\xA0", "\xE3\x80\x80", "\xEF\xBB\xBF"};
  for (bool cut = true; cut;) {
    cut = false;
    for (std::string_view blank : blanks) {
      if (text.starts_with(blank)) text.remove_prefix(blank.size()), cut = true;
      if (text.ends_with(blank)) text.remove_suffix(blank.size()), cut = true;
    }
  }
  return text;
}

Result<std::string> decode_text_file(std::string_view bytes) {
  Result<std::string> text = std::string();
  if (bytes.starts_with("\xFF\xFE"))
    text = convert(bytes.substr(2), "UTF-16LE");
  else if (bytes.starts_with("\xFE\xFF"))
    text = convert(bytes.substr(2), "UTF-16BE");
  else if (is_utf8(bytes))
    text = std::string(bytes.starts_with("\xEF\xBB\xBF") ? bytes.substr(3) : bytes);
  else
    text = convert(bytes, "GB18030");
  if (!text) return text;
  std::size_t controls = 0;
  for (char c : *text) {
    const auto byte = static_cast<std::uint8_t>(c);
    if (byte == 0) controls += 1000;
    if (byte < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f') ++controls;
  }
  if (controls > 8)
    return Error{ErrorKind::Invalid, "not-text", "这个文件不是文字文件（支持 UTF-8 和 GBK），没有读入。", {}};
  return text;
}

}  // namespace ziping::base
