#include "shared/merge/numbering.h"

#include "shared/base/utf8.h"

namespace ziping::merge {
namespace {

constexpr std::u32string_view kOnes = U"一二三四五六七八九";
constexpr std::u32string_view kOrdinalEnds = U"，、：是";

// Reads on while what it is asked for is there.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

  std::size_t at() const { return at_; }
  char32_t peek() const {
    std::size_t at = at_;
    return at < text_.size() ? base::next_character(text_, at) : U'\0';
  }
  bool take(std::u32string_view any) {
    if (at_ >= text_.size() || any.find(peek()) == any.npos) return false;
    base::next_character(text_, at_);
    return true;
  }

  // 一 to 九十九; 0 for none.
  std::size_t chinese() {
    const std::size_t tens = one();
    if (!take(U"十")) return tens;
    return (tens == 0 ? 1 : tens) * 10 + one();
  }

  // 1 to 99; 0 for none.
  std::size_t western() {
    std::size_t number = 0;
    for (int digits = 0; is_digit(peek()); ++digits) {
      if (digits == 2) return 0;
      number = number * 10 + static_cast<std::size_t>(peek() - U'0');
      base::next_character(text_, at_);
    }
    return number;
  }

  static bool is_digit(char32_t c) { return c >= U'0' && c <= U'9'; }

 private:
  std::size_t one() {
    const std::size_t found = kOnes.find(peek());
    if (at_ >= text_.size() || found == kOnes.npos) return 0;
    base::next_character(text_, at_);
    return found + 1;
  }

  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<ItemLabel> item_label(std::string_view sentence) {
  using Kind = ItemLabel::Kind;
  Reader reader(sentence);
  while (reader.take(U" \u3000")) {
  }
  const auto label = [&](Kind kind, std::size_t number) -> std::optional<ItemLabel> {
    if (number == 0) return std::nullopt;
    return ItemLabel{kind, number, reader.at()};
  };
  const char32_t first = reader.peek();
  if (first >= U'①' && first <= U'⑳') {
    reader.take(std::u32string_view(&first, 1));
    return label(Kind::Circled, first - U'①' + 1);
  }
  if (reader.take(U"（(")) {
    const std::size_t number = Reader::is_digit(reader.peek()) ? reader.western() : reader.chinese();
    return reader.take(U"）)") ? label(Kind::Brackets, number) : std::nullopt;
  }
  if (reader.take(U"第")) {
    const std::size_t number = reader.chinese();
    return reader.take(kOrdinalEnds) ? label(Kind::Ordinal, number) : std::nullopt;
  }
  if (Reader::is_digit(first)) {
    const std::size_t number = reader.western();
    return reader.take(U".．、") && !Reader::is_digit(reader.peek()) ? label(Kind::Dot, number) : std::nullopt;
  }
  const std::size_t number = reader.chinese();
  if (number == 0) return std::nullopt;
  if (reader.take(U"是")) return label(Kind::Is, number);
  return reader.take(U"、") ? label(Kind::Comma, number) : std::nullopt;
}

}  // namespace ziping::merge
