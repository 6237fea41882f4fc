#include "shared/merge/sentence.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/base/file.h"
#include "shared/base/random.h"
#include "shared/base/utf8.h"

using namespace ziping;
using namespace ziping::merge;
using Pieces = std::vector<std::string_view>;

TEST_CASE("sentences end at their marks and keep them") {
  CHECK(sentences("甲。乙！丙？丁；戊……己") == Pieces{"甲。", "乙！", "丙？", "丁；", "戊……", "己"});
  CHECK(sentences("甲。\n乙\n\n丙") == Pieces{"甲。\n", "乙\n", "\n", "丙"});
  CHECK(sentences("").empty());
}

TEST_CASE("quotation marks and brackets stay with their sentence") {
  CHECK(sentences("他说：“好。”然后走了。下一句") == Pieces{"他说：“好。”", "然后走了。", "下一句"});
  CHECK(sentences("围绕“提升；强化；助力”七项任务。完") == Pieces{"围绕“提升；强化；助力”七项任务。", "完"});
  CHECK(sentences("（一）是甲；（含捐款。）乙。") == Pieces{"（一）是甲；", "（含捐款。）", "乙。"});
}

TEST_CASE("numbers and enumerations are no ends") {
  CHECK(sentences("预算20,545.04万元，完成1.5倍。一是甲。") == Pieces{"预算20,545.04万元，完成1.5倍。", "一是甲。"});
  CHECK(sentences("1. 主要职责") == Pieces{"1. 主要职责"});
}

TEST_CASE("an open bracket does not swallow the paragraphs behind it") {
  CHECK(sentences("（未闭合。\n下一段。") == Pieces{"（未闭合。\n", "下一段。"});
}

TEST_CASE("pieces joined are the text, and closed pieces cut again the same way") {
  base::SeededRandom random(15);
  const std::u32string alphabet = U"甲乙。；！“”（）\n1.，…";
  for (int i = 0; i < 5000; ++i) {
    std::u32string characters;
    for (std::uint64_t k = random.below(16); k > 0; --k) characters += alphabet[random.below(alphabet.size())];
    const std::string text = base::to_utf8(characters);
    std::string joined;
    for (std::string_view piece : sentences(text)) {
      REQUIRE_FALSE(piece.empty());
      joined += piece;
    }
    REQUIRE(joined == text);
    for (std::string_view piece : sentences(text)) REQUIRE(sentences(piece).size() == 1);
  }
}

TEST_CASE("long prose is cut into sentences of readable length") {
  for (const char* name : {"prose-1.txt", "prose-2.txt", "prose-3.txt"}) {
    const auto text = base::read_file(std::string(ZIPING_SOURCE_DIR "/assets/samples/") + name, 1 << 20);
    REQUIRE(text.has_value());
    const auto pieces = sentences(*text);
    CHECK(pieces.size() > 30);
    for (std::string_view piece : pieces) CHECK(base::count_characters(piece) < 250);
  }
}
