#include "client/view/widgets/prose_field.h"

#include <catch2/catch_test_macros.hpp>
#include <utility>

#include "client/view/widgets/buttons.h"
#include "tests/client/widgets/widget_fixture.h"

using namespace ziping;
using namespace ziping::view;

namespace {

// A form of one long text over a model that is nothing but the text.
struct ProseForm : tests::WidgetFixture {
  explicit ProseForm(std::string begin, std::string lock = {}) : text(std::move(begin)), lock_reason(std::move(lock)) {
    show([this](Ui& ui) {
      const ProseFrame frame{.field = {.id = "###prose",
                                       .label = "主要成效",
                                       .lock_reason = lock_reason,
                                       .hint = "写下成效",
                                       .recall = recall},
                             .characters_max = 20};
      EditOutcome outcome = prose_field(ui, frame, text);
      for (const TextChange& change : outcome.changes) {
        by_changes.replace(change.at, change.removed, change.inserted);
        changes.push_back(change);
      }
      if (outcome.changed()) text = outcome.text;
      if (outcome.request != Request::None) requests.push_back(outcome.request);
      static_cast<void>(button(ui, Rank::Quiet, "别处###elsewhere"));
    });
    by_changes = text;
  }

  // What a merge or an undo leaves in the model.
  void arrives(std::string merged) { text = by_changes = std::move(merged); }

  std::string text, lock_reason, by_changes;
  std::vector<TextChange> changes;
  std::vector<Request> requests;
  Recall recall = Recall::ByModel;
};

}  // namespace

TEST_CASE("what is typed reaches the model in the same frame, as bytes and as text") {
  ProseForm form("水利项目");
  REQUIRE(form.gui.click("###prose"));
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_End);
  form.gui.text("十二项");
  form.gui.key(ImGuiKey_Enter);
  form.gui.text("第二段");
  form.gui.key(ImGuiKey_Backspace);
  CHECK(form.text == "水利项目十二项\n第二");
  CHECK(form.by_changes == form.text);
}

TEST_CASE("the text copies, cuts and pastes") {
  ProseForm form("广清经济");
  form.gui.click("###prose");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_A);
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_X);
  CHECK(form.text.empty());
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_V);
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_V);
  CHECK(form.text == "广清经济广清经济");
  form.gui.clipboard() = "第一行\r\n第二行";
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_V);
  CHECK(form.text == "广清经济广清经济第一行\n第二行");
  CHECK(form.by_changes == form.text);
}

TEST_CASE("a merge under the field that is being typed in is not overwritten") {
  ProseForm form("第一句。");
  form.gui.click("###prose");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_End);
  form.gui.text("我写的。");
  form.arrives("同事写的。" + form.text);
  form.gui.frame();
  form.gui.text("接着写。");
  CHECK(form.text == "同事写的。第一句。我写的。接着写。");
}

TEST_CASE("the caret stays with its words when a merge moves them") {
  ProseForm form("第一句。第三句。");
  form.gui.click("###prose");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_Home);
  for (int i = 0; i < 6; ++i) form.gui.key(ImGuiKey_RightArrow);
  form.arrives("第一句。第二句。第三句。");
  form.gui.frame();
  CHECK(form.caret() == 10);
  form.gui.text("号");
  CHECK(form.text == "第一句。第二句。第三号句。");
}

TEST_CASE("who writes at the end goes on behind their own words when others added theirs there") {
  ProseForm form("第一句。");
  form.gui.click("###prose");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_End);
  form.gui.text("我写的");
  form.arrives(form.text + "。同事写的。");
  form.gui.frame();
  form.gui.text("话");
  CHECK(form.text == "第一句。我写的话。同事写的。");
}

TEST_CASE("who does again what was taken back goes on behind it") {
  ProseForm form("修路架桥。");
  form.gui.click("###prose");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_Home);
  for (int i = 0; i < 2; ++i) form.gui.key(ImGuiKey_RightArrow);
  form.gui.text("一条");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_Z);
  form.arrives("修路架桥。");
  form.gui.frame();
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_Y);
  form.arrives("修路一条架桥。");
  form.gui.frame();
  form.gui.text("，");
  CHECK(form.text == "修路一条，架桥。");
}

