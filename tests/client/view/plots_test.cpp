#include "client/view/plots.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/client/view/sitting.h"

using namespace ziping;
using tests::Sitting;

namespace {

struct Plotting : Sitting {
  explicit Plotting(ImVec2 size = {1366, 4000}) : Sitting("office", "", size) { open(); }
  void look_at_plots() { ask(app::ShowMiddle{app::Middle::Plots}); }
  void score(const char* cells) {
    desk.ask(app::PasteCells{"evaluation.table", 0, 0, cells});
    desk.save();
  }
};

constexpr const char* kIndicator = "产出\t数量\t新开工项目数\t定量\t≥\t20\t个\t22\t40\t39.5\n";

}  // namespace

TEST_CASE("the charts tell the report's figures beside their bars and in a table") {
  Plotting window;
  window.score(kIndicator);
  REQUIRE(window.gui.click("###middle/plots"));
  window.look_again();
  INFO(window.gui.picture());
  for (const char* words : {"预算执行", "单位：万元", "18,331.20 / 18,362.57 · 99.83%", "（万元）", "指标得分",
                            "新开工项目数", "39.5 / 40", "评分表得分 39.50 分", "填写进度", "星子镇工作队", "1 / 1"})
    CHECK(window.gui.shows(words));
}

TEST_CASE("where nothing was filled in the charts say so and draw none") {
  Plotting window;
  window.look_at_plots();
  CHECK(window.gui.shows("指标评分表还没有内容"));
  CHECK(window.gui.find("###plots/copy/scores") == nullptr);
  // The projects of the sample have no amounts: a bar and two cells of the table say so for each.
  std::size_t said = 0;
  const std::string picture = window.gui.picture();
  for (std::size_t at = picture.find("未填"); at != picture.npos; at = picture.find("未填", at + 1)) ++said;
  CHECK(said >= 12);
}

TEST_CASE("a plot says its unit once, and none where there is nothing to count in it") {
  Plotting window;
  window.look_at_plots();
  CHECK(window.gui.shows("单位：万元"));
  CHECK_FALSE(window.gui.shows("单位：分"));  // the table of indicators is empty
  REQUIRE(window.gui.click("###plots/copy/execution"));
  CHECK(window.gui.clipboard().find("未填") == std::string::npos);
}

TEST_CASE("a table of the charts is copied for a spreadsheet by one button") {
  Plotting window;
  window.score(kIndicator);
  window.look_at_plots();
  REQUIRE(window.gui.click("###plots/copy/scores"));
  CHECK(window.gui.clipboard() == "指标\t分值（分）\t得分（分）\n新开工项目数\t40\t39.5\n");
  window.look_again();
  CHECK(window.gui.shows("可以粘贴到 WPS 表格"));
}

TEST_CASE("a bar leads to where its figures are filled in") {
  Plotting window;
  window.score(kIndicator);
  window.look_at_plots();
  REQUIRE(window.gui.click("新开工项目数"));
  REQUIRE(window.last<app::GoTo>() != nullptr);
  CHECK(window.last<app::GoTo>()->path ==
        "evaluation.table[" + window.desk.state().group("evaluation.table")[0].id + "]");
  CHECK(window.desk.report().middle == app::Middle::Form);
}

TEST_CASE("a name that is too long for its column ends in … and is told whole beside the mouse") {
  Plotting window({1000, 4000});
  const std::string name = "接续推进结对地区乡村全面振兴以及产业共建区重点片区提速建设的综合完成程度和群众满意程度指标";
  window.score(("产出\t数量\t" + name + "\t定量\t≥\t20\t个\t22\t40\t39.5\n").c_str());
  window.look_at_plots();
  CHECK(window.gui.shows("接续推进结对地区"));
  CHECK(window.gui.shows("…"));
  CHECK_FALSE(window.gui.shows(name + "：39.5 / 40"));
  REQUIRE(window.gui.hover(name));
  window.look_again();
  const auto whole = [&] {
    std::string words;
    for (const char c : window.gui.picture())
      if (c != '\n' && c != ' ') words += c;
    return words;
  };
  INFO(window.gui.picture());
  CHECK(whole().find("群众满意程度指标：39.5/40") != std::string::npos);
}

TEST_CASE("what stands at a bar tells what is missing or disputed") {
  text::speak(text::Language::Chinese);
  CHECK(view::bar_words({"", "", "", "", "", false}) == "未填");
  CHECK(view::bar_words({"", "", "200.00", "", "", false}) == "— / 200.00");
  CHECK(view::bar_words({"", "", "200.00", "1180.5", "590.25", false}) == "1,180.5 / 200.00 · 590.25%");
  CHECK(view::bar_words({"", "", "200.00", "", "", true}).find("有冲突") != std::string::npos);
}
