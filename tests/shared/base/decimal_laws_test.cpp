// What must hold of exact numbers for any operands, drawn by seed: checked against remainders modulo a prime, which no
// wrong digit survives.
#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "shared/base/decimal.h"
#include "shared/base/random.h"
#include "shared/base/utf8.h"

using namespace ziping::base;

namespace {

constexpr Int128 kPrime = (Int128{1} << 61) - 1;

Int128 residue(Int128 number) { return (number % kPrime + kPrime) % kPrime; }
Int128 product(Int128 a, Int128 b) { return residue(a) * residue(b) % kPrime; }

// Up to `bits` bits of either sign, short ones as likely as long ones.
Int128 any_integer(SeededRandom& random, std::uint64_t bits) {
  Int128 out = 0;
  for (std::uint64_t i = random.below(bits) + 1; i > 0; --i) out = out * 2 + static_cast<Int128>(random.below(2));
  return random.below(2) ? out : -out;
}

Rational any_fraction(SeededRandom& random, std::uint64_t bits) {
  for (;;)
    if (const auto out = Rational::make(any_integer(random, bits), any_integer(random, bits))) return *out;
}

Int128 size(Int128 number) { return number < 0 ? -number : number; }

bool in_lowest_terms(const Rational& fraction) {
  Int128 a = size(fraction.numerator()), b = fraction.denominator();
  if (b <= 0) return false;
  while (b != 0) a = std::exchange(b, a % b);
  return a == 1;
}

// above/below == result, by remainders.
bool equals(const Rational& result, Int128 above, Int128 below) {
  return product(result.numerator(), below) == product(result.denominator(), above);
}

}  // namespace

TEST_CASE("sums, differences, products and quotients are exact or absent, for operands of any size") {
  SeededRandom random(11);
  int given = 0, absent = 0;
  for (int i = 0; i < 20'000; ++i) {
    const std::uint64_t bits = 1 + random.below(126);
    const Rational a = any_fraction(random, bits), b = any_fraction(random, bits);
    const Int128 an = a.numerator(), ad = a.denominator(), bn = b.numerator(), bd = b.denominator();
    const std::pair<std::optional<Rational>, std::pair<Int128, Int128>> outcomes[] = {
        {a.plus(b), {product(an, bd) + product(bn, ad), product(ad, bd)}},
        {a.minus(b), {product(an, bd) - product(bn, ad), product(ad, bd)}},
        {a.times(b), {product(an, bn), product(ad, bd)}},
        {a.over(b), {product(an, bd), product(ad, bn)}}};
    for (const auto& [outcome, expected] : outcomes) {
      ++(outcome ? given : absent);
      if (!outcome) continue;
      INFO("seed 11, round " << i);
      REQUIRE(in_lowest_terms(*outcome));
      REQUIRE(equals(*outcome, expected.first, expected.second));
    }
  }
  CHECK(given > 10'000);
  CHECK(absent > 1'000);
}

TEST_CASE("what is added or multiplied comes off again") {
  SeededRandom random(12);
  for (int i = 0; i < 5000; ++i) {
    const Rational a = any_fraction(random, 30), b = any_fraction(random, 30);
    REQUIRE(a.plus(b)->minus(b) == a);
    REQUIRE(a.plus(b) == b.plus(a));
    if (b.sign() != 0) REQUIRE(a.times(b)->over(b) == a);
    REQUIRE((*a.compare(b) < 0) == (*b.compare(a) > 0));
    REQUIRE((a.compare(b) == std::strong_ordering::equal) == (a == b));
    REQUIRE(a.minus(b)->sign() == (*a.compare(b) > 0) - (*a.compare(b) < 0));
    REQUIRE(a.absolute().sign() >= 0);
  }
}

TEST_CASE("a rounded number is the nearest one, and the one farther from zero in the middle") {
  SeededRandom random(13);
  for (int i = 0; i < 5000; ++i) {
    const Rational exact = any_fraction(random, 24);
    const int places = static_cast<int>(random.below(7));
    const auto rounded = exact.rounded(places);
    REQUIRE(rounded.has_value());
    REQUIRE(rounded->places() == places);
    const Rational half(Decimal(5, places + 1)), off = *Rational(*rounded).minus(exact);
    REQUIRE(*off.absolute().compare(half) <= 0);
    if (*off.absolute().compare(half) == 0) REQUIRE(off.sign() == exact.sign());
  }
}

TEST_CASE("the largest and the least numbers that a processor holds are refused, not turned around") {
  const Int128 most = (Int128{1} << 126) - 1 + (Int128{1} << 126), least = -most - 1;
  CHECK_FALSE(Rational::make(least, 1).has_value());
  CHECK_FALSE(Rational::make(1, least).has_value());
  CHECK_FALSE(Rational::make(1, 0).has_value());
  const Rational large = *Rational::make(most, 1);
  CHECK_FALSE(large.plus(1).has_value());
  CHECK_FALSE(large.negated().minus(1).has_value());
  CHECK(large.minus(large) == Rational());
  CHECK(large.over(large) == Rational(1));
  CHECK_FALSE(large.rounded(0).has_value());
  CHECK(Rational(0).over(large) == Rational());
}

TEST_CASE("a long column of amounts and a large product still have their sum and their share") {
  Rational sum;
  const Rational amount(*Decimal::parse("9999999999999999.99999999"));
  for (int i = 0; i < 10'000; ++i) sum = *sum.plus(amount);
  CHECK(sum == *amount.times(10'000));
  CHECK(sum.over(amount) == Rational(10'000));
}

TEST_CASE("every number of up to 24 digits comes back from its stored form and from how people write it") {
  SeededRandom random(14);
  for (int i = 0; i < 5000; ++i) {
    const int places = static_cast<int>(random.below(9));
    const Decimal number(any_integer(random, 79), places);  // 2^79 has 24 digits
    INFO(number.stored());
    const auto stored = Decimal::parse_stored(number.stored()), typed = Decimal::parse(number.grouped());
    REQUIRE(stored.has_value());
    REQUIRE(stored->units() == number.units());
    REQUIRE(stored->places() == places);
    REQUIRE(typed.has_value());
    REQUIRE(*typed == number);
    REQUIRE(Rational(number).rounded(places) == number);
  }
}

TEST_CASE("every cut and every changed byte of a typed number is read exactly or refused with a message") {
  for (const std::string typed : {"-1,234,567.89", "２０，５４５．０４", "−0.50", "1'000"}) {
    for (std::size_t at = 0; at < typed.size(); ++at) {
      for (int byte = -1; byte < 256; ++byte) {
        const std::string damaged =
            byte < 0 ? typed.substr(0, at) : typed.substr(0, at) + static_cast<char>(byte) + typed.substr(at + 1);
        const auto number = Decimal::parse(damaged);
        if (number) REQUIRE(*Decimal::parse_stored(number->stored()) == *number);
        if (!number) REQUIRE(is_utf8(number.error().message));
        (void)Decimal::parse_stored(damaged);
      }
    }
  }
}
