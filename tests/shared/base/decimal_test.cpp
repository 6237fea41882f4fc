#include "shared/base/decimal.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/base/date.h"
#include "shared/base/random.h"

using namespace ziping::base;

TEST_CASE("what people type as a number is read exactly and keeps its digits") {
  const std::pair<const char*, const char*> cases[] = {{"20,545.04", "20545.04"},
                                                       {"２０，５４５．０４", "20545.04"},
                                                       {" 90.50 ", "90.50"},
                                                       {"-12.50", "-12.50"},
                                                       {"−12.50", "-12.50"},
                                                       {"+7", "7"},
                                                       {"007", "7"},
                                                       {"0.10", "0.10"},
                                                       {"1,234,567", "1234567"},
                                                       {"1'234'567", "1234567"},
                                                       {"- 5", "-5"},
                                                       {"0", "0"},
                                                       {"00.5", "0.5"},
                                                       {"-0.00", "0.00"}};
  for (const auto& [typed, stored] : cases) {
    INFO(typed);
    REQUIRE(Decimal::parse(typed).has_value());
    CHECK(Decimal::parse(typed)->stored() == stored);
  }
}

TEST_CASE("what is no number is refused") {
  for (const char* typed :
       {"",           " ",     "1.2.3", "12,34", "1,2345", ",123",   "1e5",       "abc",
        "1.",         ".5",    "--1",   "1 2",   "0x10",   "１２三", "1,234.5,6", "+-5",
        "-+5",        "1'2'3", "'5",    "0,123", "00,123", "1\xE4",  "\xFF",      "99999999999999999999999999",
        "0.123456789"}) {
    INFO(typed);
    CHECK(Decimal::parse(typed).error().code == "bad-number");
  }
}

TEST_CASE("thousands are grouped for people") {
  CHECK(Decimal(2054504, 2).grouped() == "20,545.04");
  CHECK(Decimal(-123456, 0).grouped() == "-123,456");
  CHECK(Decimal(999, 0).grouped() == "999");
  CHECK(Decimal(5, 3).grouped() == "0.005");
  CHECK(ziping::base::grouped("20545.04") == "20,545.04");
  CHECK(ziping::base::grouped("20,545") == "20,545");  // no stored form: as it stands
}

TEST_CASE("numbers of any places compare by value and come back from their stored form") {
  SeededRandom random(2);
  for (int i = 0; i < 2000; ++i) {
    const Decimal number(static_cast<Int128>(random.next() % 2'000'000) - 1'000'000, static_cast<int>(random.below(7)));
    REQUIRE(Decimal::parse_stored(number.stored()).has_value());
    REQUIRE(*Decimal::parse_stored(number.stored()) == number);
    REQUIRE(*Decimal::parse(number.grouped()) == number);
  }
  CHECK(Decimal(10, 1) == Decimal(100, 2));
  CHECK(Decimal(99, 2) < Decimal(1, 0));
}

TEST_CASE("fractions are exact and round half away from zero") {
  const Rational executed = Decimal(2050943, 2), budget = Decimal(2054504, 2);
  CHECK(executed.over(budget)->times(100)->rounded(4)->stored() == "99.8267");
  CHECK(Rational(Decimal(25, 1)).rounded(0)->stored() == "3");
  CHECK(Rational(Decimal(-25, 1)).rounded(0)->stored() == "-3");
  CHECK_FALSE(Rational(1).over(0).has_value());
  CHECK(Rational(Decimal(61819, 2)).plus(Decimal(1989125, 2))->minus(executed)->rounded(2)->stored() == "0.01");
}

TEST_CASE("arithmetic that would leave 38 digits gives no value instead of a wrong one") {
  std::optional<Rational> power = Rational(Decimal(Int128{1} << 60, 0));
  power = power->times(*power);
  REQUIRE(power.has_value());
  CHECK_FALSE(power->times(*power).has_value());
}

TEST_CASE("dates are real days in any of the usual spellings") {
  for (const char* typed :
       {"2022-12-31", "2022.12.31", "2022/12/31", "2022年12月31日", "２０２２年１２月３１日", "20221231"}) {
    INFO(typed);
    REQUIRE(Date::parse(typed).has_value());
    CHECK(Date::parse(typed)->stored() == "2022-12-31");
  }
  CHECK(Date{2023, 3, 5}.chinese() == "2023年3月5日");
  for (const char* typed :
       {"2022-02-30", "2022-13-01", "2022-1", "1899-12-31", "明天", "2022--1", "20221331", "2022123"}) {
    INFO(typed);
    CHECK_FALSE(Date::parse(typed).has_value());
  }
  CHECK_FALSE(Date::parse_stored("2022-1-5").has_value());
  CHECK(Date::parse("2022\xE5").error().code == "bad-date");
}
