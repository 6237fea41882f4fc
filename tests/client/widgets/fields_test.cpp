#include "client/view/widgets/fields.h"

#include <catch2/catch_test_macros.hpp>

#include "client/view/widgets/calendar.h"
#include "tests/client/widgets/widget_fixture.h"

using namespace ziping;
using namespace ziping::view;

namespace {

constexpr base::Date kToday{2022, 11, 29};

struct FieldForm : tests::WidgetFixture {
  FieldForm() {
    show([this](Ui& ui) {
      const FindingLine unequal[] = {{Level::Bad, "收支不平，差 35.61 万元"}};
      take(title,
           line_field(ui, {.id = "###title", .label = "标题", .required = Required::Yes, .hint = "请写标题"}, title));
      take(password, secret_field(ui, {.id = "###password", .label = "口令"}, password));
      take(budget,
           decimal_field(ui, {.id = "###budget", .label = "预算数", .unit = "万元", .findings = unequal}, budget, 6));
      take(date, date_field(ui, {.id = "###date", .label = "日期"}, date, kToday));
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

TEST_CASE("an amount in another unit is converted in place, says so, and goes on saying so until it changes") {
  FieldForm form;
  REQUIRE(form.gui.type("###budget", "12345.6元"));
  CHECK(form.budget == "1.23456");
  CHECK(form.gui.shows("按 12,345.6 元折成 1.23456 万元"));
  form.gui.key(ImGuiKey_Enter);
  CHECK(form.gui.shows("按 12,345.6 元折成 1.23456 万元"));
  CHECK(form.gui.shows("1.23456"));
  REQUIRE(form.gui.type("###budget", "1.2亿"));
  CHECK(form.budget == "12000");
  form.budget = "7";  // as an undo would
  form.gui.frame(2);
  CHECK_FALSE(form.gui.shows("折成"));
}

TEST_CASE("an amount that would lose digits leaves what was there, whatever its beginning read as") {
  FieldForm form;
  REQUIRE(form.gui.type("###budget", "1"));
  for (const char* more : {"2345", ".678", "元"}) form.gui.text(more);
  CHECK(form.budget == "20545.04");
  form.gui.key(ImGuiKey_Escape);
  CHECK(form.gui.shows("12345.678元"));
  CHECK(form.gui.shows("12345.678 元是 1.2345678 万元，有 7 位小数"));
}

TEST_CASE("what is no plain number says what to type instead") {
  FieldForm form;
  for (const auto& [typed, instead] : {std::pair("1e9", "请写成 1000000000"), std::pair("二十万", "请写成 20万"),
                                       std::pair("1.2.3", "请只留一个"), std::pair("12,34", "请写成 1234")}) {
    REQUIRE(form.gui.type("###budget", typed));
    form.gui.key(ImGuiKey_Escape);
    INFO(typed);
    CHECK(form.budget == "20545.04");
    CHECK(form.gui.shows(instead));
  }
}

TEST_CASE("a date is chosen in the month by keyboard alone") {
  FieldForm form;
  REQUIRE(form.gui.click("###date"));
  form.gui.key(ImGuiMod_Alt | ImGuiKey_DownArrow);
  CHECK(form.gui.shows("2022年12月"));
  CHECK(form.gui.shows("一 二 三 四 五 六 日"));
  form.gui.key(ImGuiKey_PageDown);
  CHECK(form.gui.shows("2023年1月"));
  form.gui.key(ImGuiKey_Home);
  form.gui.key(ImGuiKey_RightArrow);
  form.gui.key(ImGuiKey_DownArrow);
  CHECK(form.date == "2022-12-31");
  form.gui.key(ImGuiKey_Enter);
  CHECK(form.date == "2023-01-09");
  CHECK_FALSE(form.gui.shows("2023年1月"));
  CHECK(form.is_active("###date"));
  form.gui.text("2022.3.5");
  CHECK(form.date == "2022-03-05");
}

TEST_CASE("a month is left by Escape and changes nothing, and a day is taken by a click") {
  FieldForm form;
  REQUIRE(form.gui.click("###date/month"));
  form.gui.key(ImGuiKey_LeftArrow);
  form.gui.key(ImGuiKey_Escape);
  CHECK_FALSE(form.gui.shows("2022年12月"));
  CHECK(form.date == "2022-12-31");
  form.gui.key(ImGuiKey_Escape);
  REQUIRE(form.gui.click("###date/month"));
  REQUIRE(form.gui.click("###calendar/before"));
  REQUIRE(form.gui.click("###day/2022-11-07"));
  CHECK(form.date == "2022-11-07");
  form.date.clear();
  REQUIRE(form.gui.click("###date/month"));
  CHECK(form.gui.shows("2022年11月"));  // of today
  CHECK(form.gui.shows("今天 2022-11-29"));
  REQUIRE(form.gui.click("###calendar/today"));
  CHECK(form.date == "2022-11-29");
}

TEST_CASE("the last day of a month stays one when the month is turned") {
  FieldForm form;
  form.date = "2024-01-31";
  form.gui.frame();
  REQUIRE(form.gui.click("###date/month"));
  form.gui.key(ImGuiKey_PageDown);
  form.gui.key(ImGuiKey_Enter);
  CHECK(form.date == "2024-02-29");
}

TEST_CASE("a date written without separators is taken") {
  FieldForm form;
  REQUIRE(form.gui.type("###date", "20220305"));
  CHECK(form.date == "2022-03-05");
  form.gui.key(ImGuiKey_Enter);
  CHECK(form.gui.shows("2022-03-05"));
}

TEST_CASE("the first characters of an option find it") {
  FieldForm form;
  REQUIRE(form.gui.click("###place"));
  form.gui.text("清");
  form.gui.key(ImGuiKey_Enter);
  CHECK(form.place == 1);
}

TEST_CASE("a line has the menu too, and a figure is cut by it") {
  FieldForm form;
  REQUIRE(form.gui.type("###title", "甲乙"));
  REQUIRE(form.gui.click("###title", 0, tests::Button::Right));
  REQUIRE(form.gui.click("###menu/all"));
  form.gui.frame(2);
  REQUIRE(form.gui.click("###title", 0, tests::Button::Right));
  REQUIRE(form.gui.click("###menu/cut"));
  form.gui.frame(2);
  CHECK(form.title.empty());
  CHECK(form.gui.clipboard() == "甲乙");
  REQUIRE(form.gui.click("###budget"));
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_A);
  REQUIRE(form.gui.click("###budget", 0, tests::Button::Right));
  REQUIRE(form.gui.click("###menu/cut"));
  form.gui.frame(2);
  CHECK(form.budget.empty());
  CHECK(form.gui.clipboard() == "20545.04");
}

TEST_CASE("what a paste loses is said under the field") {
  FieldForm form;
  REQUIRE(form.gui.click("###title"));
  form.gui.clipboard() = "甲\x01乙\xED\xA0\x80𠮷😀\xE2\x80\x8F丙";
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_V);
  CHECK(form.title == "甲乙\uFFFD\uFFFD\uFFFD𠮷😀\u200F丙");
  CHECK(form.gui.shows("去掉了 1 个看不见的控制字符。有 3 个字节不是文字，用“�”代替了。"));
  form.gui.text("丁");
  CHECK_FALSE(form.gui.shows("控制字符"));
}

TEST_CASE("five megabytes are not taken into a field, and what it had stays") {
  FieldForm form;
  REQUIRE(form.gui.type("###title", "原来的"));
  std::string much;
  while (much.size() < (5u << 20)) much += "长";
  form.gui.clipboard() = much;
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_V);
  CHECK(form.title == "原来的");
  CHECK(form.gui.shows("一处文字最多 20,000 字，没有粘贴"));
}

TEST_CASE("a popup stands whole in the window, wherever its field is") {
  tests::WidgetFixture form({400, 300});
  form.show([](Ui& ui) {
    const auto top = [&](float field_top, float height) {
      return place_of_popup(ui, {{10, field_top}, {110, field_top + 32}}, {200, height}).y;
    };
    CHECK(top(20, 100) == 56);
    CHECK(top(240, 100) == 136);
    CHECK(top(120, 200) == 100);
    CHECK(top(120, 900) == 0);
    CHECK(place_of_popup(ui, {{350, 20}, {390, 52}}, {200, 100}).x == 200);
    CHECK(place_of_popup(ui, {{10, 120}, {110, 152}}, {200, 200}).x == 114);  // beside it, where it would lie over it
    CHECK(place_of_popup(ui, {{210, 120}, {310, 152}}, {200, 200}).x == 6);
  });
}