TEST_CASE("the caret stays where it was when the same text is loaded again") {
  ProseForm form("第一句。第二句。");
  form.gui.click("###prose");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_Home);
  form.gui.key(ImGuiKey_RightArrow);
  form.arrives("第一句。第二句。");
  form.gui.frame(2);
  CHECK(form.caret() == 1);
}

TEST_CASE("Ctrl+Z asks the model and takes nothing back by itself") {
  ProseForm form("第一句。");
  form.gui.click("###prose");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_End);
  form.gui.text("我写的。");
  form.arrives("同事写的。" + form.text);
  form.gui.frame();
  const std::string before = form.text;
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_Z);
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_Y);
  CHECK(form.text == before);
  CHECK(form.requests == std::vector{Request::Undo, Request::Redo});
}

TEST_CASE("a text that no model remembers is recalled by its box, as the model is told") {
  ProseForm form("写好的理由。");
  form.recall = Recall::Here;
  form.gui.click("###prose");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_A);
  form.gui.text("甲");
  form.gui.text("乙");
  CHECK(form.text == "甲乙");
  form.gui.key(ImGuiKey_Backspace);
  CHECK(form.text == "甲");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_Z);
  CHECK(form.text == "甲乙");  // letters that followed each other are one step
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_Z);
  CHECK(form.text == "写好的理由。");
  CHECK(form.by_changes == form.text);
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_Z);
  CHECK(form.text == "写好的理由。");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_Y);
  CHECK(form.text == "甲乙");
  CHECK(form.by_changes == form.text);
  CHECK(form.requests.empty());
}

TEST_CASE("Escape leaves the field and restores nothing") {
  ProseForm form("第一句。");
  form.gui.click("###prose");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_End);
  form.gui.text("我写的。");
  form.arrives("同事写的。" + form.text);
  form.gui.frame();
  form.gui.key(ImGuiKey_Escape);
  CHECK(form.text == "同事写的。第一句。我写的。");
  CHECK_FALSE(form.is_active("###prose"));
  form.gui.text("没有人听");
  CHECK(form.text == "同事写的。第一句。我写的。");
}

TEST_CASE("a locked text can be selected and copied, and not changed") {
  ProseForm form("同事写的。", "东陂镇工作队填写");
  CHECK(form.gui.shows("东陂镇工作队填写"));
  form.gui.click("###prose");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_A);
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_C);
  form.gui.text("改");
  form.gui.key(ImGuiKey_Delete);
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_V);
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_A);
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_X);
  CHECK(form.text == "同事写的。");
  CHECK(form.changes.empty());
  CHECK(form.gui.clipboard() == "同事写的。");
}

TEST_CASE("the right button opens a menu that leaves what is selected, and the field goes on after it") {
  ProseForm form("广清经济");
  form.gui.click("###prose");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_A);
  REQUIRE(form.gui.click("###prose", 0, tests::Button::Right));
  REQUIRE(form.gui.find("###menu/cut"));
  CHECK(form.scratch.active->edit.selected() == "广清经济");
  REQUIRE(form.gui.click("###menu/cut"));
  form.gui.frame(2);
  CHECK(form.text.empty());
  CHECK(form.gui.clipboard() == "广清经济");
  CHECK_FALSE(form.gui.find("###menu/cut"));
  CHECK(form.is_active("###prose"));
  form.gui.text("新");
  REQUIRE(form.gui.click("###prose", 0, tests::Button::Right));
  REQUIRE(form.gui.click("###menu/paste"));
  form.gui.frame(2);
  CHECK(form.text == "新广清经济");
  CHECK(form.by_changes == form.text);
}

TEST_CASE("the right button beside what is selected puts the caret there, so that a paste replaces nothing") {
  ProseForm form("广清经济");
  form.gui.click("###prose");
  form.gui.key(ImGuiKey_Home);
  form.gui.key(ImGuiMod_Shift | ImGuiKey_RightArrow);
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_C);
  REQUIRE(form.gui.click("###prose", 0, tests::Button::Right));  // in the middle, behind the words
  REQUIRE(form.gui.click("###menu/paste"));
  form.gui.frame(2);
  CHECK(form.text == "广清经济广");
}

