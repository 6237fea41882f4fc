// Exact decimal numbers as people type them, and exact fractions for what formulas make of them.
//
// Promise    No binary floating point anywhere. A Decimal keeps the digits it was given: "90.50" stays "90.50".
// Errors     parse: Invalid "bad-number". Arithmetic that leaves 38 digits gives no value (nullopt), never a wrong one.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace ziping::base {

__extension__ typedef __int128 Int128;

inline constexpr int kDecimalDigitsMax = 24;  // before and after the point together
inline constexpr int kDecimalPlacesMax = 8;

class Decimal {
 public:
  Decimal() = default;  // zero
  // ENSUREs at most kDecimalDigitsMax digits and 0 … kDecimalPlacesMax + 1 places (half of the last place).
  Decimal(Int128 units, int places);

  // Takes what people type: blanks, full-width digits and signs, thousands separators (, ， ') in groups of three, a
  // leading + or −. "1.2.3", "12,34", "0,123", "1e5", "" are Invalid "bad-number".
  static Result<Decimal> parse(std::string_view text);
  // Takes only the stored form: -?(0|[1-9][0-9]*)(\.[0-9]+)?  Invalid "bad-number".
  static Result<Decimal> parse_stored(std::string_view text);

  std::string stored() const;              // "20545.04"
  std::string grouped() const;             // "20,545.04"
  Int128 units() const { return units_; }  // value = units / 10^places
  int places() const { return places_; }
  std::strong_ordering operator<=>(const Decimal& other) const;  // by value: 1.0 == 1.00
  bool operator==(const Decimal& other) const { return (*this <=> other) == 0; }

 private:
  Int128 units_ = 0;
  int places_ = 0;
};

// The stored form with its separators, 20,545.04 of "20545.04"; what no Decimal holds as it stands.
std::string grouped(std::string_view stored);

// numerator/denominator in lowest terms, denominator > 0.
class Rational {
 public:
  Rational() = default;  // zero
  Rational(std::int64_t integer) : numerator_(integer) {}
  Rational(const Decimal& decimal);
  static std::optional<Rational> make(Int128 numerator, Int128 denominator);  // nullopt for denominator 0

  std::optional<Rational> plus(const Rational& other) const;
  std::optional<Rational> minus(const Rational& other) const;
  std::optional<Rational> times(const Rational& other) const;
  std::optional<Rational> over(const Rational& other) const;  // nullopt for a division by zero as well
  Rational negated() const;
  Rational absolute() const;
  int sign() const;
  std::optional<std::strong_ordering> compare(const Rational& other) const;
  bool operator==(const Rational&) const = default;

  // Half away from zero, as Chinese budget forms round. nullopt when the result has too many digits.
  std::optional<Decimal> rounded(int places) const;
  Int128 numerator() const { return numerator_; }
  Int128 denominator() const { return denominator_; }

 private:
  Int128 numerator_ = 0;
  Int128 denominator_ = 1;
};

}  // namespace ziping::base
