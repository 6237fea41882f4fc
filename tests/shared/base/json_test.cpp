#include "shared/base/json.h"

#include <bit>
#include <catch2/catch_test_macros.hpp>
#include <cmath>

#include "shared/base/random.h"

using namespace ziping::base;

namespace {

std::string number(std::uint64_t bits) { return canonical(Json(std::bit_cast<double>(bits))); }

Json random_value(SeededRandom& random, int depth) {
  switch (random.below(depth > 0 ? 7 : 5)) {
    case 0:
      return Json();
    case 1:
      return Json(random.below(2) == 1);
    case 2:
      return Json(static_cast<std::int64_t>(random.below(1u << 30)) - (1 << 29));
    case 3:
      return Json(static_cast<double>(random.below(1000)) / 7 + 0.123);
    case 4:
      return Json("字\"\\\n" + std::to_string(random.below(100)));
    case 5: {
      Json out{Json::Array{}};
      for (std::uint64_t i = random.below(4); i > 0; --i) out.push(random_value(random, depth - 1));
      return out;
    }
    default: {
      Json out{Json::Object{}};
      for (std::uint64_t i = random.below(4); i > 0; --i)
        out["名" + std::to_string(random.below(50))] = random_value(random, depth - 1);
      return out;
    }
  }
}

}  // namespace

TEST_CASE("numbers are written as RFC 8785 appendix B lists them") {
  CHECK(number(0x0000000000000000) == "0");
  CHECK(number(0x8000000000000000) == "0");
  CHECK(number(0x0000000000000001) == "5e-324");
  CHECK(number(0x8000000000000001) == "-5e-324");
  CHECK(number(0x7fefffffffffffff) == "1.7976931348623157e+308");
  CHECK(number(0xffefffffffffffff) == "-1.7976931348623157e+308");
  CHECK(number(0x4340000000000000) == "9007199254740992");
  CHECK(number(0xc340000000000000) == "-9007199254740992");
  CHECK(number(0x4430000000000000) == "295147905179352830000");
  CHECK(number(0x44b52d02c7e14af5) == "9.999999999999997e+22");
  CHECK(number(0x44b52d02c7e14af6) == "1e+23");
  CHECK(number(0x44b52d02c7e14af7) == "1.0000000000000001e+23");
  CHECK(number(0x444b1ae4d6e2ef4e) == "999999999999999700000");
  CHECK(number(0x444b1ae4d6e2ef4f) == "999999999999999900000");
  CHECK(number(0x444b1ae4d6e2ef50) == "1e+21");
  CHECK(number(0x3eb0c6f7a0b5ed8c) == "9.999999999999997e-7");
  CHECK(number(0x3eb0c6f7a0b5ed8d) == "0.000001");
  CHECK(number(0x41b3de4355555553) == "333333333.3333332");
  CHECK(number(0x41b3de4355555554) == "333333333.33333325");
  CHECK(number(0x41b3de4355555555) == "333333333.3333333");
  CHECK(number(0x41b3de4355555556) == "333333333.3333334");
  CHECK(number(0x41b3de4355555557) == "333333333.33333343");
  CHECK(number(0xbecbf647612f3696) == "-0.0000033333333333333333");
  CHECK(number(0x43143ff3c1cb0959) == "1424953923781206.2");
}

TEST_CASE("members are sorted by UTF-16 code units, as RFC 8785 section 3.2.3 shows") {
  const auto value = parse_json(
      "{\"\\u20ac\":\"Euro Sign\",\"\\r\":\"Carriage Return\",\"\\ufb33\":\"Hebrew Letter Dalet With "
      "Dagesh\",\"1\":\"One\","
      "\"\\ud83d\\ude00\":\"Emoji: Grinning Face\",\"\\u0080\":\"Control\",\"\\u00f6\":\"Latin Small Letter O With "
      "Diaeresis\"}");
  REQUIRE(value.has_value());
  const std::string text = canonical(*value);
  std::size_t last = 0;
  for (const char* name : {"Carriage Return", "One", "Control", "Latin Small", "Euro Sign", "Emoji", "Hebrew"}) {
    INFO(name);
    CHECK(text.find(name) > last);
    last = text.find(name);
  }
}

TEST_CASE("literals, strings and numbers are written as in RFC 8785 section 3.2.2") {
  const auto value = parse_json(
      R"({"numbers":[333333333.33333329,1E30,4.50,2e-3,0.000000000000000000000000001],"string":"\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/","literals":[null,true,false]})");
  REQUIRE(value.has_value());
  CHECK(canonical(*value) ==
        "{\"literals\":[null,true,false],\"numbers\":[333333333.3333333,1e+30,4.5,0.002,1e-27],\"string\":\"€$"
        "\\u000f\\nA'B\\\"\\\\\\\\\\\"/\"}");
}

TEST_CASE("whole numbers are integers as far as every program reads them alike, and doubles beyond") {
  const std::pair<const char*, const char*> cases[] = {{"9007199254740991", "9007199254740991"},
                                                       {"-9007199254740991", "-9007199254740991"},
                                                       {"9007199254740992", "9007199254740992"},
                                                       {"9007199254740993", "9007199254740992"},
                                                       {"18446744073709551616", "18446744073709552000"},
                                                       {"-9223372036854775809", "-9223372036854776000"},
                                                       {"1e21", "1e+21"},
                                                       {"-0", "0"},
                                                       {"-0.0", "0"},
                                                       {"5.0", "5"},
                                                       {"1E2", "100"}};
  for (const auto& [text, expected] : cases) {
    INFO(text);
    const auto value = parse_json(text);
    REQUIRE(value.has_value());
    CHECK(canonical(*value) == expected);
  }
  CHECK(parse_json("9007199254740991")->is_integer());
  CHECK_FALSE(parse_json("9007199254740992")->is_integer());
  const std::string beyond = canonical(Json(std::int64_t{9007199254740993}));
  CHECK(canonical(*parse_json(beyond)) == beyond);
}

