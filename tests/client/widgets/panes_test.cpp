#include "client/view/widgets/panes.h"

#include <catch2/catch_test_macros.hpp>
#include <vector>

#include "client/platform/fonts.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/utf32.h"
#include "tests/client/widgets/widget_fixture.h"

using namespace ziping;
using namespace ziping::view;

namespace {

struct FrameForm : tests::WidgetFixture {
  explicit FrameForm(float width, std::string_view kept = {}) : tests::WidgetFixture({width, 800}) {
    take_up(panes, kept);
    gui.show([this] {
      Ui ui{look, scratch};
      whole_window(ui, "###window", [&] {
        const auto words = [&](const char* text) {
          return [&ui, text] { text_line(ui, Type::Body, ui.colour().text, text); };
        };
        split_panes(ui, "###panes", panes, {width_left(), 700}, words("大纲"), words("表单"), words("校验"),
                    {"纲目", "双击收起"}, {"检查", "双击收起", counts, "错误八，意见很多"});
        status_bar(ui, "###status", words("已保存到本机"));
      });
    });
  }
  Panes panes;
  std::vector<RailCount> counts;
};

}  // namespace

TEST_CASE("three panes and the status line are shown in a wide window") {
  FrameForm form(1600);
  for (const char* words : {"大纲", "表单", "校验", "已保存到本机"}) CHECK(form.gui.shows(words));
}

TEST_CASE("the right pane folds by itself at 1366, and can be unfolded again") {
  FrameForm form(1366);
  CHECK_FALSE(form.gui.shows("校验"));
  form.panes.right.folded = Folded::No;
  form.gui.frame(2);
  CHECK(form.gui.shows("校验"));
}

TEST_CASE("a pane is resized by its border, within limits") {
  FrameForm form(1600);
  const ImVec2 grip = form.gui.find("###panes/left_border")->box.GetCenter();
  form.gui.drag(grip, {grip.x + 60, grip.y});
  CHECK(form.panes.left.width == 320);
  form.gui.drag({grip.x + 60, grip.y}, {grip.x - 250, grip.y});
  CHECK(form.panes.left.width == kPaneWidthMin);
}

TEST_CASE("a double click on its border folds a pane") {
  FrameForm form(1600);
  form.gui.double_click("###panes/left_border");
  CHECK(form.panes.left.folded == Folded::Yes);
  CHECK_FALSE(form.gui.shows("大纲"));
}

TEST_CASE("a folded pane leaves a rail with its name, and a click on it unfolds the pane") {
  FrameForm form(1366);
  CHECK(form.gui.find("###panes/left_rail") == nullptr);
  CHECK(form.gui.shows("检"));
  REQUIRE(form.gui.click("###panes/right_rail"));
  CHECK(form.panes.right.folded == Folded::No);
  CHECK(form.gui.shows("校验"));
}

TEST_CASE("the panes are as they were left when the window opens again, and what folded by itself opens where it can") {
  FrameForm form(1600);
  const ImVec2 grip = form.gui.find("###panes/left_border")->box.GetCenter();
  form.gui.drag(grip, {grip.x + 60, grip.y});
  form.gui.double_click("###panes/right_border");
  const std::string kept = stored_panes(form.panes);
  CHECK(kept == "320 open 340 folded 0");
  CHECK(stored_panes(FrameForm(1600, kept).panes) == kept);
  CHECK(FrameForm(1366, kept).panes.right.folded == Folded::Yes);
  FrameForm narrow(1366);
  CHECK(stored_panes(narrow.panes) == "260 open 340 by-itself 1");
  CHECK(FrameForm(1600, stored_panes(narrow.panes)).panes.right.folded == Folded::No);
  CHECK(FrameForm(1366, stored_panes(narrow.panes)).panes.right.folded == Folded::Yes);
  narrow.gui.frame();  // has the input again
  REQUIRE(narrow.gui.click("###panes/right_rail"));
  CHECK(stored_panes(narrow.panes) == "260 open 340 open 1");
  CHECK(FrameForm(1366, stored_panes(narrow.panes)).panes.right.folded == Folded::No);
}

TEST_CASE("what was kept of panes and makes no sense changes nothing, and a width stays within its limits") {
  const std::string usual = stored_panes(Panes());
  for (const char* senseless :
       {"", "260", "260 open 340", "260 open 340 open", "260 open 340 open 3", "260 open 340 open -1",
        "x open 340 open 0", "260 shut 340 open 0", "260  open 340 open 0", "99999999999 open 340 open 0"}) {
    Panes panes;
    take_up(panes, senseless);
    CHECK(stored_panes(panes) == usual);
  }
  Panes panes;
  take_up(panes, "1 folded 9999 open 0");
  CHECK(panes.left.width == kPaneWidthMin);
  CHECK(panes.right.width == kPaneWidthMax);
}

TEST_CASE("a folded pane tells what waits in it, by its marks and numbers, and by words under the mouse") {
  FrameForm form(1366);
  form.counts = {{Mark::Cross, Tone::Bad, 8}, {Mark::Clash, Tone::Clash, 0}, {Mark::Pencil, Tone::Warn, 120}};
  form.gui.frame(2);
  CHECK(form.gui.shows("✕\n8\n"));
  CHECK(form.gui.shows("99+"));
  CHECK_FALSE(form.gui.shows("⇄"));
  CHECK_FALSE(form.gui.shows("错误八"));
  REQUIRE(form.gui.hover("###panes/right_rail"));
  form.gui.frame(2);
  CHECK(form.gui.shows("错误八，意见很多"));
  form.panes.right.folded = Folded::No;
  form.gui.frame(2);
  CHECK_FALSE(form.gui.shows("✕"));
}

TEST_CASE("where there is no room for both panes, the one that is opened stays") {
  FrameForm form(640);
  form.panes.left.folded = Folded::No;
  form.gui.frame(2);
  CHECK(form.gui.shows("大纲"));
  form.panes.right.folded = Folded::No;
  form.gui.frame(2);
  CHECK(form.gui.shows("校验"));
  CHECK_FALSE(form.gui.shows("大纲"));
  form.panes.left.folded = Folded::No;
  form.gui.frame(2);
  CHECK(form.gui.shows("大纲"));
  CHECK_FALSE(form.gui.shows("校验"));
}

TEST_CASE("in a very narrow window both panes fold and the middle stays") {
  FrameForm form(640);
  CHECK_FALSE(form.gui.shows("大纲"));
  CHECK_FALSE(form.gui.shows("校验"));
  CHECK(form.gui.shows("表单"));
}

TEST_CASE("rare characters of names and places are in the fonts") {
  if (!platform::find_fonts().has_chinese) SKIP("no Chinese font is installed here");
  tests::WidgetFixture form;
  for (ImFont* font : {form.gui.regular(), form.gui.strong()})
    for (const char32_t c : from_utf8("崀鄢陂绩效，。“”…—9")) CHECK(font->IsGlyphInFont(static_cast<ImWchar>(c)));
}

TEST_CASE("a Chinese character is as wide as its type, at every scale") {
  if (!platform::find_fonts().has_chinese) SKIP("no Chinese font is installed here");
  tests::WidgetFixture form;
  for (const float scale : {0.8f, 1.0f, 1.25f, 2.0f, 2.5f, 5.0f}) {
    const Look look = make_look(Theme::Dark, scale, {form.gui.regular(), form.gui.strong()});
    CHECK(look.scale == scale);
    float width = 0;
    form.gui.show([&] { width = text_width(look, Type::Body, "绩效自评"); });
    CHECK(width == 4 * look.px(16));
  }
}
