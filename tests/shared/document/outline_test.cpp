#include "shared/document/outline.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/document/sentences.h"

using namespace ziping::document;

namespace {

std::vector<std::string> paragraphs(std::string_view text) {
  std::vector<std::string> out;
  for (const Paragraph& paragraph : outline(text, looks_like_heading)) out.push_back(paragraph.text);
  return out;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("marks of five levels are known, in both widths") {
  CHECK(mark_of("十二、其他").level == 1);
  CHECK(mark_of("十二、其他").number == 12);
  CHECK(mark_of("（二）部门").level == 2);
  CHECK(mark_of("(二) 部门").number == 2);
  CHECK(mark_of("３．部门").number == 3);
  CHECK(mark_of("（4）部门").level == 4);
  CHECK(mark_of("三是推进").level == 5);
  CHECK(behind("1. 部门", mark_of("1. 部门")) == "部门");
}

TEST_CASE("numbers at the beginning of a sentence are no marks") {
  for (const char* text : {"3.13亿元", "2022年", "967人。", "（一年）", "一个", "2022.", "是", "（", ""})
    CHECK(mark_of(text).level == 0);
}

TEST_CASE("figures in a row are no mark, and a title that begins with a figure has one") {
  for (const char* text : {"一、二季度执行进度偏慢", "三、四季度完成投资", "二、三级公路", "五、十月"})
    CHECK(mark_of(text).level == 0);
  CHECK(mark_of("二、三大攻坚战").number == 2);
  CHECK(mark_of("一、一季度情况").number == 1);
}

TEST_CASE("every mark that is written is read as itself") {
  for (int level = 1; level <= kRunLevel; ++level)
    for (int number = 1; number <= 99; ++number) {
      const Mark mark = mark_of(mark_text(level, number) + "字");
      CHECK(mark.level == level);
      CHECK(mark.number == number);
    }
}

TEST_CASE("a paragraph cut by a page is joined again") {
  CHECK(paragraphs("逐项比对，部门整体\n\n执行总体平稳。\n下一段。") ==
        Texts{"逐项比对，部门整体执行总体平稳。", "下一段。"});
  CHECK(paragraphs("达线\n\n967人。") == Texts{"达线967人。"});
}

TEST_CASE("a heading is never joined to what follows it") {
  CHECK(paragraphs("1. 绩效目标\n根据要求\n梳理。\n（二）监控") ==
        Texts{"1. 绩效目标", "根据要求梳理。", "（二）监控"});
}

TEST_CASE("sentences keep their closing marks and lose nothing") {
  CHECK(sentences("甲“乙。”丙。丁！") == std::vector<std::string_view>{"甲“乙。”", "丙。", "丁！"});
  CHECK(sentences("无句号") == std::vector<std::string_view>{"无句号"});
}

TEST_CASE("runs follow their numbers") {
  const Runs runs = runs_of("一是甲，二是乙的说法不算；\n二是丙。三是丁。");
  CHECK(runs.before.empty());
  CHECK(runs.items == std::vector<std::string_view>{"甲，二是乙的说法不算；", "丙。", "丁。"});
  CHECK(runs_of("没有分项。").items.empty());
  CHECK(runs_of("做法：一是甲。").before == "做法：");
}

TEST_CASE("a team is known by the words that begin a sentence") {
  CHECK(team_named("柳鸣镇工作队实施水利项目。") == "柳鸣镇工作队");
  CHECK(team_named("协调梓岗工作队会同当地政府。") == "梓岗工作队");
  CHECK(team_named("各镇工作队扎实开展。").empty());
  CHECK(team_named("工作队实施。").empty());
  CHECK(team_named("全年，柳鸣镇工作队。").empty());
}
