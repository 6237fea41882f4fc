#include <catch2/catch_test_macros.hpp>

#include "client/view/moment.h"
#include "shared/form/value.h"
#include "tests/client/view/form_fixture.h"

using namespace ziping;
using tests::Desk;
using tests::FormWindow;

TEST_CASE("a figure typed with full-width digits is stored as a number and shown in thousands") {
  FormWindow window;
  window.at_section("收支情况");
  REQUIRE(window.gui.type("###field/funds.executed", "１２，３４５．６７"));
  CHECK(window.desk.text("funds.executed") == "12345.67");
  window.gui.key(ImGuiKey_Escape);
  CHECK(window.gui.shows("12,345.67"));
}

TEST_CASE("a report that is opened and looked through orders nothing to be saved") {
  FormWindow window;
  const report::State before = window.desk.state();
  for (std::size_t i = 0; i < window.desk.report().sections.size(); ++i) {
    window.desk.ask(app::ShowSection{i});
    window.gui.frame(4);
  }
  CHECK(window.desk.state() == before);
  for (const client::Order& order : window.desk.orders) CHECK_FALSE(std::holds_alternative<client::SaveEdit>(order));
}

TEST_CASE("what is no number is kept as it was typed and changes nothing") {
  FormWindow window;
  window.at_section("收支情况");
  const std::string before = window.desk.text("funds.executed");
  REQUIRE(window.gui.type("###field/funds.executed", "1.2.3"));
  window.gui.key(ImGuiKey_Escape);
  CHECK(window.desk.text("funds.executed") == before);
  CHECK(window.gui.shows("1.2.3"));
  CHECK(window.gui.shows("有不止一个小数点"));
}

TEST_CASE("the year is a whole number without separators") {
  FormWindow window;
  CHECK(window.gui.shows("2022"));
  CHECK_FALSE(window.gui.shows("2,022"));
  REQUIRE(window.gui.type("###field/cover.year", "2021"));
  CHECK(window.desk.state().value("cover.year").json() == base::Json(2021));
}

TEST_CASE("a line keeps the blank that is being typed") {
  FormWindow window;
  REQUIRE(window.gui.type("###field/cover.contact", "张三"));
  window.gui.text(" ");
  window.gui.text("0763");
  CHECK(window.desk.text("cover.contact") == "张三 0763");
}

TEST_CASE("a date is taken as people write it, and a choice from its list") {
  FormWindow window;
  window.at_section("落款");
  REQUIRE(window.gui.type("###field/end.date", "2023年4月18日"));
  CHECK(window.desk.text("end.date") == "2023-04-18");
  window.at_section("自评结论");
  REQUIRE(window.gui.click("###field/conclusion.grade_stated"));
  REQUIRE(window.gui.click("优"));
  CHECK(window.desk.text("conclusion.grade_stated") == "优");
  REQUIRE(window.gui.click("###field/conclusion.grade_stated"));
  REQUIRE(window.gui.click("（不选）"));
  CHECK(window.desk.text("conclusion.grade_stated").empty());
}

TEST_CASE("Chinese typed into a block changes its text where the caret stands") {
  FormWindow window;
  window.at_section("主要工作成效");
  const std::string text = window.row("results.blocks", 1) + ".text";
  const std::string before = window.desk.text(text);
  REQUIRE(window.gui.click("###field/" + text));
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_End);
  window.gui.text("全年办成");
  window.gui.text("实事12件。");
  CHECK(window.desk.text(text) == before + "全年办成实事12件。");
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_Z);
  CHECK(window.desk.text(text) == before);
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_Y);
  CHECK(window.desk.text(text) == before + "全年办成实事12件。");
}

TEST_CASE("taking back at the end of a long text leaves the caret in sight") {
  FormWindow window;
  const std::string text = window.row("results.blocks", 1) + ".text";
  std::string much;
  for (int i = 0; i < 150; ++i) much += "这一年办成的第" + std::to_string(i) + "件事。\n";
  report::State state = Desk::sample();
  state.rows["results.blocks"][1].set("text", report::Value(base::Json(much)));
  window.desk.colleague(Desk::sample(), state);
  window.at_section("主要工作成效");
  const auto top = [&] {
    const auto* field = window.gui.find("###field/" + text);
    REQUIRE(field != nullptr);
    return field->box.Min.y;
  };
  REQUIRE(window.gui.click("###field/" + text));
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_End);
  window.gui.text("最后一件。");
  window.gui.frame(3);
  const float before = top();
  REQUIRE(before < -200);
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_Z);
  window.gui.frame(3);
  CHECK(window.desk.text(text) == much);
  CHECK(top() < -200);
}

