#include "client/view/widgets/buttons.h"

#include <catch2/catch_test_macros.hpp>

#include "client/view/widgets/blocks.h"
#include "tests/client/widgets/widget_fixture.h"

using namespace ziping;
using namespace ziping::view;

namespace {

struct ButtonForm : tests::WidgetFixture {
  ButtonForm() {
    show([this](Ui& ui) {
      primary += button(ui, Rank::Primary, "提交审核###submit");
      danger += button(ui, Rank::Danger, "删除###delete");
      off += button(ui, Rank::Quiet, "不可用###off", Enabled::No);
      if (check_box(ui, "只看变化###changes", checked)) checked = checked == Checked::Yes ? Checked::No : Checked::Yes;
      mark += mark_button(ui, "###search", Mark::Search, "查找");
      const Tab tabs[] = {{"我的###mine", 3}, {"待审核###waiting", 12}};
      tab = tab_strip(ui, tabs, tab);
      pill(ui, "填报中", Tone::Accent);
      badge(ui, Mark::Clash, "1", Tone::Clash);
      progress_bar(ui, 200, 0.43f);
      const StripPlace strip = begin_strip(ui, Level::Warn, "已找回 3 处修改", 100);
      accepted += button(ui, Rank::Quiet, "接受###accept");
      end_strip(strip);
      const Card card(ui);
      section_header(ui, "收支情况", "财务岗填写");
      empty_state(ui, "这里还没有报告", "登记本机后会出现");
    });
  }
  int primary = 0, danger = 0, off = 0, mark = 0, accepted = 0;
  Checked checked = Checked::No;
  std::size_t tab = 0;
};

}  // namespace

TEST_CASE("a button is pressed once by one click, by its id or its words") {
  ButtonForm form;
  REQUIRE(form.gui.click("###submit"));
  CHECK(form.primary == 1);
  REQUIRE(form.gui.click("删除"));
  CHECK(form.danger == 1);
  REQUIRE(form.gui.click("###search"));
  CHECK(form.mark == 1);
  REQUIRE(form.gui.click("###accept"));
  CHECK(form.accepted == 1);
  CHECK_FALSE(form.gui.click("###nothing"));
}

TEST_CASE("a button that is off cannot be pressed") {
  ButtonForm form;
  REQUIRE(form.gui.click("###off"));
  CHECK(form.off == 0);
}

TEST_CASE("a check box turns over") {
  ButtonForm form;
  form.gui.click("###changes");
  CHECK(form.checked == Checked::Yes);
  form.gui.click("只看变化");
  CHECK(form.checked == Checked::No);
}

TEST_CASE("a tab becomes current, and shows its count") {
  ButtonForm form;
  form.gui.click("###waiting");
  CHECK(form.tab == 1);
  CHECK(form.gui.shows("待审核 12"));
}

TEST_CASE("everything that is shown reads in the text picture") {
  ButtonForm form;
  for (const char* words : {"填报中", "⇄", "43%", "! 已找回 3 处修改", "收支情况 财务岗填写", "这里还没有报告"})
    CHECK(form.gui.shows(words));
}

TEST_CASE("the keyboard reaches a button and presses it") {
  ButtonForm form;
  form.gui.click_at({500, 2900});
  for (int i = 0; i < 4 && form.danger == 0; ++i) {
    form.gui.key(ImGuiKey_Tab);
    form.gui.key(ImGuiKey_Space);
  }
  CHECK(form.danger == 1);
}

TEST_CASE("mouse targets are at least 28 pixels high") {
  ButtonForm form;
  for (const char* id : {"###submit", "###delete", "###changes", "###search", "###mine"})
    CHECK(form.gui.find(id)->box.GetHeight() >= 28);
}

float contrast(Colour one, Colour other) {
  const auto linear = [](float c) { return c <= 0.03928f ? c / 12.92f : std::pow((c + 0.055f) / 1.055f, 2.4f); };
  const auto luminance = [&](Colour colour) {
    const ImVec4 c = ImGui::ColorConvertU32ToFloat4(colour);
    return 0.2126f * linear(c.x) + 0.7152f * linear(c.y) + 0.0722f * linear(c.z);  // WCAG 2.1, relative luminance
  };
  const float a = luminance(one), b = luminance(other);
  return (std::max(a, b) + 0.05f) / (std::min(a, b) + 0.05f);
}

TEST_CASE("both themes reach 4.5 : 1 for every text on its grounds") {
  for (const Palette& p : {kLight, kDark}) {
    for (const Colour ground : {p.ground, p.surface, p.raised})
      for (const Colour ink : {p.text, p.quiet, p.accent, p.good, p.warn, p.bad, p.clash})
        CHECK(contrast(ink, ground) >= 4.5f);
    CHECK(contrast(p.on_accent, p.accent) >= 4.5f);
    CHECK(contrast(p.good, p.good_soft) >= 4.5f);
    CHECK(contrast(p.warn, p.warn_soft) >= 4.5f);
    CHECK(contrast(p.bad, p.bad_soft) >= 4.5f);
    CHECK(contrast(p.clash, p.clash_soft) >= 4.5f);
    CHECK(contrast(p.accent, p.accent_soft) >= 4.5f);
  }
}

TEST_CASE("with strong contrast every ink and every line reaches 7 : 1 on every ground, in both themes") {
  for (const Theme theme : {Theme::Light, Theme::Dark}) {
    const Palette p = make_look(theme, 1, {}, Contrast::Strong).colour;
    for (const Colour ground :
         {p.ground, p.surface, p.raised, p.shade, p.accent_soft, p.good_soft, p.warn_soft, p.bad_soft, p.clash_soft})
      for (const Colour ink :
           {p.text, p.quiet, p.faint, p.accent, p.good, p.warn, p.bad, p.clash, p.line, p.line_strong})
        CHECK(contrast(ink, ground) >= 7.0f);
    CHECK(contrast(p.on_accent, p.accent) >= 7.0f);
    CHECK(contrast(p.text, p.surface) >= 20.9f);  // black and white
  }
}

TEST_CASE("what a mark means is told to the keyboard as it is to the mouse, and only while it is there") {
  tests::WidgetFixture form;
  form.show([](Ui& ui) {
    button(ui, Rank::Quiet, "前面###before");
    mark_button(ui, "###search", Mark::Search, "查找报告");
  });
  form.gui.frame(2);
  form.gui.key(ImGuiKey_Tab);
  form.gui.key(ImGuiKey_Tab);
  form.gui.frame(2);
  REQUIRE(GImGui->NavId == form.gui.find("###search")->id);
  CHECK(form.gui.shows("查找报告"));
  form.gui.key(ImGuiMod_Shift | ImGuiKey_Tab);
  form.gui.frame(2);
  CHECK_FALSE(form.gui.shows("查找报告"));
  form.gui.move({4, 4});  // a mouse that comes from nowhere has not moved
  REQUIRE(form.gui.hover("###search"));
  form.gui.frame(2);
  CHECK(form.gui.shows("查找报告"));
}
