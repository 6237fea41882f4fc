#include "shared/base/decimal.h"

#include <algorithm>

#include "shared/base/ascii.h"
#include "shared/base/utf8.h"

namespace ziping::base {
namespace {

// The one number whose negative an Int128 cannot hold. No Rational ever has it.
constexpr Int128 kLeast = Int128{1} << 126 << 1;

// 38 digits are the most an Int128 holds for certain; operations past it give no value.
bool multiply(Int128 a, Int128 b, Int128& out) { return !__builtin_mul_overflow(a, b, &out) && out != kLeast; }
bool add(Int128 a, Int128 b, Int128& out) { return !__builtin_add_overflow(a, b, &out) && out != kLeast; }

Int128 power_of_ten(int exponent) {
  Int128 out = 1;
  for (int i = 0; i < exponent; ++i) out *= 10;
  return out;
}

Int128 greatest_common_divisor(Int128 a, Int128 b) {
  if (a < 0) a = -a;
  if (b < 0) b = -b;
  while (b != 0) {
    const Int128 rest = a % b;
    a = b;
    b = rest;
  }
  return a;
}

Error bad_number(std::string_view text) {
  return {ErrorKind::Invalid, "bad-number", "“" + excerpt(text) + "”不是数字。", {}};
}

// Separators must stand in threes from the point: "20,545" and "1,234,567.8", not "12,34"; nor "0,123", which somebody
// means as a fraction.
bool strip_separators(std::string& text) {
  const std::size_t point = std::min(text.find('.'), text.size());
  if (text.find(',') == text.npos) return true;
  if (text.find(',', point) != text.npos) return false;
  std::string out;
  std::size_t first_group = 0, groups = 0, digits = 0;
  for (std::size_t i = 0; i <= point; ++i) {
    if (i < point && is_digit(text[i])) {
      ++digits;
      out += text[i];
      continue;
    }
    if (i < point && text[i] != ',') return false;
    if (groups == 0)
      first_group = digits;
    else if (digits != 3)
      return false;
    ++groups;
    digits = 0;
  }
  if (first_group == 0 || first_group > 3 || out.starts_with('0')) return false;
  text = out + text.substr(point);
  return true;
}

}  // namespace

Decimal::Decimal(Int128 units, int places) : units_(units), places_(places) {
  ENSURE(places >= 0 && places <= kDecimalPlacesMax + 1);
  ENSURE(units < power_of_ten(kDecimalDigitsMax) && units > -power_of_ten(kDecimalDigitsMax));
}

Result<Decimal> Decimal::parse(std::string_view input) {
  std::string text = half_width(trimmed(input));
  for (std::string_view mark : {"−", "－"})
    if (text.starts_with(mark)) text.replace(0, mark.size(), "-");
  std::ranges::replace(text, '\'', ',');
  std::string_view sign;
  if (text.starts_with('-') || text.starts_with('+')) {
    sign = text[0] == '-' ? "-" : "";
    text.erase(0, 1);
  }
  text = std::string(trimmed(text));
  if (text.starts_with('-')) return bad_number(input);  // a second sign
  if (!strip_separators(text)) return bad_number(input);
  if (text.ends_with('.') || text.starts_with('.')) return bad_number(input);
  const std::size_t significant = text.find_first_not_of('0');
  if (significant == text.npos)
    text = text.empty() ? "" : "0";
  else if (significant > 0)
    text.erase(0, text[significant] == '.' ? significant - 1 : significant);
  auto decimal = parse_stored(std::string(sign) + text);
  if (!decimal) return bad_number(input);
  if (decimal->units_ == 0) return Decimal(0, decimal->places_);
  return decimal;
}

Result<Decimal> Decimal::parse_stored(std::string_view text) {
  std::string_view rest = text;
  const bool negative = rest.starts_with('-');
  if (negative) rest.remove_prefix(1);
  Int128 units = 0;
  int digits = 0, places = -1;
  for (std::size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == '.' && places < 0 && i > 0) {
      places = 0;
      continue;
    }
    if (!is_digit(rest[i]) || ++digits > kDecimalDigitsMax) return bad_number(text);
    units = units * 10 + (rest[i] - '0');
    if (places >= 0 && ++places > kDecimalPlacesMax) return bad_number(text);
  }
  const bool leading_zero = rest.size() > 1 && rest[0] == '0' && rest[1] != '.';
  if (digits == 0 || places == 0 || leading_zero) return bad_number(text);
  return Decimal(negative ? -units : units, std::max(places, 0));
}

