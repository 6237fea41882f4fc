#include <catch2/catch_test_macros.hpp>

#include "shared/form/value.h"
#include "tests/client/view/form_fixture.h"

using namespace ziping;
using tests::Desk;
using tests::FormWindow;

namespace {

const rules::Finding* finding_of(const FormWindow& window, std::string_view rule, rules::Level level) {
  for (const rules::Finding& finding : window.desk.model.report->findings)
    if (finding.rule == rule && finding.level == level) return &finding;
  return nullptr;
}

std::string label_of(const FormWindow& window, const rules::Finding& finding) {
  return "###finding/" + std::to_string(&finding - window.desk.model.report->findings.data());
}

}  // namespace

TEST_CASE("a finding stands under its field, after the label of that field") {
  FormWindow window;
  window.at_section("自评结论");
  const rules::Finding* finding = finding_of(window, "V16", rules::Level::Error);
  REQUIRE(finding);
  const std::string& picture = window.gui.picture();
  const std::size_t label = picture.find("报告所写得分");
  REQUIRE(label != std::string::npos);
  CHECK(picture.find(finding->message, label) != std::string::npos);
}

TEST_CASE("a finding of every form is said in the language that is spoken, at once when that changes") {
  FormWindow window;
  window.at_section("落款");
  CHECK(window.gui.shows("“署名”没有填写"));
  window.desk.model.settings.language = text::Language::English;
  window.gui.frame(2);
  CHECK(window.gui.shows("“署名” is not filled in"));
  CHECK_FALSE(window.gui.shows("“署名”没有填写"));
  window.desk.model.settings.language = text::Language::Chinese;
  window.gui.frame(2);
  CHECK(window.gui.shows("“署名”没有填写"));
}

TEST_CASE("a field is not called empty while what was typed there is refused") {
  FormWindow window;
  window.at_section("落款");
  CHECK(window.gui.shows("“成文日期”没有填写"));
  window.desk.ask(app::SetField{"end.date", "明天"});
  window.look_again();
  INFO(window.gui.picture());
  CHECK(window.gui.shows("✕ 这不是日期，还没有保存"));
  CHECK_FALSE(window.gui.shows("✕ “成文日期”没有填写"));
}

TEST_CASE("a finding goes away once what it complains of is put right") {
  FormWindow window;
  window.at_section("落款");
  CHECK(window.gui.shows("“署名”没有填写"));
  REQUIRE(window.gui.type("###field/end.signature", "协作支援局"));
  window.save();
  CHECK_FALSE(window.gui.shows("“署名”没有填写"));
}

TEST_CASE("a click on a finding at the right scrolls to its field and gives it the keyboard") {
  FormWindow window("office", "", {1920, 900});
  const rules::Finding* finding = finding_of(window, "V16", rules::Level::Error);
  REQUIRE(finding);
  CHECK_FALSE(window.gui.find("###field/conclusion.score_stated"));
  REQUIRE(window.gui.click(label_of(window, *finding)));
  window.gui.frame(4);
  CHECK(window.has_keyboard("###field/conclusion.score_stated"));
  CHECK_FALSE(window.desk.report().go_to);
  const auto* field = window.gui.find("###field/conclusion.score_stated");
  REQUIRE(field);
  CHECK(field->box.Min.y > 48);
  CHECK(field->box.Max.y < 900 - 28);
}

TEST_CASE("going to a place that is not there any more ends at once") {
  FormWindow window;
  window.desk.ask(app::GoTo{"results.blocks[0000].text"});
  window.gui.frame(3);
  CHECK_FALSE(window.desk.report().go_to);
}

TEST_CASE("the list at the right has the sentence, the figures and how to put it right") {
  FormWindow window;
  const rules::Finding* finding = finding_of(window, "V04", rules::Level::Warning);
  REQUIRE(finding);
  window.show_only(view::side_pane);
  const std::string& picture = window.gui.picture();
  const std::size_t title = picture.find("收支闭合");
  REQUIRE(title != std::string::npos);
  CHECK(picture.find(finding->message, title) != std::string::npos);
  CHECK(picture.find("预算数 18,362.57 万元\n", title) != std::string::npos);
  CHECK(picture.find("如何修改：" + finding->fix, title) != std::string::npos);
}

TEST_CASE("what was refused is said in its place") {
  FormWindow window;
  window.at_section("落款");
  window.desk.ask(app::SetField{"end.signature", std::string(form::kLineCharactersMax + 1, 'a')});
  window.gui.frame(3);
  CHECK(window.gui.shows(window.desk.report().refused.at("end.signature").message));
}

TEST_CASE("a figure in conflict is a strip that leads to it, and no field") {
  FormWindow window;
  window.desk.colleague(Desk::sample(), Desk::clashing());
  window.at_section("收支情况");
  CHECK(window.gui.shows("此处有 1 处冲突"));
  CHECK(window.gui.shows("20,100.00"));
  CHECK(window.gui.shows("20,200.00"));
  CHECK_FALSE(window.gui.find("###field/funds.executed"));
  REQUIRE(window.gui.click("###clash/funds.executed"));
  CHECK(window.desk.report().middle == app::Middle::Conflicts);
  CHECK(window.desk.report().conflicts.at(window.desk.report().conflict).path.text() == "funds.executed");
}

