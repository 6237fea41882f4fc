#include "client/view/widgets/text_rows.h"

#include <catch2/catch_test_macros.hpp>
#include <random>
#include <string>

#include "client/view/widgets/utf32.h"
#include "tests/client/widgets/em.h"

using namespace ziping::view;
using ziping::tests::em;

namespace {

std::string wrap(std::u32string_view text, float width) {
  const TextRows rows(text, width, em);
  std::string shown;
  for (const TextRow& row : rows.rows()) shown += to_utf8(text.substr(row.begin, row.end - row.begin)) + "|";
  return shown;
}

}  // namespace

TEST_CASE("Chinese breaks between any two characters") { CHECK(wrap(U"绩效自评报告书", 4) == "绩效自评|报告书|"); }

TEST_CASE("no row starts with a closing mark") {
  CHECK(wrap(U"水利项目，解决", 4) == "水利项|目，解决|");
  CHECK(wrap(U"同比增长（下）。", 6) == "同比增长|（下）。|");
  CHECK(wrap(U"执行率达到百％", 6) == "执行率达到|百％|");
}

TEST_CASE("no row ends with an opening mark") {
  CHECK(wrap(U"项目支（注）出", 4) == "项目支|（注）出|");
  CHECK(wrap(U"推广了“一线”法", 4) == "推广了|“一线”|法|");
}

TEST_CASE("words and figures stay whole") {
  CHECK(wrap(U"预算20,545.04万元", 5) == "预算|20,545.04|万元|");
  CHECK(wrap(U"ab cdef gh", 3) == "ab |cdef |gh|");
}

TEST_CASE("a word longer than the row is cut where it must be") { CHECK(wrap(U"abcdefghij", 3) == "abcdef|ghij|"); }

TEST_CASE("dashes and dots that belong together are not parted") {
  CHECK(wrap(U"总结如下——完", 5) == "总结如|下——完|");
  CHECK(wrap(U"甲乙丙丁……", 5) == "甲乙丙|丁……|");
}

TEST_CASE("flags and what is no character wrap like ideographs, a flag whole") {
  CHECK(wrap(U"国旗\U0001F1E8\U0001F1F3是", 3) == "国旗|🇨🇳是|");
  CHECK(wrap(U"\uFFFF\uFFFF甲", 2) == "\uFFFF\uFFFF|甲|");
}

TEST_CASE("every character can be wrapped, beside an ideograph and beside itself") {
  std::size_t whole = 0;
  for (char32_t c = 0; c <= 0x10FFFF; ++c) {
    const std::u32string text{c, U'一', c, c, U' ', c};
    if (TextRows(text, 2, em).rows().back().end == text.size()) ++whole;
  }
  CHECK(whole == 0x110000);
}

TEST_CASE("line ends make rows of their own") {
  CHECK(wrap(U"", 3) == "|");
  CHECK(wrap(U"甲\n\n乙\n", 3) == "甲||乙||");
}

TEST_CASE("a row's end belongs to the row that the caret came from") {
  const TextRows rows(U"绩效自评报告", 4, em);
  CHECK(rows.row_of(4) == 1);
  CHECK(rows.row_of(4, RowSide::End) == 0);
  CHECK(rows.x_of(4) == 0);
  CHECK(rows.x_of(4, RowSide::End) == 4);
  CHECK(rows.position_at(0, 99) == 4);
  CHECK(rows.side_in(0, 4) == RowSide::End);
  CHECK(rows.position_at(99, 1.2f) == 5);
}

TEST_CASE("rows tile every text at every width") {
  const unsigned seed = 20221231;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  const std::u32string_view pieces[] = {U"汉", U"，",        U"abc ",    U"\n", U"（注）",
                                        U"𠮷", U"20,545.04", U"e\u0301", U"——"};
  for (int round = 0; round < 3000; ++round) {
    std::u32string text;
    for (auto i = random() % 30; i > 0; --i) text += pieces[random() % std::size(pieces)];
    const TextRows rows(text, 1 + static_cast<float>(random() % 12), em);
    std::size_t at = 0;
    for (const TextRow& row : rows.rows()) {
      REQUIRE(row.begin == at);
      REQUIRE(row.end >= row.begin);
      at = row.end + (row.ends_paragraph ? 1 : 0);
    }
    REQUIRE(at == text.size() + 1);
  }
}

TEST_CASE("rows found by those of an earlier text are those of a fresh start") {
  const unsigned seed = 20261130;
  INFO("seed " << seed);
  std::mt19937 random(seed);
  const std::u32string_view pieces[] = {U"汉字",
                                        U"水利",
                                        U"，",
                                        U"abc ",
                                        U"\n",
                                        U"（注）",
                                        U"𠮷",
                                        U"20,545.04",
                                        U"e\u0301",
                                        U"——",
                                        U"     ",
                                        U"一",
                                        U"\r",
                                        U"”",
                                        U"‘",
                                        U"长长的一句话没有标点",
                                        U"\U0001F1E8\U0001F1F3",
                                        U"\u0600",
                                        U"\U0001F469\u200D\U0001F4BB",
                                        U"verylongwordwithout"};
  const auto some = [&](std::size_t most) {
    std::u32string out;
    for (auto i = random() % (most + 1); i > 0; --i) out += pieces[random() % std::size(pieces)];
    return out;
  };
  // No figure that a sum could round: an advance of thirds.
  const auto thirds = [](char32_t c) { return em(c) / 3; };
  for (int round = 0; round < 400; ++round) {
    std::u32string text = some(40);
    const float width = (1 + static_cast<float>(random() % 40)) / 3;
    TextRows rows(text, width, thirds);
    for (int edit = 0; edit < 12; ++edit) {
      const std::u32string before = text;
      const std::size_t at = random() % (text.size() + 1),
                        gone = random() % std::min<std::size_t>(4, text.size() - at + 1);
      text.replace(at, gone, some(2));
      rows = TextRows(text, width, thirds, rows, before);
      const TextRows fresh(text, width, thirds);
      INFO(to_utf8(before) << " -> " << to_utf8(text) << " at " << width);
      REQUIRE(rows.rows().size() == fresh.rows().size());
      for (std::size_t i = 0; i < fresh.rows().size(); ++i) {
        REQUIRE(rows.rows()[i].begin == fresh.rows()[i].begin);
        REQUIRE(rows.rows()[i].end == fresh.rows()[i].end);
        REQUIRE(rows.rows()[i].ends_paragraph == fresh.rows()[i].ends_paragraph);
      }
      for (std::size_t i = 0; i <= text.size(); ++i) {
        REQUIRE(rows.x_of(i) == fresh.x_of(i));
        REQUIRE(rows.x_of(i, RowSide::End) == fresh.x_of(i, RowSide::End));
      }
    }
  }
}
