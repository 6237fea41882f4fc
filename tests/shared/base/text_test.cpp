#include <catch2/catch_test_macros.hpp>

#include "shared/base/clock.h"
#include "shared/base/random.h"
#include "shared/base/utf8.h"

using namespace ziping::base;

TEST_CASE("only well-formed UTF-8 counts as text") {
  CHECK(is_utf8("崀山𠮷"));
  for (const char* bytes : {"\xC0\x80", "\xE0\x80\x80", "\xED\xA0\x80", "\xF4\x90\x80\x80", "\xE4\xB8", "\x80", "\xFF"})
    CHECK_FALSE(is_utf8(bytes));
}

TEST_CASE("any characters come back from UTF-32") {
  SeededRandom random(5);
  for (int i = 0; i < 300; ++i) {
    std::u32string text;
    for (int k = 0; k < 20; ++k) {
      const auto c = static_cast<char32_t>(random.below(0x10FFFF));
      if (c < 0xD800 || c > 0xDFFF) text += c;
    }
    REQUIRE(is_utf8(to_utf8(text)));
    REQUIRE(to_utf32(to_utf8(text)) == text);
    REQUIRE(count_characters(to_utf8(text)) == text.size());
  }
}

TEST_CASE("stored text is composed, with plain line ends and without control characters") {
  CHECK(normalised("e\u0301") == "\u00e9");
  CHECK(normalised("甲\r\n乙\r丙\x01\xEF\xBB\xBF") == "甲\n乙\n丙");
  CHECK(normalised("１２３，。“”") == "１２３，。“”");
  CHECK(normalised("か\u3099") == "が");
  CHECK(normalised("\u1112\u1161\u11ab") == "한");
  CHECK(normalised("\U0002F800") == "丽");
  CHECK(normalised("一\u302B\u302A") == "一\u302A\u302B");  // marks in canonical order
  CHECK(half_width("１２，３４５．６％") == "12,345.6%");
  CHECK(trimmed("\u3000 甲 \u00a0\n") == "甲");
}

TEST_CASE("old files are read: GBK, UTF-16, with or without a byte order mark") {
  CHECK(*decode_text_file("\xEF\xBB\xBF甲") == "甲");
  CHECK(*decode_text_file("\xBC\xD7\xD2\xD2\xA1\xA3") == "甲乙。");
  CHECK(*decode_text_file(std::string("\xFF\xFE\x32\x75", 4)) == "甲");
  CHECK(decode_text_file(std::string("PK\x03\x04\0\0\0\0", 8)).error().code == "not-text");
  CHECK(decode_text_file("\xFF\xFF\xFF\x80").error().code == "not-text");
}

TEST_CASE("a UTC label reads back as the same second, and anything else as none") {
  CHECK(utc_text(1'672'473'600'000) == "2022-12-31T08:00:00Z");
  CHECK(parse_utc_text("2022-12-31T08:00:00Z") == 1'672'473'600'000);
  CHECK(parse_utc_text("2022-12-31 08:00:00") == 0);
  CHECK(parse_utc_text("2022-02-31T08:00:00Z") == 0);
}

TEST_CASE("text of any characters is stored the same whether or not it takes the short way") {
  // Behind a precomposed letter, which always takes the long way and joins with nothing before it.
  const std::string detour = "\u1E00";
  SeededRandom random(7);
  const std::pair<std::uint32_t, std::uint32_t> blocks[] = {
      {0x20, 0x7F},     {0xA0, 0x300},    {0x300, 0x370},   {0x2010, 0x2028}, {0x3000, 0x30FF},  {0x3400, 0x9FFF},
      {0xAC00, 0xD7A0}, {0xF900, 0xFAFF}, {0xFF00, 0xFFF0}, {0x1100, 0x1200}, {0x20000, 0x2FA20}};
  for (int i = 0; i < 20'000; ++i) {
    std::string text;
    for (std::uint64_t k = random.below(5) + 1; k > 0; --k) {
      const auto& [first, end] = blocks[random.below(std::size(blocks))];
      append_utf8(text, static_cast<char32_t>(first + random.below(end - first)));
    }
    INFO("seed 7, round " << i << ": " << text);
    REQUIRE(normalised(text) + detour == normalised(text + detour));
    REQUIRE(normalised(normalised(text)) == normalised(text));
  }
}

TEST_CASE("bytes that are no text are taken without harm, and quoted in whole characters") {
  SeededRandom random(8);
  for (int i = 0; i < 5000; ++i) {
    std::string bytes(random.below(12), '\0');
    random.fill(bytes.data(), bytes.size());
    REQUIRE(is_utf8(normalised(bytes)));
    REQUIRE(is_utf8(half_width(bytes)));
    REQUIRE(is_utf8(excerpt(bytes, 3)));
    const auto text = decode_text_file(bytes);
    if (text) REQUIRE(is_utf8(*text));
  }
  CHECK(excerpt("甲乙丙", 2) == "甲乙…");
  CHECK(excerpt("甲乙", 2) == "甲乙");
  CHECK(excerpt("甲\xE4\xB9", 5) == "甲\uFFFD\uFFFD");
}

TEST_CASE("what a text would lose is counted before it is lost") {
  const Lost lost = lost_in("\xEF\xBB\xBF甲\x01\r\n\x7F乙\xED\xA0\x80\xFF\t𠮷");
  CHECK(lost.controls == 2);
  CHECK(lost.broken == 4);
  CHECK(lost_in("甲。\n\u202E乙").controls == 0);
}
