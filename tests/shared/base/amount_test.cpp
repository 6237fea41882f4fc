#include "shared/base/amount.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/base/random.h"

using namespace ziping::base;

namespace {

constexpr int kPlacesMax = 6;

std::string in(std::string_view unit, std::string_view typed) {
  const Amount amount = read_amount(typed, unit, kPlacesMax);
  return amount.fault == AmountFault::None ? amount.value.stored() : "fault";
}

AmountFault fault(std::string_view typed) { return read_amount(typed, "万元", kPlacesMax).fault; }
std::string instead(std::string_view typed) { return read_amount(typed, "万元", kPlacesMax).instead; }

}  // namespace

TEST_CASE("an amount in another unit of money is converted by moving its point") {
  const std::pair<const char*, const char*> cases[] = {{"12345.6元", "1.23456"},
                                                       {"1.2亿", "12000"},
                                                       {"1.2 亿元", "12000"},
                                                       {"3,456.7", "3456.7"},
                                                       {"3,456.7万", "3456.7"},
                                                       {"３，４５６．７０ 万元", "3456.70"},
                                                       {"－１２３４５．６元", "-1.23456"},
                                                       {"−5元", "-0.0005"},
                                                       {"¥20,545.04", "2.054504"},
                                                       {"￥5000", "0.5"},
                                                       {"3千元", "0.3"},
                                                       {"2百万", "200"},
                                                       {"10000元", "1"},
                                                       {"0元", "0"},
                                                       {"-0.00元", "0"},
                                                       {"0.01元", "0.000001"},
                                                       {"90.50", "90.50"}};
  for (const auto& [typed, stored] : cases) {
    INFO(typed);
    CHECK(in("万元", typed) == stored);
  }
  CHECK(in("元", "1.5万元") == "15000");
  CHECK(in("亿元", "345.6万") == "0.03456");
}

TEST_CASE("what was converted says from what, and what was not says nothing") {
  const Amount amount = read_amount("１２，３４５．６ 元", "万元", kPlacesMax);
  CHECK(amount.converted());
  CHECK(amount.typed == "12345.6");
  CHECK(amount.unit == "元");
  CHECK(amount.plain == "1.23456");
  CHECK(read_amount("1亿", "万元", kPlacesMax).unit == "亿元");
  CHECK_FALSE(read_amount("5万", "万元", kPlacesMax).converted());
  CHECK_FALSE(read_amount("5", "万元", kPlacesMax).converted());
}

TEST_CASE("digits that a field cannot keep are a fault, and never rounded") {
  const Amount amount = read_amount("12345.678元", "万元", kPlacesMax);
  CHECK(amount.fault == AmountFault::TooManyPlaces);
  CHECK(amount.plain == "1.2345678");
  CHECK(amount.places == 7);
  CHECK(fault("0.0000001") == AmountFault::TooManyPlaces);
  CHECK(fault("1.123456789012") == AmountFault::TooManyPlaces);
  CHECK(in("万元", "12345.600元") == "1.23456");
  CHECK(fault("999999999999999999999999亿") == AmountFault::NoNumber);
}

TEST_CASE("what is no plain number says what could be typed instead") {
  CHECK(fault("1e9") == AmountFault::Scientific);
  CHECK(instead("1e9") == "1000000000");
  CHECK(instead("1.5E3元") == "1500元");
  CHECK(fault("1.2.3") == AmountFault::Points);
  CHECK(fault("二十万") == AmountFault::ChineseNumerals);
  CHECK(instead("二十万") == "20万");
  CHECK(instead("三百零五") == "305");
  CHECK(instead("十二万元") == "12万元");
  CHECK(instead("一二三").empty());
  // 三百五 is said for 350, and nobody can tell what was meant.
  for (const char* short_of : {"三百五", "一千二", "二千五万元", "三千一百五"}) CHECK(instead(short_of).empty());
  CHECK(instead("三千零五") == "3005");
  CHECK(instead("三百五十") == "350");
  CHECK(fault("12,34") == AmountFault::Separators);
  CHECK(instead("12,34") == "1234");
  for (const char* typed : {"", "元", "abc", "1 2", "-", "--1", "5分", "1万2", "\xFF", "1e", "e9"}) {
    INFO(typed);
    CHECK(fault(typed) == AmountFault::NoNumber);
  }
}

TEST_CASE("a unit that is no money is taken for itself alone") {
  CHECK(in("%", "99.83%") == "99.83");
  CHECK(in("%", "９９．８３％") == "99.83");
  CHECK(in("分", "10分") == "10");
  CHECK(in("分", "1万") == "fault");
  CHECK(in("", "5元") == "fault");
}

TEST_CASE("of money two places are shown at least, of anything else what stands there") {
  CHECK(shown_amount("400", "万元") == "400.00");
  CHECK(shown_amount("1234.5", "元") == "1,234.50");
  CHECK(shown_amount("132.912", "万元") == "132.912");
  CHECK(shown_amount("-0.1", "亿元") == "-0.10");
  CHECK(shown_amount("99.8", "%") == "99.8");
  CHECK(shown_amount("10", "分") == "10");
  CHECK(shown_amount("12", "") == "12");
  CHECK(shown_amount("约四百", "万元") == "约四百");
}

TEST_CASE("an amount goes to 元 and back without losing a digit") {
  const std::uint64_t seed = 20221231;
  INFO("seed " << seed);
  SeededRandom random(seed);
  for (int i = 0; i < 2000; ++i) {
    const auto units = static_cast<std::int64_t>(random.below(1'000'000'000'000));
    const Decimal amount(units, static_cast<int>(random.below(3)));
    const Amount there = read_amount(amount.stored() + "元", "万元", 8);
    REQUIRE(there.fault == AmountFault::None);
    const Amount back = read_amount(there.plain + "万元", "元", 8);
    REQUIRE(back.fault == AmountFault::None);
    CHECK(back.value == amount);
  }
}