TEST_CASE("the conflicts at the right name place and sides, and lead there") {
  FormWindow window;
  window.desk.colleague(Desk::sample(), Desk::clashing());
  window.gui.frame(2);
  REQUIRE(window.gui.click("###side/conflicts"));
  CHECK(window.gui.shows("执行数"));
  CHECK(window.gui.shows("全年办成实事近12件，群众反映较好。"));
  REQUIRE(window.gui.click("###conflict/1"));
  CHECK(window.desk.report().middle == app::Middle::Conflicts);
  CHECK(window.desk.report().conflict == 1);
}

TEST_CASE("the conflicts at the right call a paragraph and an entry that somebody removed what they are") {
  FormWindow window;
  report::State marked = Desk::sample();
  for (const char* group : {"duties.list", "results.blocks"})
    marked.rows[group].front().removed_by = {std::string(64, 'a')};
  window.desk.colleague(Desk::sample(), marked);
  window.gui.frame(2);
  REQUIRE(window.gui.click("###side/conflicts"));
  INFO(window.gui.picture());
  CHECK(window.gui.shows("删除了这一条"));
  CHECK(window.gui.shows("删除了这一段"));
}

TEST_CASE("the history tells who, when and whether headquarters has it, and why a change was not taken") {
  FormWindow window;
  client::EditsSaved news;
  news.report = window.desk.report().id;
  news.around = window.desk.report().around;
  news.around.suggestions = {
      {"funds.executed", "由局办公室填写，您的改动已留作建议。", "2023-03-02T07:00:00Z", base::Json("1")}};
  news.around.stages = {{"returned", "return", "finance", "2023-03-01T07:00:00Z", "请核对后重报。", 1}};
  window.desk.tell(std::move(news));
  REQUIRE(window.gui.click("###side/history"));
  for (const char* words :
       {"东陂一号", "总部已收", "这些改动没有采用，已留作建议", "由局办公室填写", "第1版", "请核对后重报。"}) {
    INFO(words);
    CHECK(window.gui.shows(words));
  }
  REQUIRE(window.gui.click("###suggestion/0"));
  window.gui.frame(4);
  CHECK(window.has_keyboard("###field/funds.executed"));
}

TEST_CASE("the outline shows what is left to do, follows a click and tells how far the teams are") {
  FormWindow window("office", "", {1920, 900});
  const std::size_t last = window.desk.report().sections.size() - 1;
  CHECK(window.gui.shows("各队进度"));
  CHECK(window.gui.shows("1 / 1 段"));
  REQUIRE(window.gui.click("###outline/" + std::to_string(last)));
  window.gui.frame(4);
  CHECK(window.desk.report().section == last);
  CHECK(window.gui.find("###field/end.signature"));
  REQUIRE(window.gui.click("###outline/0"));
  window.gui.frame(4);
  CHECK(window.gui.find("###field/cover.contact"));
  CHECK_FALSE(window.gui.find("###field/end.signature"));
  REQUIRE(window.gui.click("###part/dongpi"));
  window.gui.frame(4);
  CHECK(window.has_keyboard("###field/results.blocks[" + Desk::block_rows()[2] + "].text"));
}

TEST_CASE("a section tells how many of the places that it asks are filled, and is checked once all are") {
  FormWindow window("office", "", {1920, 900});
  const auto filled_of = [&](std::string_view title) {
    for (std::size_t i = 0; i < window.desk.report().sections.size(); ++i)
      if (window.desk.report().sections[i].title.find(title) != std::string::npos)
        return window.desk.report().filled.at(i);
    return client::Progress{-1, -1};
  };
  const client::Progress before = filled_of("收支情况");
  REQUIRE(before.asked > 1);
  REQUIRE(before.filled == before.asked);
  window.desk.ask(app::SetField{"funds.budget", ""});
  window.look_again();
  CHECK(filled_of("收支情况").filled == before.asked - 1);
  INFO(window.gui.picture());
  CHECK(window.gui.shows(std::to_string(before.asked - 1) + "/" + std::to_string(before.asked)));
  // Each row of a table asks for what its columns require.
  const client::Progress duties = filled_of("部门概况");
  window.desk.ask(app::AddRow{"duties.list", ""});
  CHECK(filled_of("部门概况").asked == duties.asked + 1);
  CHECK(filled_of("部门概况").filled == duties.filled);
}

TEST_CASE("pressing the current section once more goes back to its beginning") {
  FormWindow window("office", "", {1920, 900});
  window.at_section("主要工作成效");
  const std::string chosen = "###outline/" + std::to_string(window.desk.report().section);
  const std::string first = "###field/" + window.row("results.blocks", 0) + ".text";
  REQUIRE(window.gui.find(first));
  const float top = window.gui.find(first)->box.Min.y;
  REQUIRE(window.gui.wheel(first, -5));
  window.gui.frame(4);
  const auto* scrolled = window.gui.find(first);
  REQUIRE((!scrolled || scrolled->box.Min.y < top));
  REQUIRE(window.gui.click(chosen));
  window.gui.frame(4);
  REQUIRE(window.gui.find(first));
  CHECK(window.gui.find(first)->box.Min.y == top);
}

TEST_CASE("as one scrolls the section in sight becomes the chosen one") {
  FormWindow window("office", "", {1920, 900});
  CHECK(window.desk.report().section == 0);
  REQUIRE(window.gui.wheel("###field/cover.contact", -40));
  window.gui.frame(4);
  CHECK(window.desk.report().section > 0);
}