TEST_CASE("a colleague's sentence comes in under the caret, and typing goes on behind it") {
  FormWindow window;
  window.at_section("主要工作成效");
  const std::string text = window.row("results.blocks", 1) + ".text";
  const std::string before = window.desk.text(text);
  REQUIRE(window.gui.click("###field/" + text));
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_End);
  report::State theirs = Desk::sample();
  theirs.rows["results.blocks"][1].set("text", report::Value(base::Json("同事先写了一句。" + before)));
  window.desk.colleague(Desk::sample(), theirs);
  window.gui.frame(3);
  window.gui.text("我接着写。");
  CHECK(window.desk.text(text) == "同事先写了一句。" + before + "我接着写。");
}

TEST_CASE("the part of another team is locked and says whose it is") {
  FormWindow window("member", "dongpi");
  window.at_section("主要工作成效");
  window.desk.ask(app::GoTo{"results.blocks[" + Desk::block_rows().front() + "]"});
  window.gui.frame(4);
  const std::string foreign = "results.blocks[" + Desk::block_rows().front() + "].text";
  const std::string before = window.desk.text(foreign);
  CHECK(window.gui.shows("星子镇工作队填写"));
  REQUIRE(window.gui.type("###field/" + foreign, "改了"));
  CHECK(window.desk.text(foreign) == before);
  CHECK_FALSE(window.gui.find("###row/results.blocks[" + Desk::block_rows().front() + "]/remove"));
  const std::string own = "results.blocks[" + Desk::block_rows()[2] + "].text";
  REQUIRE(window.gui.type("###field/" + own, "东陂镇写的。"));
  CHECK(window.desk.text(own) == "东陂镇写的。");
}

TEST_CASE("a section that somebody else fills says so once, at its header") {
  FormWindow window("member", "dongpi");
  window.at_section("收支情况");
  const std::string before = window.desk.text("funds.executed");
  REQUIRE(window.gui.type("###field/funds.executed", "1"));
  CHECK(window.desk.text("funds.executed") == before);
  window.show_only(view::form_column);
  const std::string& picture = window.gui.picture();
  const std::size_t field = picture.find("年初预算数"), header = picture.rfind("部门整体收支情况", field);
  REQUIRE(header < field);
  CHECK(picture.substr(header, field - header).find("局办公室填写") != std::string::npos);
  CHECK(picture.substr(field, picture.find("收支情况补充") - field).find("局办公室填写") == std::string::npos);
}

TEST_CASE(
    "the sum of fields that belong together is exact, follows what is typed and says what the rules think of it") {
  FormWindow window;
  window.at_section("收支情况");
  CHECK(window.gui.shows("18,331.20 万元 ✓"));
  CHECK(window.gui.shows("18,331.21 万元 ⓘ"));
  REQUIRE(window.gui.type("###field/funds.basic", "0.1"));
  REQUIRE(window.gui.type("###field/funds.project", "0.2"));
  CHECK(window.gui.shows("合计"));
  CHECK(window.gui.shows("0.30 万元"));
}

TEST_CASE("a computed field follows the check and cannot be typed into") {
  FormWindow window;
  window.at_section("收支情况");
  window.gui.type("###field/funds.budget", "200");
  window.gui.type("###field/funds.executed", "50");
  window.save();
  CHECK(window.gui.shows("25.00 %"));
  CHECK_FALSE(window.gui.find("###field/funds.rate"));
}

TEST_CASE("what was typed and not stored in one report is not shown in another") {
  FormWindow window;
  window.at_section("收支情况");
  window.gui.type("###field/funds.executed", "1.2.3");
  window.gui.key(ImGuiKey_Escape);
  window.ask(app::Leave{});
  client::ReportsListed list = window.desk.model.home;
  list.reports.front().row.id = "another";
  window.tell(std::move(list));
  window.ask(app::Open{"another"});
  client::ReportShown shown;
  shown.report = "another";
  shown.epoch = 1;
  shown.form = std::make_shared<const form::Form>(Desk::form());
  shown.state = std::make_shared<const report::State>(Desk::sample());
  window.tell(std::move(shown));
  window.at_section("收支情况");
  CHECK(window.gui.shows("18,331.20"));
  CHECK_FALSE(window.gui.shows("1.2.3"));
}

