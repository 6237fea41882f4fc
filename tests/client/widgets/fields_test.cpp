#include "client/view/widgets/fields.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/client/widgets/widget_fixture.h"

using namespace ziping;
using namespace ziping::view;

namespace {

struct FieldForm : tests::WidgetFixture {
  FieldForm() {
    show([this](Ui& ui) {
      const FindingLine unequal[] = {{Level::Bad, "收支不平，差 35.61 万元"}};
      take(title,
           line_field(ui, {.id = "###title", .label = "标题", .required = Required::Yes, .hint = "请写标题"}, title));
      take(password, secret_field(ui, {.id = "###password", .label = "口令"}, password));
      take(budget,
           decimal_field(ui, {.id = "###budget", .label = "预算数", .unit = "万元", .findings = unequal}, budget));
      take(date, date_field(ui, {.id = "###date", .label = "日期"}, date));
      take(locked, decimal_field(ui, {.id = "###locked", .label = "执行数", .lock_reason = "财务岗填写"}, locked));
      const std::string_view options[] = {"广州", "清远", "连州"};
      if (const auto chosen = choice_field(ui, {.id = "###place", .label = "地区", .hint = "请选择"}, options, place))
        place = *chosen;
      shown_field(ui, {.id = "###rate", .label = "完成率", .unit = "%"}, "99.83");
    });
  }
  void take(std::string& value, FieldOutcome outcome) {
    if (outcome.edit.request != Request::None) requests.push_back(outcome.edit.request);
    if (outcome.value) value = *outcome.value;
  }

  std::string title, password, budget = "20545.04", date = "2022-12-31", locked = "1.00";
  std::size_t place = 99;
  std::vector<Request> requests;
};

}  // namespace

TEST_CASE("a field shows its label, unit and finding") {
  FieldForm form;
  for (const char* words :
       {"标题", "*", "请写标题", "预算数", "20,545.04", "万元", "✕", "收支不平，差 35.61 万元", "财务岗填写", "99.83"})
    CHECK(form.gui.shows(words));
}

TEST_CASE("a line takes what is typed, and a pasted line end as a blank") {
  FieldForm form;
  REQUIRE(form.gui.type("###title", "绩效自评"));
  CHECK(form.title == "绩效自评");
  form.gui.clipboard() = "第一\n第二";
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_V);
  CHECK(form.title == "绩效自评第一 第二");
  form.gui.key(ImGuiKey_Enter);
  CHECK_FALSE(form.is_active("###title"));
}

TEST_CASE("a secret is kept as typed, shown as dots and never copied") {
  FieldForm form;
  REQUIRE(form.gui.type("###password", "口令ab"));
  CHECK(form.password == "口令ab");
  CHECK(form.gui.shows("●●●●"));
  CHECK_FALSE(form.gui.shows("口令ab"));
  form.gui.clipboard() = "别的";
  for (const ImGuiKeyChord chord : {ImGuiMod_Ctrl | ImGuiKey_A, ImGuiMod_Ctrl | ImGuiKey_C, ImGuiMod_Ctrl | ImGuiKey_X})
    form.gui.key(chord);
  CHECK(form.gui.clipboard() == "别的");
  form.gui.click("###title");
  CHECK(form.gui.shows("●●●●"));
  CHECK_FALSE(form.gui.shows("口令ab"));
}

TEST_CASE("an empty model text keeps the hint until something is typed") {
  FieldForm form;
  form.gui.type("###title", "甲");
  CHECK_FALSE(form.gui.shows("请写标题"));
  form.gui.key(ImGuiKey_Backspace);
  CHECK(form.title.empty());
  CHECK(form.gui.shows("请写标题"));
}

TEST_CASE("figures are stored plainly and shown with thousands separators") {
  FieldForm form;
  REQUIRE(form.gui.type("###budget", "20,509.43"));
  CHECK(form.budget == "20509.43");
  form.gui.key(ImGuiKey_Enter);
  CHECK(form.gui.shows("20,509.43"));
}

TEST_CASE("full-width digits are figures") {
  FieldForm form;
  form.gui.type("###budget", "１２３４．５０");
  CHECK(form.budget == "1234.50");
}

