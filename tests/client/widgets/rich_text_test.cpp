#include "client/view/widgets/rich_text.h"

#include <catch2/catch_test_macros.hpp>

#include "tests/client/widgets/widget_fixture.h"

using namespace ziping;
using namespace ziping::view;

TEST_CASE("a difference reads as inserted and removed words") {
  tests::WidgetFixture form;
  const TextSpan spans[] = {{"实施水利项目"}, {"12", SpanStyle::Removed}, {"13", SpanStyle::Inserted}, {"项。"}};
  form.show([&](Ui& ui) { rich_text(ui, "###change", spans); });
  CHECK(form.gui.shows("实施水利项目 [- 12 -] {+ 13 +} 项。"));
}

TEST_CASE("a sentence that moved reads as moved away and as moved here") {
  tests::WidgetFixture form;
  const TextSpan spans[] = {{"甲。", SpanStyle::MovedAway}, {"乙。"}, {"甲。", SpanStyle::MovedHere}};
  form.show([&](Ui& ui) { rich_text(ui, "###change", spans); });
  CHECK(form.gui.shows("<- 甲。 -> 乙。 <+ 甲。 +>"));
}

TEST_CASE("a sentence of a paragraph can be pressed") {
  tests::WidgetFixture form;
  const TextSpan spans[] = {{"第一句。"}, {"第二句。", SpanStyle::Remarked}};
  std::optional<std::size_t> pressed;
  form.show([&](Ui& ui) {
    const RichOutcome outcome = rich_text(ui, "###sheet", spans, 0, Type::Body, Pressable::Yes);
    if (outcome.pressed) pressed = outcome.pressed;
  });
  const ImVec2 corner = form.gui.find("###sheet")->box.Min;
  form.gui.click_at({corner.x + 16 * 5, corner.y + 12});
  CHECK(pressed == 1);
}

TEST_CASE("spans wrap as one paragraph, and each knows its height") {
  tests::WidgetFixture form;
  const TextSpan spans[] = {{"一二三四五六"}, {"七八，", SpanStyle::Clash}, {"九十"}};
  float second = 0, third = 0, height = 0;
  form.show([&](Ui& ui) {
    const float width = 16 * 8 + 1;
    height = rich_text(ui, "###text", spans, width).box.height();
    second = span_top(ui, "###text", spans, 1, width);
    third = span_top(ui, "###text", spans, 2, width);
  });
  CHECK(height == 48);  // the comma takes 八 down with it
  CHECK(second == 0);
  CHECK(third == 24);
}

TEST_CASE("texts that one frame needs stay laid out, however many they are, and give way once they are not needed") {
  tests::WidgetFixture form;
  std::size_t count = kLayoutsMax + 500;
  form.show([&](Ui& ui) {
    for (std::size_t i = 0; i < count; ++i) {
      const std::string words = "第" + std::to_string(i) + "段。";
      const TextSpan spans[] = {{words}};
      rich_text(ui, "###text/" + std::to_string(i), spans);
    }
  });
  CHECK(form.scratch.layouts.size() == count);
  count = 10;
  form.gui.frame(2);
  CHECK(form.scratch.layouts.size() == count);
  CHECK(form.gui.shows("第9段。"));
}
