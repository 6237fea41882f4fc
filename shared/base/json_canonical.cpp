// RFC 8785: {"b":1,"a":[1E0,"é"]} is written {"a":[1,"é"],"b":1}.
#include <algorithm>
#include <charconv>
#include <cmath>

#include "shared/base/json.h"
#include "shared/base/utf8.h"

namespace ziping::base {
namespace {

// ECMAScript's Number::toString, from the shortest digits that read back as the same number.
void append_number(std::string& out, double value) {
  ENSURE(std::isfinite(value));  // parse_json() lets none in, so one could only come from our own arithmetic
  if (value == 0) {
    out += '0';
    return;
  }
  char scientific[40];
  const auto end =
      std::to_chars(scientific, scientific + sizeof scientific, std::abs(value), std::chars_format::scientific).ptr;
  const std::string_view text(scientific, static_cast<std::size_t>(end - scientific));
  const std::size_t e = text.find('e');
  std::string digits(text.substr(0, e));
  std::erase(digits, '.');
  int exponent = 0;
  std::from_chars(text.data() + e + (text[e + 1] == '+' ? 2 : 1), end, exponent);
  const int k = static_cast<int>(digits.size()), n = exponent + 1;  // the names of the standard's algorithm
  if (value < 0) out += '-';
  if (k <= n && n <= 21) {
    out += digits + std::string(static_cast<std::size_t>(n - k), '0');
  } else if (0 < n && n <= 21) {
    out += digits.substr(0, static_cast<std::size_t>(n)) + "." + digits.substr(static_cast<std::size_t>(n));
  } else if (-6 < n && n <= 0) {
    out += "0." + std::string(static_cast<std::size_t>(-n), '0') + digits;
  } else {
    out += digits.substr(0, 1);
    if (k > 1) out += "." + digits.substr(1);
    out += n > 0 ? "e+" : "e-";
    out += std::to_string(std::abs(n - 1));
  }
}

// Past ±(2^53 − 1) a JSON number is a double for everybody who reads it, so it is written as one.
void append_integer(std::string& out, std::int64_t value) {
  constexpr std::int64_t kMax = (std::int64_t{1} << 53) - 1;
  if (value > kMax || value < -kMax) return append_number(out, static_cast<double>(value));
  char text[24];
  out.append(text, std::to_chars(text, text + sizeof text, value).ptr);
}

bool utf16_less(std::string_view a, std::string_view b) {
  // UTF-8 order and UTF-16 order part only where a character beyond U+FFFF meets one from U+E000 on.
  std::size_t i = 0, j = 0;
  while (i < a.size() && j < b.size()) {
    const char32_t x = next_character(a, i), y = next_character(b, j);
    if (x == y) continue;
    const auto unit = [](char32_t c) { return c > 0xFFFF ? 0xD800 + ((c - 0x10000) >> 10) : c; };
    return unit(x) != unit(y) ? unit(x) < unit(y) : x < y;
  }
  return i >= a.size() && j < b.size();
}

void append_members(std::string& out, const Json::Object& object, int indent);

void append_value(std::string& out, const Json& value, int indent) {
  const auto line = [&](int depth) {
    if (indent >= 0) out += "\n" + std::string(static_cast<std::size_t>(depth) * 2, ' ');
  };
  if (value.is_null())
    out += "null";
  else if (const bool* flag = value.as_bool())
    out += *flag ? "true" : "false";
  else if (const std::int64_t* integer = value.as_integer())
    append_integer(out, *integer);
  else if (const double* number = value.as_double())
    append_number(out, *number);
  else if (const std::string* text = value.as_string())
    append_canonical(out, std::string_view(*text));
  else if (const Json::Object* object = value.as_object())
    append_members(out, *object, indent);
  else {
    const Json::Array& array = *value.as_array();
    out += '[';
    for (std::size_t i = 0; i < array.size(); ++i) {
      if (i) out += ',';
      line(indent + 1);
      append_value(out, array[i], indent < 0 ? -1 : indent + 1);
    }
    if (!array.empty()) line(indent);
    out += ']';
  }
}

void append_members(std::string& out, const Json::Object& object, int indent) {
  std::vector<const std::pair<const std::string, Json>*> members;
  members.reserve(object.size());
  bool beyond = false;
  for (const auto& member : object) {
    members.push_back(&member);
    beyond = beyond || std::ranges::any_of(member.first, [](char c) { return static_cast<unsigned char>(c) >= 0xEE; });
  }
  if (beyond) std::ranges::sort(members, [](auto* a, auto* b) { return utf16_less(a->first, b->first); });
  out += '{';
  for (std::size_t i = 0; i < members.size(); ++i) {
    if (i) out += ',';
    if (indent >= 0) out += "\n" + std::string(static_cast<std::size_t>(indent + 1) * 2, ' ');
    append_canonical(out, std::string_view(members[i]->first));
    out += indent < 0 ? ":" : ": ";
    append_value(out, members[i]->second, indent < 0 ? -1 : indent + 1);
  }
  if (indent >= 0 && !members.empty()) out += "\n" + std::string(static_cast<std::size_t>(indent) * 2, ' ');
  out += '}';
}

}  // namespace

std::size_t find_escaped(std::string_view text, std::size_t from) {
  constexpr std::size_t kStride = 64;  // looked at without a branch a byte, which the compiler turns into wide compares
  const auto is_escaped = [](char c) { return (static_cast<unsigned char>(c) < 0x20) | (c == '"') | (c == '\\'); };
  for (; from + kStride <= text.size(); from += kStride) {
    unsigned char found = 0;
    for (std::size_t i = 0; i < kStride; ++i) found |= static_cast<unsigned char>(is_escaped(text.data()[from + i]));
    if (found) break;
  }
  while (from < text.size() && !is_escaped(text[from])) ++from;
  return from;
}

void append_canonical(std::string& out, std::string_view text) {
  out += '"';
  for (std::size_t plain = 0;;) {
    const std::size_t at = find_escaped(text, plain);
    out.append(text, plain, at - plain);
    if (at == text.size()) break;
    plain = at + 1;
    const auto c = static_cast<unsigned char>(text[at]);
    out += '\\';
    switch (c) {
      case '"':
        out += '"';
        break;
      case '\\':
        out += '\\';
        break;
      case '\b':
        out += 'b';
        break;
      case '\t':
        out += 't';
        break;
      case '\n':
        out += 'n';
        break;
      case '\f':
        out += 'f';
        break;
      case '\r':
        out += 'r';
        break;
      default: {
        constexpr std::string_view hex = "0123456789abcdef";
        out += "u00";
        out += hex[c >> 4];
        out += hex[c & 15];
      }
    }
  }
  out += '"';
}

void append_canonical(std::string& out, const Json& value) { append_value(out, value, -1); }

std::string canonical(const Json& value) {
  std::string out;
  append_value(out, value, -1);
  return out;
}

std::string pretty(const Json& value) {
  std::string out;
  append_value(out, value, 0);
  return out + "\n";
}

}  // namespace ziping::base