TEST_CASE("what is no figure is kept, marked and not stored") {
  FieldForm form;
  form.gui.type("###budget", "约两万");
  CHECK(form.budget == "20545.04");
  form.gui.click("###title");
  CHECK(form.gui.shows("约两万"));
  CHECK(form.gui.shows("这不是数字，还没有保存"));
  form.gui.type("###budget", "20000");
  form.gui.click("###title");
  CHECK(form.budget == "20000");
  CHECK_FALSE(form.gui.shows("这不是数字"));
}

TEST_CASE("a figure is left as it is being typed") {
  FieldForm form;
  form.gui.type("###budget", "12.");
  form.gui.text("5");
  CHECK(form.budget == "12.5");
  form.gui.key(ImGuiKey_Backspace);
  form.gui.key(ImGuiKey_Backspace);
  CHECK(form.budget == "12");
}

TEST_CASE("an emptied figure is no value, not zero") {
  FieldForm form;
  form.gui.click("###budget");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_A);
  form.gui.key(ImGuiKey_Delete);
  CHECK(form.budget.empty());
}

TEST_CASE("a merged figure replaces the one in the active field") {
  FieldForm form;
  form.gui.type("###budget", "100");
  form.budget = "300.00";
  form.gui.frame();
  form.gui.key(ImGuiKey_End);
  form.gui.text("1");
  CHECK(form.budget == "300.001");
}

TEST_CASE("dates are taken as people write them") {
  FieldForm form;
  form.gui.type("###date", "2023年4月18日");
  CHECK(form.date == "2023-04-18");
  form.gui.type("###date", "2023-02-30");
  CHECK(form.date == "2023-04-18");
  form.gui.key(ImGuiKey_Escape);
  CHECK(form.gui.shows("这不是日期"));
}

TEST_CASE("a whole number takes no fraction, and is grouped from five digits on") {
  tests::WidgetFixture form;
  std::string year = "2022";
  form.show([&](Ui& ui) {
    const FieldOutcome outcome = integer_field(ui, {.id = "###year", .label = "年度"}, year);
    if (outcome.value) year = *outcome.value;
  });
  CHECK(form.gui.shows("2022"));
  form.gui.type("###year", "２０２３");
  CHECK(year == "2023");
  form.gui.type("###year", "1.5");
  form.gui.key(ImGuiKey_Escape);
  CHECK(year == "2023");
  CHECK(form.gui.shows("这不是整数"));
  form.gui.type("###year", "20231");
  form.gui.key(ImGuiKey_Escape);
  CHECK(form.gui.shows("20,231"));
}

TEST_CASE("a lock that is explained elsewhere says nothing beside the label and locks all the same") {
  tests::WidgetFixture form;
  std::string value = "1.00";
  form.show([&](Ui& ui) {
    const FieldFrame frame{
        .id = "###locked", .label = "执行数", .lock_reason = "财务岗填写", .lock_words = LockWords::Elsewhere};
    const FieldOutcome outcome = decimal_field(ui, frame, value);
    if (outcome.value) value = *outcome.value;
  });
  CHECK_FALSE(form.gui.shows("财务岗填写"));
  form.gui.type("###locked", "9");
  CHECK(value == "1.00");
}

TEST_CASE("a locked figure takes nothing") {
  FieldForm form;
  form.gui.type("###locked", "9");
  CHECK(form.locked == "1.00");
}

TEST_CASE("a choice opens, takes one option and closes") {
  FieldForm form;
  CHECK(form.gui.shows("请选择"));
  REQUIRE(form.gui.click("###place"));
  REQUIRE(form.gui.click("###option1"));
  CHECK(form.place == 1);
  CHECK_FALSE(form.gui.find("###option0"));
  CHECK(form.gui.shows("清远"));
}

TEST_CASE("a choice can be made by keyboard alone") {
  FieldForm form;
  form.gui.click("###date");
  form.gui.key(ImGuiKey_Tab);
  form.gui.key(ImGuiKey_Tab);
  form.gui.key(ImGuiKey_Space);
  REQUIRE(form.gui.find("###option0"));
  form.gui.key(ImGuiKey_DownArrow);
  form.gui.key(ImGuiKey_Space);
  CHECK(form.place < 3);
}

TEST_CASE("Ctrl+Z in a line asks the model") {
  FieldForm form;
  form.gui.type("###title", "甲");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_Z);
  CHECK(form.title == "甲");
  CHECK(form.requests == std::vector{Request::Undo});
}
