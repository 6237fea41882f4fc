#include "shared/merge/suggestion.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "shared/merge/sentence.h"
#include "shared/merge/words.h"
#include "tests/shared/merge/prose_edits.h"

using namespace ziping;
using namespace ziping::merge;
using base::SeededRandom;

namespace {

report::Conflict conflict(std::string base, const std::vector<std::string>& sides) {
  report::Conflict out;
  out.base = std::move(base);
  for (std::size_t i = 0; i < sides.size(); ++i) out.sides.push_back({std::to_string(i), base::Json(sides[i])});
  report::settle(out);
  return out;
}

std::string suggested(std::string base, const std::vector<std::string>& sides) {
  return suggestion(conflict(std::move(base), sides)).value_or("none");
}

std::set<std::string_view> figures(std::string_view text) {
  std::set<std::string_view> out;
  for (const std::string_view word : words(text))
    if (is_numeral(word)) out.insert(word);
  return out;
}

}  // namespace

TEST_CASE("changes of different people that do not touch are suggested together") {
  REQUIRE(suggested("实施水利项目12项，解决750亩耕地撂荒问题。",
                    {"实施水利项目13项，解决750亩耕地撂荒问题。", "实施水利项目12项，解决近800亩耕地撂荒问题。"}) ==
          "实施水利项目13项，解决近800亩耕地撂荒问题。");
  REQUIRE(suggested("组织干部走访脱贫户，协调解决困难。",
                    {"组织全体干部走访脱贫户，协调解决困难。", "组织干部走访脱贫户，及时协调解决困难。",
                     "组织干部走访脱贫户，协调解决实际困难。"}) == "组织全体干部走访脱贫户，及时协调解决实际困难。");
  REQUIRE(suggested("甲一，乙一。", {"甲二，乙一。", "甲二，乙一，丙一。", "甲二，乙一，丙一。\n"}) ==
          "none");  // is a side
}

TEST_CASE("nothing is suggested where changes touch or somebody took the words away") {
  REQUIRE(suggested("实施水利项目12项。", {"实施水利项目13项。", "实施水利项目14项。"}) == "none");
  REQUIRE(suggested("修建水渠。", {"新建水渠。", "修复水渠。"}) == "none");
  REQUIRE(suggested("", {"修路。", "架桥。"}) == "none");
  REQUIRE(suggested("修路，架桥。", {"", "修路，建桥。"}) == "none");
  REQUIRE(!suggestion(
      {base::Json(std::int64_t{1}), {{"a", base::Json(std::int64_t{2})}, {"b", base::Json(std::int64_t{3})}}}));
}

TEST_CASE("a figure is suggested with its own clause or not at all") {
  REQUIRE(suggested("解决750亩耕地撂荒。", {"解决800亩耕地撂荒。", "解决750亩水田撂荒。"}) == "none");
  REQUIRE(suggested("投入二十万元。", {"投入三十万元。", "投入二十五万元。"}) == "none");
  REQUIRE(suggested("投入12万元。", {"投入15万元。", "投入12亿元。"}) == "none");
  REQUIRE(suggested("完成12。", {"完成12.7。", "共完成12。"}) == "none");
  REQUIRE(suggested("共1甲.甲5亩。", {"共1.甲5亩。", "共1甲.5亩。"}) == "none");  // 1.5 would come of it
  REQUIRE(suggested("修路1条。", {"修路1条，架桥。", "修路2条。"}) == "修路2条，架桥。");
  REQUIRE(suggested("修路1条。", {"年初修路1条。", "修路2条。"}) == "none");
  // The same change by both is one.
  REQUIRE(suggested("修路1条，架桥1座。", {"修路2条，架桥1座。", "修路2条，架桥3座。"}) == "none");
  REQUIRE(suggested("修路1条，架桥1座，种树。", {"修路2条，架桥1座，种树。", "修路2条，架桥1座，种果树。"}) == "none");
  REQUIRE(suggested("修路1条，架桥1座，种树。", {"修路2条，架桥1座，多种树。", "修路2条，架桥1座，种果树。"}) ==
          "修路2条，架桥1座，多种果树。");
}

TEST_CASE("figures in a row share the unit behind the last of them") {
  REQUIRE(suggested("三镇分别投入资金1、2、3亿元，成效明显。",
                    {"三镇分别投入资金5、2、3亿元，成效明显。", "三镇分别投入资金1、2、3万元，成效明显。"}) == "none");
  REQUIRE(suggested("两镇分别投入100、200万元。", {"两镇分别投入150、200万元。", "两镇分别投入100、2亿元。"}) ==
          "none");
  REQUIRE(suggested("三百、二百人次参加。", {"四百、二百人次参加。", "三百、二百万人次参加。"}) == "none");
  REQUIRE(suggested("修路、架桥3座。", {"修路、架桥4座。", "整修路、架桥3座。"}) != "整修路、架桥3座。");
}

TEST_CASE("a renumbered item takes the other side's words") {
  REQUIRE(suggested("二是修建水渠12条。", {"三是修建水渠12条。", "二是修建水渠15条。"}) == "三是修建水渠15条。");
  REQUIRE(suggested("二是修建水渠12条。", {"三是修建水渠12条。", "二是共修建水渠12条。"}) == "三是共修建水渠12条。");
  REQUIRE(suggested("二是修建水渠12条。", {"三是修建水渠12条。", "十二是修建水渠12条。"}) == "none");
}

TEST_CASE("a suggestion is the same in every order, is none of the sides and mixes no figure") {
  std::size_t suggestions = 0;
  for (std::uint64_t seed = 0; seed < 3000; ++seed) {
    INFO("seed " << seed);
    SeededRandom random(seed);
    const auto all = sentences(samples()[random.below(samples().size())].text);
    const std::string base(all[random.below(all.size())]);
    std::vector<std::string> sides;
    for (std::uint64_t i = 2 + random.below(2); i > 0; --i) {
      std::string side = base;
      for (std::uint64_t edits = 1 + random.below(2); edits > 0; --edits)
        edit(side, random.below(2) == 0 ? Edit::Figure : Edit::Reword, random);
      sides.push_back(std::move(side));
    }
    const report::Conflict met = conflict(base, sides);
    const auto one = suggestion(met);
    report::Conflict turned = met;
    std::ranges::reverse(turned.sides);
    REQUIRE(suggestion(turned) == one);
    if (!one) continue;
    INFO(base << "\n" << sides[0] << "\n" << sides[1] << "\n→ " << *one);
    ++suggestions;
    REQUIRE(std::ranges::find(sides, *one) == sides.end());
    std::set<std::string_view> known;
    for (const std::string& side : sides) known.merge(figures(side));
    REQUIRE(std::ranges::includes(known, figures(*one)));
    // Who looks at the suggestion from one side sees the changes of the others there, and nothing else.
    for (const std::string_view word : words(*one))
      REQUIRE(std::ranges::any_of(sides, [&](const std::string& side) { return side.find(word) != side.npos; }));
  }
  REQUIRE(suggestions > 300);
}