std::string Decimal::stored() const {
  const bool negative = units_ < 0;
  std::string digits;
  for (Int128 rest = negative ? -units_ : units_; rest > 0; rest /= 10)
    digits += static_cast<char>('0' + static_cast<int>(rest % 10));
  while (digits.size() <= static_cast<std::size_t>(places_)) digits += '0';
  std::ranges::reverse(digits);
  if (places_ > 0) digits.insert(digits.size() - static_cast<std::size_t>(places_), 1, '.');
  return (negative ? "-" : "") + digits;
}

std::string Decimal::grouped() const {
  std::string text = stored();
  const std::size_t first = text[0] == '-' ? 1 : 0;
  for (std::size_t at = std::min(text.find('.'), text.size()); at > first + 3;) text.insert(at -= 3, 1, ',');
  return text;
}

std::string grouped(std::string_view stored) {
  const auto parsed = Decimal::parse_stored(stored);
  return parsed ? parsed->grouped() : std::string(stored);
}

std::strong_ordering Decimal::operator<=>(const Decimal& other) const {
  const int places = std::max(places_, other.places_);  // at most 24 digits and 9 places: no overflow
  return units_ * power_of_ten(places - places_) <=> other.units_ * power_of_ten(places - other.places_);
}

Rational::Rational(const Decimal& decimal) {
  const Int128 scale = power_of_ten(decimal.places());
  const Int128 common = greatest_common_divisor(decimal.units(), scale);
  numerator_ = decimal.units() / common;
  denominator_ = scale / common;
}

std::optional<Rational> Rational::make(Int128 numerator, Int128 denominator) {
  if (denominator == 0 || numerator == kLeast || denominator == kLeast) return std::nullopt;
  const Int128 common = greatest_common_divisor(numerator, denominator);
  Rational out;
  out.numerator_ = numerator / common;
  out.denominator_ = denominator / common;
  if (out.denominator_ < 0) out.numerator_ = -out.numerator_, out.denominator_ = -out.denominator_;
  return out;
}

std::optional<Rational> Rational::plus(const Rational& other) const {
  // By the least common denominator, so that a long column of amounts with the same places stays small.
  const Int128 common = greatest_common_divisor(denominator_, other.denominator_);
  Int128 left, right, sum, scale;
  if (!multiply(numerator_, other.denominator_ / common, left) ||
      !multiply(other.numerator_, denominator_ / common, right) || !add(left, right, sum) ||
      !multiply(denominator_, other.denominator_ / common, scale))
    return std::nullopt;
  return make(sum, scale);
}

std::optional<Rational> Rational::minus(const Rational& other) const { return plus(other.negated()); }

std::optional<Rational> Rational::times(const Rational& other) const {
  // Reduced crosswise first: then no value means that the product itself has too many digits.
  const Int128 first = greatest_common_divisor(numerator_, other.denominator_);
  const Int128 second = greatest_common_divisor(other.numerator_, denominator_);
  Int128 above, below;
  if (!multiply(numerator_ / first, other.numerator_ / second, above) ||
      !multiply(denominator_ / second, other.denominator_ / first, below))
    return std::nullopt;
  return make(above, below);
}

std::optional<Rational> Rational::over(const Rational& other) const {
  const auto inverse = make(other.denominator_, other.numerator_);
  return inverse ? times(*inverse) : std::nullopt;
}

Rational Rational::negated() const {
  Rational out = *this;
  out.numerator_ = -out.numerator_;
  return out;
}

Rational Rational::absolute() const { return numerator_ < 0 ? negated() : *this; }
int Rational::sign() const { return numerator_ > 0 ? 1 : numerator_ < 0 ? -1 : 0; }

std::optional<std::strong_ordering> Rational::compare(const Rational& other) const {
  Int128 left, right;
  if (!multiply(numerator_, other.denominator_, left) || !multiply(other.numerator_, denominator_, right))
    return std::nullopt;
  return left <=> right;
}

std::optional<Decimal> Rational::rounded(int places) const {
  Int128 scaled;
  if (places < 0 || places > kDecimalPlacesMax || !multiply(numerator_, power_of_ten(places), scaled))
    return std::nullopt;
  Int128 units = scaled / denominator_;
  const Int128 rest = scaled % denominator_, size = rest < 0 ? -rest : rest;
  if (size >= denominator_ - size) units += scaled < 0 ? -1 : 1;  // at least half, without doubling
  if (units >= power_of_ten(kDecimalDigitsMax) || units <= -power_of_ten(kDecimalDigitsMax)) return std::nullopt;
  return Decimal(units, places);
}

}  // namespace ziping::base
