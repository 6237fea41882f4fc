#include <algorithm>

#include "tests/shared/document/document_fixture.h"

using namespace ziping;
using namespace ziping::document;

namespace {

std::vector<std::string> column(const Imported& imported, std::string_view group, std::string_view field) {
  std::vector<std::string> out;
  for (const report::Row& row : imported.state.group(group))
    if (const std::string text = text_at(row, field); !text.empty()) out.push_back(text);
  return out;
}

bool remarked(const Imported& imported, std::string_view words) {
  return std::ranges::any_of(imported.remarks,
                             [&](const std::string& remark) { return remark.find(words) != remark.npos; });
}

// The figures of the list that belong to the work results and count, pay or compare something.
void figures_become_rows(const Sample& sample) {
  using Figure = std::array<std::string, 3>;
  std::vector<Figure> due, found;
  for (const ListedFigure& figure : listed(sample)) {
    if (!figure.section.starts_with("二(四)")) continue;
    if (figure.kind != "count" && figure.kind != "money" && figure.kind != "ratio") continue;
    std::string value = figure.text;
    if (value.ends_with('%')) value.pop_back();
    due.push_back({value, figure.unit.substr(0, figure.unit.find('(')), figure.qualifier});
  }
  const Imported imported = read(sample.text);
  for (const report::Row& block : imported.state.group("results.blocks"))
    for (const report::Row& row : block.group("figures"))
      found.push_back({text_at(row, "value"), text_at(row, "unit"), text_at(row, "qualifier")});
  REQUIRE(due.size() > 60);
  CHECK(found == due);
}

}  // namespace

TEST_CASE("figures of the invented report become rows with value, unit and qualifier") {
  figures_become_rows(invented_report());
}

TEST_CASE("figures of the real report become rows with value, unit and qualifier") {
  figures_become_rows(real_report());
}

TEST_CASE("the title gives year and department, stray blanks aside") {
  const Imported imported = read(invented_report().text);
  CHECK(imported.state.value("cover.year").json() == base::Json(2022));
  CHECK(text_at(imported.state, "cover.department") == "澜屿开发区协作支援与经贸联络局");
  CHECK(remarked(imported, "空格"));
}

TEST_CASE("the ten figures of the funds become fields, and none of their sentences is kept twice") {
  const Imported imported = read(invented_report().text);
  const std::map<std::string, std::string> due{{"funds.budget", "18362.57"},  {"funds.executed", "18331.20"},
                                               {"funds.rate_stated", "99.8"}, {"funds.general", "17931.20"},
                                               {"funds.fund", "400"},         {"funds.capital", "0"},
                                               {"funds.other", "0"},          {"funds.basic", "572.84"},
                                               {"funds.project", "17758.37"}, {"funds.carry", "0"}};
  for (const auto& [path, value] : due) CHECK(text_at(imported.state, path) == value);
  CHECK(imported.state.value("funds.narrative").absent());
  CHECK(text_at(imported.state, "conclusion.score_stated") == "100");
}

TEST_CASE("a funds sentence in other words fills its fields and is kept") {
  const Imported imported =
      read("一、基本情况\n（三）部门整体收支情况\n本年预算数为1,200.50万元，执行数是1,100万元。\n");
  CHECK(text_at(imported.state, "funds.budget") == "1200.50");
  CHECK(text_at(imported.state, "funds.executed") == "1100");
  CHECK(text_at(imported.state, "funds.narrative") == "本年预算数为1,200.50万元，执行数是1,100万元。");
  CHECK(remarked(imported, "重复"));
}

TEST_CASE("of several numbers behind the same words none is taken that may be another's") {
  const Imported funds = read(
      "一、基本情况\n（三）部门整体收支情况\n年初预算数18,000.00万元，全年预算数20,545.04万元，执行数20,509."
      "43万元。\n");
  const std::string budget = text_at(funds.state, "funds.budget");
  CHECK((budget.empty() || budget == "20545.04"));
  CHECK(text_at(funds.state, "funds.executed") == "20509.43");
  const Imported about = read("一、基本情况\n（三）部门整体收支情况\n本年预算数约2万元。\n");
  CHECK(text_at(about.state, "funds.budget").empty());
  const std::string heading = "二、绩效自评情况\n（一）自评结论综述\n";
  const Imported total = read(heading + "预算执行率得分9.98分，产出指标得分50分，综合得分99.98分，等级为“优”。\n");
  CHECK(text_at(total.state, "conclusion.score_stated") == "99.98");
  const Imported parts = read(heading + "预算执行率得分9.98分，产出指标得分50分。\n");
  CHECK(text_at(parts.state, "conclusion.score_stated").empty());
  CHECK(remarked(parts, "几个不同的数"));
}

TEST_CASE("every work team's sentence is a row of its own, named by the team and assigned to nobody") {
  const Imported imported = read(invented_report().text);
  std::vector<std::string> teams;
  for (const report::Row& row : imported.state.group("results.blocks")) {
    CHECK(row.value("team").absent());
    const std::string title = text_at(row, "title");
    if (!title.ends_with("工作队")) continue;
    teams.push_back(title);
    CHECK(text_at(row, "joins") == "接上段");
    CHECK(text_at(row, "text").find(title) != std::string::npos);
  }
  CHECK(teams == std::vector<std::string>{"柳鸣镇工作队", "沙棠镇工作队", "青罗镇工作队", "禾塘坳镇工作队",
                                          "云崀镇工作队", "梓岗工作队"});
}

