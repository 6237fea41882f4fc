#include "shared/merge/numbering.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/merge/text_merge.h"

using namespace ziping;
using namespace ziping::merge;

namespace {

std::size_t number(std::string_view sentence) {
  const auto label = item_label(sentence);
  return label ? label->number : 0;
}

MergedText merged(const std::string& base, const std::string& ours, const std::string& theirs) {
  return merge_text({base}, {ours}, {theirs}, {}, {});
}

}  // namespace

TEST_CASE("an item's label is a number with the mark behind it") {
  using Kind = ItemLabel::Kind;
  REQUIRE(item_label("一是修路。") == ItemLabel{Kind::Is, 1, 6});
  REQUIRE(item_label("　　二十三、架桥。") == ItemLabel{Kind::Comma, 23, 18});
  REQUIRE(item_label("（十）其他。") == ItemLabel{Kind::Brackets, 10, 9});
  REQUIRE(item_label("(3)其他。") == ItemLabel{Kind::Brackets, 3, 3});
  REQUIRE(item_label("12.其他。") == ItemLabel{Kind::Dot, 12, 3});
  REQUIRE(item_label("第九，其他。") == ItemLabel{Kind::Ordinal, 9, 9});
  REQUIRE(item_label("②其他。") == ItemLabel{Kind::Circled, 2, 3});
  for (const std::string_view none : {"", "一", "一直如此。", "12.5亩。", "123.其他。", "第一季度完成。", "（见附件）",
                                      "（二", "2022年。", "十", "第", "12"})
    REQUIRE(number(none) == 0);
}

TEST_CASE("items that merge to numbers which do not follow each other are to be read") {
  const std::string base = "一是甲。二是乙。中间有话。又有话。还有话。结尾。";
  // Far from each other, so that nothing else asks for it.
  const MergedText both = merged(base, "一是甲。结尾前。二是乙。三是丙。中间有话。又有话。还有话。结尾。",
                                 "一是甲。二是乙。中间有话。又有话。还有话。三是丁。结尾。");
  REQUIRE((both.please_read && both.numbers_break));
  const MergedText one = merged(base, "一是甲。二是乙。三是丙。中间有话。又有话。还有话。结尾。",
                                "一是甲。二是乙。中间有话。又有话。还有话。结尾了。");
  REQUIRE_FALSE(one.please_read);
  const MergedText new_list = merged(base, "一是甲。二是乙。三是丙。中间有话。又有话。还有话。结尾。",
                                     "一是甲。二是乙。中间有话。又有话。还有话。一是丁。结尾。");
  REQUIRE_FALSE(new_list.please_read);
  const MergedText neighbours = merged(base, "一是甲了。二是乙。中间有话。又有话。还有话。结尾。",
                                       "一是甲。二是乙了。中间有话。又有话。还有话。结尾。");
  REQUIRE((neighbours.please_read && !neighbours.numbers_break));
}

TEST_CASE("numbers that did not follow each other before the merge are nobody's news") {
  const std::string base = "一是甲。三是乙。中间有话。又有话。还有话。结尾。";
  REQUIRE_FALSE(merged(base, "一是甲。三是乙。中间有话了。又有话。还有话。结尾。",
                       "一是甲。三是乙。中间有话。又有话。还有话。结尾了。")
                    .please_read);
}
