#include "shared/rules/message.h"

#include <algorithm>

namespace ziping::rules {
namespace {

// An ungrouped number in groups of three: what stored() gives is always a stored decimal or empty.
std::string shown(const Number& number, int places) {
  if (places >= 0)
    if (const auto rounded = number.exact.rounded(places)) return rounded->grouped();
  const auto decimal = base::Decimal::parse_stored(stored(number));
  return decimal ? decimal->grouped() : stored(number);
}

base::Error bad_message(std::string_view text) {
  return {base::ErrorKind::Invalid, "bad-form", "提示语“" + std::string(text.substr(0, 200)) + "”中的花括号不对。", {}};
}

}  // namespace

base::Result<Message> Message::parse(std::string_view text) {
  Message message;
  for (std::string_view rest = text;;) {
    const std::size_t open = rest.find_first_of("{}");
    if (open == rest.npos) {
      message.pieces_.push_back({std::string(rest), {}, -1});
      return message;
    }
    const std::size_t close = rest.find_first_of("{}", open + 1);
    if (rest[open] == '}' || close == rest.npos || rest[close] == '{') return bad_message(text);
    std::string_view name = rest.substr(open + 1, close - open - 1);
    int places = -1;
    if (const std::size_t bar = name.find('|'); bar != name.npos) {
      const std::string_view digit = name.substr(bar + 1);
      if (digit.size() != 1 || digit[0] < '0' || digit[0] > '8') return bad_message(text);
      places = digit[0] - '0';
      name = name.substr(0, bar);
    }
    if (name.empty()) return bad_message(text);
    message.pieces_.push_back({std::string(rest.substr(0, open)), std::string(name), places});
    rest.remove_prefix(close + 1);
  }
}

std::string Message::filled(const Source& source) const {
  std::string out;
  for (const Piece& piece : pieces_) {
    out += piece.text;
    if (piece.name.empty()) continue;
    const Quantity value = source.value(piece.name);
    if (const std::string* text = std::get_if<std::string>(&value))
      out += *text;
    else if (const Number* number = std::get_if<Number>(&value))
      out += shown(*number, piece.places);
    else
      out += absent(value) ? "未填" : is_true(value) ? "是" : "否";
  }
  return out;
}

std::vector<std::string> Message::names() const {
  std::vector<std::string> out;
  for (const Piece& piece : pieces_)
    if (!piece.name.empty()) out.push_back(piece.name);
  return out;
}

}  // namespace ziping::rules
