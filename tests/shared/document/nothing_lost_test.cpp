#include <algorithm>

#include "shared/form/value.h"
#include "tests/shared/document/document_fixture.h"

using namespace ziping;
using namespace ziping::document;

namespace {

std::string everything(const Imported& imported) {
  std::string out = write(imported.state);
  for (const Leftover& left : imported.leftover) out += "\n" + left.text;
  return out;
}

std::string word(std::uint64_t number) { return "词" + std::to_string(100000 + number) + "末"; }

// Lines of the report and odd ones in any order, cut anywhere, each piece with a word of its own.
std::string shuffled(base::SeededRandom& random, std::vector<std::string>& words) {
  static const std::vector<std::string> odd{"一、",
                                            "（一）",
                                            "1.",
                                            "二是",
                                            "主要工作成效",
                                            "指标评分表：",
                                            "一级指标：产出；分值：x",
                                            "差额说明：",
                                            "（（（（",
                                            "2022年度局",
                                            "四、改进措施",
                                            "【冲突】",
                                            "一是甲；二是乙。",
                                            "甲镇工作队帮扶5个村。",
                                            "五、未知",
                                            "（九）未知",
                                            "3. 未知",
                                            "（4）未知的事。",
                                            "“",
                                            "\xE3\x80\x80\xE3\x80\x80"};
  std::vector<std::string> lines = split(invented_report().text, '\n');
  std::string out;
  const std::uint64_t count = random.below(60);
  for (std::uint64_t i = 0; i < count; ++i) {
    std::string line = random.below(3) == 0 ? odd[random.below(odd.size())] : lines[random.below(lines.size())];
    words.push_back(word(words.size()));
    const std::u32string text = base::to_utf32(line);
    const std::size_t at = random.below(text.size() + 1);
    out += base::to_utf8(text.substr(0, at)) + words.back() + base::to_utf8(text.substr(at));
    out += random.below(8) == 0 ? "" : "\n";
  }
  return out;
}

}  // namespace

TEST_CASE("whatever the order and the wording, every word is in the exported text or left over") {
  for (std::uint64_t seed = 1; seed <= 300; ++seed) {
    base::SeededRandom random(seed);
    std::vector<std::string> words;
    const std::string text = shuffled(random, words);
    const std::string all = everything(read(text));
    for (const std::string& sought : words) {
      INFO("seed " << seed << ", " << sought << "\n" << text);
      REQUIRE(all.find(sought) != std::string::npos);
    }
  }
}

TEST_CASE("an empty text gives an empty report with every heading") {
  for (const char* text : {"", "\n\n \t\n", "\xEF\xBB\xBF"}) {
    const Imported imported = read(text);
    CHECK(imported.state == report::State());
    CHECK(imported.leftover.empty());
    CHECK(write(imported.state).starts_with("一、基本情况\n\n（一）部门概况\n\n"));
  }
}

TEST_CASE("a text without headings is left over whole") {
  const Imported imported = read("这是一段没有标题的话。\n还有一段。");
  CHECK(imported.leftover.size() == 2);
  CHECK(imported.state == report::State());
}

TEST_CASE("bytes that are no text are left over") {
  const Imported imported = read("一、基本情况\n\xFF\xFE坏");
  REQUIRE(imported.leftover.size() == 1);
  CHECK(imported.remarks.size() == 1);
}

TEST_CASE("a text larger than a field is left over from where it no longer fits") {
  std::string text = "二、综合评价分析\n（四）主要工作成效\n";
  std::string sentence;
  for (int i = 0; i < 25'000; ++i) sentence += "长";
  text += "开头。\n" + sentence + "。\n结尾。\n";
  const Imported imported = read(text);
  REQUIRE(imported.leftover.size() == 1);
  CHECK(imported.leftover[0].text == sentence + "。");
  CHECK(imported.state.group("results.blocks").size() == 2);
}

TEST_CASE("many short paragraphs fill what a form takes, and the rest is left over") {
  std::string text = "（一）自评结论综述\n";
  for (int i = 0; i < 30'000; ++i) text += "甲乙丙。\n";
  const Imported imported = read(text);
  const std::string kept = text_at(imported.state, "conclusion.text");
  CHECK(base::count_characters(kept) <= form::kTextCharactersMax);
  CHECK(base::count_characters(kept) > 3000);  // its own limit is a finding
  CHECK(std::ranges::count(kept, '\n') + 1 + static_cast<long>(imported.leftover.size()) == 30'000);
}

TEST_CASE("every beginning of the report can be read") {
  const std::string text = invented_report().text;
  for (std::size_t end = 0; end < text.size(); end += 97) {
    const std::string_view part = std::string_view(text).substr(0, end);
    const Imported imported = read(part);
    if (!base::is_utf8(part)) CHECK(imported.leftover.size() == 1);
    CHECK(report::parse_state(report::to_json(imported.state)));
  }
}
