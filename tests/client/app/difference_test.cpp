#include "client/app/difference.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "shared/base/random.h"
#include "shared/base/utf8.h"
#include "tests/client/app/pieces.h"

using namespace ziping;
using namespace ziping::app;
using tests::described;
using tests::joined;

namespace {

std::string changed(const std::string& before, const std::string& after) {
  return described(characters_changed(before, after));
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_separator(char c) { return c == '.' || c == ','; }

// Whether the text is cut within a figure when it is cut at this byte.
bool cuts_a_figure(const std::string& text, std::size_t at) {
  if (at == 0 || at >= text.size()) return false;
  if (is_digit(text[at])) {
    if (is_digit(text[at - 1])) return true;
    return is_separator(text[at - 1]) && at > 1 && is_digit(text[at - 2]);
  }
  return is_separator(text[at]) && is_digit(text[at - 1]) && at + 1 < text.size() && is_digit(text[at + 1]);
}

bool is_whole(const std::vector<Piece>& pieces, std::initializer_list<Part> parts) {
  const std::string text = joined(pieces, parts);
  std::size_t at = 0;
  for (const Piece& piece : pieces) {
    if (joined({piece}, parts).empty()) continue;
    at += piece.words.size();
    // An accent or a joiner begins no piece: it belongs to the character before it.
    if (cuts_a_figure(text, at) || text.compare(at, 2, "\u0301") == 0 || text.compare(at, 3, "\u200D") == 0)
      return false;
  }
  return true;
}

std::string random_words(base::SeededRandom& random, std::size_t count) {
  static const std::vector<std::string> words{
      "实施", "水利", "项目", "的",   "12",  "13", "20,545.04", "7", ",",  ".",  "0",       "万元",     "，",
      "。",   "；",   "\n",   "完成", "GDP", "%",  "“",         "”", "近", "亩", "e\u0301", "👨\u200D👩", "乡村振兴"};
  std::string out;
  for (std::size_t i = 0; i < count; ++i) out += words[random.below(words.size())];
  return out;
}

// The text with some of its characters taken away and some words put in between.
std::string edited(const std::string& text, base::SeededRandom& random) {
  const std::u32string wide = base::to_utf32(text);
  std::string out;
  for (std::size_t at = 0; at < wide.size();) {
    const std::size_t end = base::next_cluster(wide, at);
    const std::uint64_t what = random.below(12);
    if (what != 0) out += base::to_utf8(std::u32string_view(wide).substr(at, end - at));
    if (what == 1) out += random_words(random, 1 + random.below(4));
    at = end;
  }
  return out;
}

}  // namespace

TEST_CASE("a figure that changed is one change") {
  REQUIRE(changed("实施水利项目12项。", "实施水利项目13项。") == "实施水利项目[-12-]{+13+}项。");
  REQUIRE(changed("预算20,545.04万元", "预算20,545.40万元") == "预算[-20,545.04-]{+20,545.40+}万元");
  REQUIRE(changed("解决750亩", "解决近800亩") == "解决[-750-]{+近800+}亩");
  REQUIRE(changed("完成９９．８％", "完成９９．９％") == "完成[-９９．８-]{+９９．９+}％");
  REQUIRE(changed("完成12", "完成120") == "完成[-12-]{+120+}");
}

TEST_CASE("a single character between two changes joins them") {
  REQUIRE(changed("建设美丽的乡村。", "推进宜居的城镇。") == "[-建设美丽的乡村-]{+推进宜居的城镇+}。");
  REQUIRE(changed("共12、35户", "共13、36户") == "共[-12、35-]{+13、36+}户");
}

TEST_CASE("a figure that stays between two changes is not shown as changed") {
  REQUIRE(changed("修12处", "建12座") == "[-修-]{+建+}12[-处-]{+座+}");
}

TEST_CASE("an insertion stands where its clause ends") {
  REQUIRE(changed("甲完成，水库2座。", "甲完成，水沟1条，水库2座。") == "甲完成，{+水沟1条，+}水库2座。");
  REQUIRE(changed("水沟1条，水库2座。", "水库2座。") == "[-水沟1条，-]水库2座。");
}

TEST_CASE("a sentence of which next to nothing is left was replaced") {
  REQUIRE(
      changed("村里的老人都说有关部门这次做得真好，路也修通了。", "资金于11月由有关部门全部拨付到位；没有任何结余！") ==
      "[-村里的老人都说有关部门这次做得真好，路也修通了。-]{+资金于11月由有关部门全部拨付到位；没有任何结余！+}");
}

TEST_CASE("a text tells which sentences came, went, moved and changed") {
  const std::string before = "一是修路。二是修水利设施12处，惠及群众。三是慰问老人。";
  REQUIRE(described(text_changed(before, "一是修路。二是修水利设施13处，惠及群众。三是慰问老人。", Context::All)) ==
          "一是修路。二是修水利设施[-12-]{+13+}处，惠及群众。三是慰问老人。");
  REQUIRE(described(text_changed(before, "一是修路。三是慰问老人。四是植树。", Context::All)) ==
          "一是修路。[-二是修水利设施12处，惠及群众。-]三是慰问老人。{+四是植树。+}");
  REQUIRE(described(text_changed("一是修通村路。二是修水利。三是慰问老人。", "二是修水利。三是慰问老人。一是修通村路。",
                                 Context::All)) == "<-一是修通村路。->二是修水利。三是慰问老人。<+一是修通村路。+>");
}

TEST_CASE("sentences that resemble each other are compared with each other") {
  REQUIRE(described(text_changed("全年修建水渠三条。资金全部到位。", "年初召开动员会。全年修建水渠四条。资金按期到位。",
                                 Context::All)) ==
          "{+年初召开动员会。+}全年修建水渠[-三-]{+四+}条。资金[-全部-]{+按期+}到位。");
  REQUIRE(described(text_changed("全年修建水渠三条。", "群众反映良好，没有投诉！", Context::All)) ==
          "[-全年修建水渠三条。-]{+群众反映良好，没有投诉！+}");
}

TEST_CASE("unchanged sentences far from every change are left out when asked") {
  const std::string before = "甲一。甲二。甲三。\n乙一。乙二。乙三。乙四。";
  REQUIRE(described(text_changed(before, "甲一。甲二。甲三。\n乙一。乙二。乙三。乙四十。", Context::Changed)) ==
          "…乙三。乙四{+十+}。");
  REQUIRE(described(text_changed(before, "新。甲一。甲二。甲三。\n乙一。乙二。乙三。乙四。", Context::Changed)) ==
          "{+新。+}甲一。…");
  REQUIRE(described(text_changed(before, "甲一。甲二。甲三。\n新。乙一。乙二。乙三。乙四。", Context::Changed)) ==
          "…甲三。\n{+新。+}乙一。…");
  REQUIRE(described(text_changed("头一。头二。\n乙一。乙二。", "头一。头二。\n乙一。乙二十。", Context::Changed)) ==
          "…\n乙一。乙二{+十+}。");
}

TEST_CASE("both texts stand in their comparison, whatever was edited, and no figure is cut") {
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    INFO("seed " << seed);
    base::SeededRandom random(seed);
    const std::string before = random_words(random, random.below(60));
    const std::string after = random.below(8) == 0 ? random_words(random, random.below(60)) : edited(before, random);
    INFO(before << "\n→ " << after);
    const auto pieces = characters_changed(before, after);
    REQUIRE(joined(pieces, {Part::Same, Part::Removed}) == before);
    REQUIRE(joined(pieces, {Part::Same, Part::Inserted}) == after);
    REQUIRE(is_whole(pieces, {Part::Same, Part::Removed}));
    REQUIRE(is_whole(pieces, {Part::Same, Part::Inserted}));
    const auto text = text_changed(before, after, Context::All);
    REQUIRE(joined(text, {Part::Same, Part::Removed, Part::MovedAway}) == before);
    REQUIRE(joined(text, {Part::Same, Part::Inserted, Part::MovedHere}) == after);
    const auto short_text = text_changed(before, after, Context::Changed);
    REQUIRE(joined(short_text, {Part::Removed, Part::MovedAway}) == joined(text, {Part::Removed, Part::MovedAway}));
    REQUIRE(joined(short_text, {Part::Inserted, Part::MovedHere}) == joined(text, {Part::Inserted, Part::MovedHere}));
  }
}
