#include "client/app/plots.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "shared/rules/check.h"
#include "tests/support/desk/desk.h"

using namespace ziping;
using namespace ziping::app;
using tests::Desk;

namespace {

std::vector<Plot> plots_of(Desk& desk) {
  return plots(Desk::form(), desk.state(), desk.report().computed, desk.model.home.names.teams);
}

// Heading, label, whole, part, rate of every bar.
std::string told(const Plot& plot) {
  std::string out;
  for (const PlotGroup& group : plot.groups)
    for (const PlotBar& bar : group.bars)
      out += group.heading + "|" + bar.label + "|" + bar.whole + "|" + bar.part + "|" + bar.rate + "\n";
  return out;
}

struct Plotted : Desk {
  Plotted() { open(); }
  void paste(const char* group, const char* cells) {
    ask(PasteCells{group, 0, 0, cells});
    save();
  }
};

}  // namespace

TEST_CASE("the made-up report's own money is the first bar, with the digits it was typed with") {
  Plotted desk;
  const Plot execution = plots_of(desk)[0];
  REQUIRE_FALSE(execution.groups.empty());
  const PlotBar& whole = execution.groups.front().bars.front();
  CHECK(whole.whole == "18362.57");
  CHECK(whole.part == "18331.20");
  CHECK(whole.rate == "99.83");
  CHECK(execution.groups.front().most == "18362.57");
  CHECK(execution.whole_title == "预算数（万元）");
  CHECK(execution.part_title == "执行数（万元）");
  CHECK(execution.rate_title == "执行率（%）");
  CHECK(execution.unit == "万元");
}

TEST_CASE("a project tells what was typed and what its formula computes, and nothing where nobody typed") {
  Plotted desk;
  desk.ask(RemoveRow{"projects.list[" + desk.state().group("projects.list")[0].id + "]"});
  desk.ask(RemoveRow{"projects.list[" + desk.state().group("projects.list")[0].id + "]"});
  desk.paste("projects.list", "水渠修复\t200.00\t180.5\n村道硬化\t90\t\n文化室\t\t");
  const Plot execution = plots_of(desk)[0];
  INFO(told(execution));
  CHECK(told(execution).find("重点任务项目|水渠修复|200.00|180.5|90.25\n"
                             "重点任务项目|村道硬化|90||\n"
                             "重点任务项目|文化室|||\n") != std::string::npos);
  const auto projects = std::ranges::find(execution.groups, "重点任务项目", &PlotGroup::heading);
  REQUIRE(projects != execution.groups.end());
  CHECK(projects->most == "200.00");
}

TEST_CASE("points stand by the first level of their indicator, drawn to one measure, and no group is added up") {
  Plotted desk;
  desk.paste("evaluation.table",
             "产出\t数量\t新开工项目数\t定量\t≥\t20\t个\t22\t40\t40\n"
             "效益\t社会效益\t\t定量\t≥\t3000\t个\t3400\t30.5\t30\n"
             "产出\t质量\t验收合格率\t定量\t=\t100\t%\t98.5\t20\t19.5\n");
  const Plot scores = plots_of(desk)[1];
  CHECK(told(scores) == "产出|新开工项目数|40|40|\n产出|验收合格率|20|19.5|\n效益|社会效益|30.5|30|\n");
  CHECK(scores.groups[0].most == "40");
  CHECK(scores.groups[1].most == "40");
  REQUIRE(scores.total);
  CHECK(scores.total->figure == "89.50");  // evaluation.score, by the form
}

TEST_CASE("what has no name yet is called by what it is: a row of the table, an entry") {
  Plotted desk;
  desk.ask(AddRow{"projects.list", ""});
  desk.ask(AddRow{"evaluation.table", ""});
  const auto all = plots_of(desk);
  INFO(told(all[0]) << told(all[1]));
  CHECK(told(all[0]).find("|第 1 条|") != std::string::npos);
  CHECK(told(all[1]).find("|第 1 行|") != std::string::npos);
}

TEST_CASE("who fills what is counted as the list counts it") {
  Plotted desk;
  const Plot progress = plots_of(desk)[2];
  REQUIRE(progress.groups.size() == 2);
  CHECK(progress.groups[0].bars.size() == 7);  // the office and six teams
  CHECK(progress.groups[0].bars[0].label == "局办公室");
  CHECK(progress.groups[0].bars[1].label == "星子镇工作队");
  CHECK(progress.groups[0].bars[1].part == "1");
  CHECK(progress.groups[1].bars.size() == 6);
  const std::string row = progress.groups[1].bars[0].path;
  desk.ask(SetField{row + ".text", ""});
  CHECK(plots_of(desk)[2].groups[0].bars[1].part == "0");
  CHECK(plots_of(desk)[2].groups[0].bars[1].whole == "1");
}

TEST_CASE("a figure in conflict is no figure, and the bar says that it is disputed") {
  Plotted desk;
  desk.open(Desk::clashing());
  const PlotBar whole = plots_of(desk)[0].groups.front().bars.front();
  CHECK(whole.disputed);
  CHECK(whole.part.empty());
  CHECK(whole.rate.empty());
}

TEST_CASE("a form without such places has plots without bars") {
  const auto json = base::parse_json(R"({"id":"x","title":"x","owners":["office"],"fields":[]})");
  const auto form = form::Form::parse(*json);
  REQUIRE(form.has_value());
  for (const Plot& plot : plots(*form, {}, {}, {})) CHECK(plot.groups.empty());
}

TEST_CASE("a plot is copied as a table for a spreadsheet, with the stored figures and no tab in a cell") {
  Plot plot;
  plot.label_title = "名称", plot.whole_title = "预算数", plot.part_title = "执行数", plot.rate_title = "执行率";
  plot.groups = {{"项目", {{"甲\t乙", "", "20545.04", "", "", false}}, "20545.04"}};
  CHECK(tab_separated(table_of(plot, Figures::Stored)) == "名称\t预算数\t执行数\t执行率\n甲 乙\t20545.04\t\t\n");
  CHECK(table_of(plot, Figures::Grouped).rows[1][1] == "20,545.04");
  CHECK(table_of(plot, Figures::Grouped).words == 1);
}

TEST_CASE("the table that is read says where nothing was filled in; the one that is copied is empty there") {
  text::speak(text::Language::Chinese);
  Plot plot;
  plot.label_title = "名称", plot.whole_title = "预算数", plot.part_title = "执行数", plot.rate_title = "执行率";
  plot.groups = {{"项目",
                  {{"甲", "", "", "", "", false}, {"乙", "", "200", "", "", false}, {"丙", "", "200", "", "", true}},
                  "200"}};
  using Cells = std::vector<std::string>;
  const PlotTable read = table_of(plot, Figures::Grouped);
  CHECK(read.rows[1] == Cells{"甲", "未填", "未填", ""});
  CHECK(read.rows[2] == Cells{"乙", "200", "—", ""});
  CHECK(read.rows[3] == Cells{"丙", "200", "", ""});
  CHECK(tab_separated(table_of(plot, Figures::Stored)) ==
        "名称\t预算数\t执行数\t执行率\n甲\t\t\t\n乙\t200\t\t\n丙\t200\t\t\n");
}

TEST_CASE("the length of a bar is a share that no figure is made of") {
  CHECK(share("50", "200.00") == 0.25f);
  CHECK(share("300", "200") == 1.5f);
  for (const auto& [part, whole] : {std::pair("", "1"), std::pair("1", ""), std::pair("1", "0"), std::pair("-1", "2"),
                                    std::pair("1", "-2"), std::pair("甲", "2")})
    CHECK(share(part, whole) == 0);
}
