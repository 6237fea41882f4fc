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