TEST_CASE("any double is written so that it reads back as the same double") {
  SeededRandom random(6);
  for (int i = 0; i < 20'000; ++i) {
    const double value = std::bit_cast<double>(random.next());
    if (!std::isfinite(value)) continue;
    const std::string text = canonical(Json(value));
    const auto again = parse_json(text);
    INFO("seed 6, round " << i << ": " << text);
    REQUIRE(again.has_value());
    const double* read = again->as_double();
    REQUIRE((read ? *read : static_cast<double>(*again->as_integer())) == value);
  }
}

TEST_CASE("only quotation marks, backslashes and control characters are escaped") {
  for (int c = 0; c < 0x80; ++c) {
    const std::string text = "甲" + std::string(1, static_cast<char>(c)) + "\u2028";
    const std::string written = canonical(Json(text));
    const bool escaped = c < 0x20 || c == '"' || c == '\\';
    INFO(c);
    REQUIRE((written == "\"" + text + "\"") == !escaped);
    REQUIRE(*parse_json(written)->as_string() == text);
  }
  CHECK(canonical(Json(std::string_view("\b\t\n\f\r\"\\\x1f\0", 9))) == "\"\\b\\t\\n\\f\\r\\\"\\\\\\u001f\\u0000\"");
}

TEST_CASE("canonical text read again is the same text") {
  SeededRandom random(3);
  for (int i = 0; i < 500; ++i) {
    const Json value = random_value(random, 4);
    const std::string text = canonical(value);
    const auto again = parse_json(text);
    REQUIRE(again.has_value());
    REQUIRE(canonical(*again) == text);
    REQUIRE(canonical(*parse_json(pretty(value))) == text);
  }
}

TEST_CASE("bad JSON of every kind is an error") {
  for (const char* text : {"", "{", "[1,", "{\"a\":1,\"a\":2}", "\"\\ud800\"", "nul", "1 2", "[1]]", "\"\xFF\"",
                           "1e999", "{\"a\" 1}", "\"\x01\"", "\"\xC0\x80\"", "\"\xE4\xB8\"", "\"\xF4\x90\x80\x80\"",
                           "\"\xE0\x9F\xBF\"", "{\"\x80\":1}", "\xE4\xB8\xAD"}) {
    INFO(text);
    CHECK(parse_json(text).error().code == "bad-json");
  }
  for (const char* text : {"\"\\udc00\"", "\"\\ud800\\u0041\"", "\"\xED\xA0\x80\"", "NaN", "Infinity", "-", "01", "+1",
                           "[1,]", "{,}", "'a'", "//a\n1", "{\"\\u0061\":1,\"a\":2}"}) {
    INFO(text);
    CHECK(parse_json(text).error().code == "bad-json");
  }
  const auto nested = [](std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); };
  CHECK(parse_json(nested(64)).has_value());
  CHECK(parse_json(nested(65)).error().code == "bad-json");
  CHECK(parse_json(nested(1'000'000)).error().code == "bad-json");
  CHECK(parse_json("[1,2,3]", {.bytes_max = 5, .depth_max = 4}).error().code == "too-large");
}

TEST_CASE("how deep a document is counts its arrays and objects, as the reader's limit does") {
  const Json two = *parse_json(R"({"a":[1],"b":2})");
  CHECK(deeper_than(two, 1));
  CHECK_FALSE(deeper_than(two, 2));
  CHECK_FALSE(deeper_than(Json(1), 0));
  CHECK(deeper_than(Json(Json::Array{}), 0));
  CHECK_FALSE(parse_json(R"({"a":[1],"b":2})", {.depth_max = 1}).has_value());
}

TEST_CASE("every cut and every flipped byte of a document is read or refused, never a crash") {
  const std::string text = R"({"字段":["甲",1.5,-3,true,null,{"b":"\u4e00\n"}],"z":0})";
  for (std::size_t size = 0; size < text.size(); ++size) REQUIRE_FALSE(parse_json(text.substr(0, size)).has_value());
  for (std::size_t i = 0; i < text.size(); ++i) {
    for (int bit = 0; bit < 8; ++bit) {
      std::string damaged = text;
      damaged[i] = static_cast<char>(damaged[i] ^ (1 << bit));
      const auto value = parse_json(damaged);
      if (value) REQUIRE(parse_json(canonical(*value)).has_value());
    }
  }
}

TEST_CASE("a character that must be escaped is found wherever it stands in a long text") {
  for (const char c : {'"', '\\', '\n', '\x1F', '\0'}) {
    for (std::size_t size : {0u, 1u, 63u, 64u, 65u, 200u}) {
      for (std::size_t at = 0; at < size; ++at) {
        std::string text(size, 'a');
        text[at] = c;
        REQUIRE(find_escaped(text) == at);
        REQUIRE(find_escaped(text, at + 1) == size);
        REQUIRE(*parse_json(canonical(Json(text))) == Json(text));
      }
    }
  }
  CHECK(find_escaped(std::string(300, '\x7F')) == 300);
  CHECK(find_escaped(std::string(300, '\xE4')) == 300);
}