TEST_CASE("five megabytes pasted into a block change nothing, are told there and cost no frame more") {
  FormWindow window;
  window.at_section("主要工作成效");
  const std::string text = window.row("results.blocks", 1) + ".text";
  const std::string before = window.desk.text(text);
  REQUIRE(window.gui.click("###field/" + text));
  std::string much;
  while (much.size() < (5u << 20)) much += "很长的一段话。";
  window.gui.clipboard() = much;
  const int frames = ImGui::GetFrameCount();
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_V);
  CHECK(ImGui::GetFrameCount() - frames <= 8);
  CHECK(window.desk.text(text) == before);
  CHECK(window.gui.shows("一处文字最多 20,000 字，没有粘贴"));
  window.gui.text("接着写。");
  CHECK(window.desk.text(text).size() == before.size() + std::string("接着写。").size());
}

TEST_CASE("a text that is longer than its field is kept, and the field says by how much") {
  FormWindow window;
  window.at_section("部门概况");
  const std::string text = window.row("duties.list", 0) + ".text";
  REQUIRE(window.gui.click("###field/" + text));
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_A);
  std::string much;
  for (int i = 0; i < 535; ++i) much += "长";
  window.gui.clipboard() = much;
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_V);
  window.gui.text("句");
  window.gui.frame(2);
  CHECK(window.desk.text(text) == much + "句");
  CHECK(window.gui.shows("超出 36 字 · 536 / 500 字"));
}

TEST_CASE("a text that is longer than any stays out whole, and what was there stays") {
  FormWindow window;
  window.at_section("部门概况");
  const std::string text = window.row("duties.list", 0) + ".text";
  const std::string before = window.desk.text(text);
  REQUIRE(window.gui.click("###field/" + text));
  std::string much;
  for (std::size_t i = 0; i < form::kTextCharactersMax; ++i) much += "长";
  window.gui.clipboard() = much;
  window.gui.key(ImGuiMod_Ctrl | ImGuiKey_V);
  window.gui.frame(2);
  CHECK(window.desk.text(text) == before);
  CHECK(window.gui.shows("最多 20000 字"));
}

TEST_CASE("money is shown with two places while nobody types there, and stands as it was typed") {
  FormWindow window;
  window.at_section("收支情况");
  REQUIRE(window.gui.type("###field/funds.executed", "15400"));
  CHECK_FALSE(window.gui.shows("15,400.00"));
  window.gui.key(ImGuiKey_Escape);
  CHECK(window.gui.shows("15,400.00"));
  CHECK(window.desk.text("funds.executed") == "15400");
  REQUIRE(window.gui.type("###field/funds.rate_stated", "87"));
  window.gui.key(ImGuiKey_Escape);
  CHECK_FALSE(window.gui.shows("87.00"));
}

TEST_CASE("an amount in 元 stands in 万元 in the report, and its field says from what") {
  FormWindow window;
  window.at_section("收支情况");
  REQUIRE(window.gui.type("###field/funds.executed", "12345.6元"));
  CHECK(window.desk.text("funds.executed") == "1.23456");
  CHECK(window.gui.shows("按 12,345.6 元折成 1.23456 万元"));
}

TEST_CASE("a date of the report is chosen in the month of the model's own day") {
  FormWindow window;
  window.at_section("落款");
  window.desk.ask(app::SetField{"end.date", ""});
  window.gui.frame(2);
  REQUIRE(window.gui.click("###field/end.date"));
  window.gui.key(ImGuiMod_Alt | ImGuiKey_DownArrow);
  window.gui.key(ImGuiKey_Enter);
  CHECK(window.desk.text("end.date") == view::today(window.desk.model.now_ms).stored());
}

TEST_CASE("a hint that is too long for its field is shown to who comes by the keyboard, and moves nothing") {
  FormWindow window;
  window.at_section("收支");
  constexpr const char* kHint = "年中被收回或核减";  // it is wrapped
  REQUIRE(window.gui.click("###field/funds.carry"));
  window.gui.move({4, 4});
  window.look_again();
  CHECK_FALSE(window.gui.shows(kHint));
  const float below = window.gui.find("###field/funds.gap_reason")->box.Min.y;
  window.gui.key(ImGuiKey_Tab);
  window.look_again();
  REQUIRE(window.has_keyboard("###field/funds.taken_back"));
  INFO(window.gui.picture());
  CHECK(window.gui.shows(kHint));
  CHECK(window.gui.find("###field/funds.gap_reason")->box.Min.y == below);
  window.gui.key(ImGuiKey_Tab);
  window.look_again();
  CHECK_FALSE(window.gui.shows(kHint));
}