TEST_CASE("a misnumbered heading below the results starts the block that is due, and is remarked") {
  const Imported imported = read(invented_report().text);
  CHECK(column(imported, "results.blocks", "heading") == std::vector<std::string>{"突出产业协同，共建园区提档加速",
                                                                                  "突出乡村振兴，结对协作走深走实",
                                                                                  "突出产业协同，对外合作开拓新局"});
  CHECK(remarked(imported, "编号应为“3.”，已放在“（四）主要工作成效”下面"));
}

TEST_CASE("lists become rows: duties, tasks broken over two paragraphs, projects, measures") {
  const Imported imported = read(invented_report().text);
  CHECK(column(imported, "duties.list", "text").size() == 5);
  CHECK(text_at(imported.state, "duties.intro") == "澜屿开发区协作支援与经贸联络局的主要职责为：");
  CHECK(column(imported, "goals.tasks", "name") ==
        std::vector<std::string>{"接续推进结对地区乡村全面振兴", "提速建设津浔产业共建区重点片区"});
  CHECK(column(imported, "projects.list", "name") == column(imported, "goals.tasks", "name"));
  CHECK(column(imported, "problems.list", "text").size() == 1);
  CHECK(column(imported, "measures.list", "text").size() == 3);
}

TEST_CASE("a section is known by its title or an alias, whatever its number and level") {
  const Imported imported =
      read("3. 自评结论\n我局自评得分为96.5分，等级为“优”，过程和依据齐全。\n五、存在问题\n监控不够及时。\n");
  CHECK(text_at(imported.state, "conclusion.text").starts_with("我局自评"));
  CHECK(text_at(imported.state, "conclusion.score_stated") == "96.5");
  CHECK(text_at(imported.state, "conclusion.grade_stated") == "优");
  CHECK(column(imported, "problems.list", "text") == std::vector<std::string>{"监控不够及时。"});
  CHECK(remarked(imported, "编号应为“（一）”"));
  CHECK(remarked(imported, "按表单写作“自评结论综述”"));
}

TEST_CASE("an unknown heading and what follows it is left over, with its line") {
  const Imported imported = read("一、基本情况\n五、其他说明\n另有补充。\n四、改进措施\n加强培训。\n");
  REQUIRE(imported.leftover.size() == 2);
  CHECK(imported.leftover[0].line == 2);
  CHECK(imported.leftover[1].text == "另有补充。");
  CHECK(column(imported, "measures.list", "text") == std::vector<std::string>{"加强培训。"});
}

TEST_CASE("signature and date at the end are read, and written as papers write them") {
  const Imported imported = read("四、改进措施\n加强培训。\n\n某某局\n2023年3月1日\n");
  CHECK(text_at(imported.state, "end.signature") == "某某局");
  CHECK(text_at(imported.state, "end.date") == "2023-03-01");
  CHECK(write(imported.state).ends_with("某某局\n\n2023年3月1日\n"));
}

TEST_CASE("a set phrase whose place has no words before it, and a field without a label, take no number") {
  const auto form = form::Form::parse(*base::parse_json(
      R"({"id":"f","owners":["office"],"fields":[{"name":"sum","label":"","kind":"decimal","unit":"万元"},
            {"name":"words","label":"说明","kind":"text"}],
          "sections":[{"title":"执行情况","level":1,"content":[{"template":"全年支出，{sum}万元。"},{"field":"words"}]}]})"));
  REQUIRE(form.has_value());
  base::SeededRandom random(1);
  const Imported imported = read_text(*form, "一、执行情况\n全年一共支出了3.50万元。\n", random);
  CHECK(imported.state.value("sum").absent());
  CHECK(text_at(imported.state, "words") == "全年一共支出了3.50万元。");
}

TEST_CASE("whole sentences become no name while a text takes them") {
  const auto words = [](std::size_t count) {
    std::string out;
    while (count-- > 0) out += "长";
    return out;
  };
  const Imported results = read("（四）主要工作成效\n一是" + words(200) + "。后面的话。\n二是短句。后面的话。\n");
  CHECK(column(results, "results.blocks", "title").size() == 1);
  REQUIRE(column(results, "results.blocks", "text").size() == 2);
  CHECK(column(results, "results.blocks", "text").front() == "一是" + words(200) + "。后面的话。");
  const std::string tasks = "（二）年度总体工作和重点工作任务\n年度重点工作任务：一是短任务；二是";
  const Imported goals = read(tasks + words(150) + "。\n");
  CHECK(column(goals, "goals.tasks", "name") == std::vector<std::string>{"短任务"});
  CHECK(column(goals, "goals.tasks", "content") == std::vector<std::string>{words(150) + "。"});
  const Imported duties = read("（一）部门概况\n1. " + words(130) + "：\n");
  CHECK(duties.state.value("duties.intro").absent());
  CHECK(column(duties, "duties.list", "text") == std::vector<std::string>{words(130) + "："});
}

TEST_CASE("what is longer than a line asks for is its value where nothing else takes it") {
  const auto form = form::Form::parse(*base::parse_json(
      R"({"id":"f","owners":["office"],"fields":[{"name":"intro","label":"引语","kind":"line","max":5}],
          "groups":[{"name":"list","label":"各项","rows_max":5,"fields":[
            {"name":"name","label":"名称","kind":"line","max":5}]}],
          "sections":[{"title":"职责","level":1,"content":[{"field":"intro","number":"1."}]},
                      {"title":"任务","level":1,"content":[{"group":"list","show":"runs"}]}]})"));
  REQUIRE(form.has_value());
  base::SeededRandom random(1);
  const Imported imported = read_text(*form, "一、职责\n本局的主要职责如下：\n二、任务\n一是把路修到村里。\n", random);
  CHECK(text_at(imported.state, "intro") == "本局的主要职责如下：");
  CHECK(column(imported, "list", "name") == std::vector<std::string>{"把路修到村里"});
  CHECK(imported.leftover.empty());
}