TEST_CASE("the menu opens for who has not been in the field, and a press elsewhere closes it alone") {
  ProseForm form("广清经济");
  REQUIRE(form.gui.click("###prose", 0, tests::Button::Right));
  REQUIRE(form.gui.find("###menu/all"));
  form.gui.click("###elsewhere");
  form.gui.frame(2);
  CHECK_FALSE(form.gui.find("###menu/all"));
  CHECK(form.is_active("###prose"));
  form.gui.text("区");
  CHECK(form.text == "广清经济区");
}

TEST_CASE("the menu opens and is left by keys, and asks the model to take back") {
  ProseForm form("广清经济");
  form.gui.click("###prose");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_A);
  form.gui.key(ImGuiKey_Menu);
  REQUIRE(form.gui.find("###menu/undo"));
  form.gui.key(ImGuiKey_Escape);
  form.gui.frame(2);
  CHECK_FALSE(form.gui.find("###menu/undo"));
  CHECK(form.scratch.active->edit.selected() == "广清经济");
  form.gui.key(ImGuiMod_Shift | ImGuiKey_F10);
  form.gui.frame(2);
  REQUIRE(form.gui.find("###menu/undo"));
  form.gui.key(ImGuiKey_Enter);
  form.gui.frame(2);
  CHECK(form.requests == std::vector{Request::Undo});
  CHECK(form.text == "广清经济");
}

TEST_CASE("the menu of a locked text offers to copy, once something is selected") {
  ProseForm form("同事写的。", "东陂镇工作队填写");
  REQUIRE(form.gui.click("###prose", 0, tests::Button::Right));
  CHECK_FALSE(form.gui.find("###menu/paste"));
  CHECK_FALSE(form.gui.find("###menu/undo"));
  form.gui.click("###menu/copy");
  CHECK(form.gui.clipboard().empty());
  REQUIRE(form.gui.click("###menu/all"));
  form.gui.frame(2);
  REQUIRE(form.gui.click("###prose", 0, tests::Button::Right));
  REQUIRE(form.gui.click("###menu/copy"));
  form.gui.frame(2);
  CHECK(form.gui.clipboard() == "同事写的。");
  CHECK(form.text == "同事写的。");
}

TEST_CASE("the count grows past the limit and cuts nothing off") {
  ProseForm form("");
  CHECK(form.gui.shows("写下成效"));
  CHECK(form.gui.shows("0 / 20 字"));
  form.gui.type("###prose", "一二三四五六七八九十一二三四五六七八九十一二");
  CHECK(form.gui.shows("超出 2 字 · 22 / 20 字"));
  CHECK(form.gui.shows("✕"));
  CHECK(form.text == "一二三四五六七八九十一二三四五六七八九十一二");
}

TEST_CASE("the field grows with its text") {
  ProseForm form("甲");
  const float before = form.gui.find("###prose")->box.GetHeight();
  form.text = "一\n二\n三\n四\n五\n六\n七\n八";
  form.gui.frame(2);
  CHECK(form.gui.find("###prose")->box.GetHeight() == before + 5 * 24);
}

TEST_CASE("a drag selects, and a double click takes the word") {
  ProseForm form("解决750亩耕地");
  const ImRect box = form.gui.find("###prose")->box;
  const float y = box.Min.y + 20;
  form.gui.drag({box.Min.x + 13, y}, {box.Min.x + 13 + 33, y});
  CHECK(form.scratch.active->edit.selected() == "解决");
  form.gui.frame(30);
  form.gui.drag({box.Min.x + 13, y}, {box.Min.x + 4000, y + 900});
  CHECK(form.scratch.active->edit.selected() == "解决750亩耕地");
  form.gui.frame(30);
  form.text = "项目";
  form.gui.frame();
  form.gui.double_click("###prose");
  CHECK(form.scratch.active->edit.selected() == "项目");
}

