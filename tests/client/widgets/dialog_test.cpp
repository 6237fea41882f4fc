#include "client/view/widgets/dialog.h"

#include <catch2/catch_test_macros.hpp>

#include "client/view/widgets/blocks.h"
#include "client/view/widgets/table.h"
#include "tests/client/widgets/widget_fixture.h"

using namespace ziping;
using namespace ziping::view;

namespace {

struct DialogForm : tests::WidgetFixture {
  DialogForm() : tests::WidgetFixture({1000, 800}) {
    gui.show([this] {
      Ui ui{look, scratch};
      whole_window(ui, "###window", [&] {
        const FieldOutcome typed = line_field(ui, {.id = "###behind", .label = "后面"}, behind);
        if (typed.value) behind = *typed.value;
        if (button(ui, Rank::Quiet, "后面的按钮###button")) ++pressed;
        const MenuEntry entries[] = {{"导入文本###import"}, {"导出文本###export"}, {"以后###later", Enabled::No}};
        if (const auto entry = menu_button(ui, "###more", "更多", entries)) chosen = *entry;
      });
      if (!asking) return;
      dialog(ui, "###question", "报送第 2 版？", 480, [&] {
        for (int line = 0; line < lines; ++line) text_line(ui, Type::Body, ui.colour().text, "报送后不能再改。");
        dialog_footer(ui);
        if (button(ui, Rank::Primary, "报送###yes")) asking = false;
      });
    });
  }

  std::string behind;
  bool asking = false;
  int pressed = 0, lines = 1;
  std::size_t chosen = 99;
};

}  // namespace

TEST_CASE("a question stands in front, and what is behind gets no mouse") {
  DialogForm form;
  REQUIRE(form.gui.click("###button"));
  REQUIRE(form.pressed == 1);
  const ImVec2 button = form.gui.find("###button")->box.GetCenter();
  form.asking = true;
  form.gui.frame(3);
  CHECK(form.gui.shows("报送第 2 版？"));
  form.gui.click_at(button);
  CHECK(form.pressed == 1);
  REQUIRE(form.gui.click("###yes"));
  CHECK_FALSE(form.asking);
  form.gui.frame(2);
  form.gui.click("###button");
  CHECK(form.pressed == 2);
}

TEST_CASE("a question takes the keyboard from the field that had it") {
  DialogForm form;
  form.gui.type("###behind", "甲");
  form.asking = true;
  form.gui.frame(3);
  form.gui.text("乙");
  CHECK(form.behind == "甲");
  for (int i = 0; i < 3 && form.asking; ++i) {
    form.gui.key(ImGuiKey_Tab);
    form.gui.key(ImGuiKey_Space);
  }
  CHECK_FALSE(form.asking);
}

TEST_CASE("a long question stays within the window, and its buttons in sight while the rest scrolls") {
  DialogForm form;
  form.lines = 100;
  form.asking = true;
  form.gui.frame(4);
  const ImGuiWindow* body = nullptr;
  for (const ImGuiWindow* window : GImGui->Windows)
    if (std::string_view(window->Name).find("/body") != std::string_view::npos) body = window;
  REQUIRE(body != nullptr);
  CHECK(body->Size.x == 480);
  CHECK(body->Pos.y >= 0);
  CHECK(body->ScrollMax.y > 0);
  const auto* yes = form.gui.find("###yes");
  REQUIRE(yes != nullptr);
  CHECK(yes->box.Min.y >= body->Pos.y + body->Size.y);
  CHECK(yes->box.Max.y <= 800);
  form.gui.click_at(yes->box.GetCenter());
  CHECK_FALSE(form.asking);
}

TEST_CASE("a short question is no higher than it must be, and does not scroll") {
  DialogForm form;
  form.asking = true;
  form.gui.frame(4);
  for (const ImGuiWindow* window : GImGui->Windows)
    if (std::string_view(window->Name).find("/body") != std::string_view::npos) CHECK(window->ScrollMax.y == 0);
  REQUIRE(form.gui.find("###yes"));
  CHECK(form.gui.find("###yes")->box.Max.y < 400);
}

TEST_CASE("a menu opens under its dots and gives the entry that is pressed") {
  DialogForm form;
  CHECK_FALSE(form.gui.shows("导出文本"));
  REQUIRE(form.gui.click("###more"));
  CHECK(form.gui.shows("导入文本"));
  REQUIRE(form.gui.click("###later"));
  CHECK(form.chosen == 99);
  REQUIRE(form.gui.click("###export"));
  CHECK(form.chosen == 1);
  form.gui.frame(2);
  CHECK_FALSE(form.gui.shows("导出文本"));
}