TEST_CASE("a press elsewhere leaves the field and counts as a press there") {
  ProseForm form("甲");
  form.gui.click("###prose");
  REQUIRE(form.is_active("###prose"));
  form.gui.click("###elsewhere");
  CHECK_FALSE(form.is_active("###prose"));
}

TEST_CASE("Tab goes on to the next field") {
  tests::WidgetFixture form;
  std::string one = "甲", two = "乙";
  form.show([&](Ui& ui) {
    if (const auto typed = prose_field(ui, {.field = {.id = "###one", .label = "一"}}, one); typed.changed())
      one = typed.text;
    if (const auto typed = line_field(ui, {.id = "###two", .label = "二"}, two); typed.value) two = *typed.value;
  });
  form.gui.click("###one");
  form.gui.key(ImGuiKey_Tab);
  form.gui.text("丙");
  CHECK(one == "甲");
  CHECK(two == "丙");
}

TEST_CASE("the program's own chords work while a text is being edited") {
  tests::WidgetFixture form;
  int synced = 0, went_back = 0;
  std::string text = "甲";
  form.show([&](Ui& ui) {
    if (const auto typed = prose_field(ui, {.field = {.id = "###prose"}}, text); typed.changed()) text = typed.text;
    synced += ImGui::Shortcut(ImGuiMod_Ctrl | ImGuiKey_Enter, ImGuiInputFlags_RouteGlobal);
    went_back += ImGui::Shortcut(ImGuiMod_Alt | ImGuiKey_LeftArrow, ImGuiInputFlags_RouteGlobal);
  });
  form.gui.click("###prose");
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_Enter);
  form.gui.key(ImGuiMod_Alt | ImGuiKey_LeftArrow);
  CHECK(synced == 1);
  CHECK(went_back == 1);
  CHECK(text == "甲");
}

TEST_CASE("the caret is kept in sight while a long text is typed") {
  tests::WidgetFixture form({1000, 300});
  std::string text;
  for (int i = 0; i < 40; ++i) text += "第一行\n";
  form.show([&](Ui& ui) {
    if (const auto typed = prose_field(ui, {.field = {.id = "###prose"}}, text); typed.changed()) text = typed.text;
  });
  const auto* field = form.gui.find("###prose");
  REQUIRE(field);
  form.gui.click_at({field->box.Min.x + 40, field->box.Min.y + 40});
  const float before = form.gui.find("###prose")->box.Min.y;
  form.gui.key(ImGuiMod_Ctrl | ImGuiKey_End);
  form.gui.text("完");
  form.gui.frame(2);
  CHECK(form.gui.find("###prose")->box.Min.y < before - 600);
  CHECK(form.gui.shows("完"));
}

TEST_CASE("a word that is everywhere is marked only where it is in sight, and what is gone to comes there") {
  tests::WidgetFixture form({1000, 300});
  std::string text;
  std::vector<MarkedWords> marked;
  for (int i = 0; i < 500; ++i) {
    for (int k = 0; k < 10; ++k, text += "的") marked.push_back({text.size(), text.size() + 3});
    text += "\n";
  }
  bool scrolls = false;
  form.show([&](Ui& ui) {
    static_cast<void>(
        prose_field(ui, {.field = {.id = "###prose"}, .marked = marked, .scrolls_to_mark = scrolls}, text));
  });
  REQUIRE(ImGui::GetDrawData() != nullptr);
  const int with = ImGui::GetDrawData()->TotalVtxCount;
  const std::vector<MarkedWords> all = std::exchange(marked, {});
  form.gui.frame(2);
  const int without = ImGui::GetDrawData()->TotalVtxCount;
  CHECK(with > without);
  CHECK(with - without < 500 * 10);  // what is in sight is some fifteen rows of the five hundred
  marked = all;
  marked.back().as = MarkedAs::GoneTo;
  scrolls = true;
  const float before = form.gui.find("###prose")->box.Min.y;
  form.gui.frame(3);
  CHECK(form.gui.find("###prose")->box.Min.y < before - 11'000);
}
