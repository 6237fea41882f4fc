// Somebody who presses anything and types everything: whatever happens, the program goes on, and words that were seen
// to be taken stay where they were typed.
#include <catch2/catch_test_macros.hpp>
#include <cstdlib>

#include "shared/base/random.h"
#include "tests/client/view/sitting.h"

using namespace ziping;
using tests::Sitting;

namespace {

constexpr std::string_view kTyped[] = {
    "甲",     "。",   "项目12项，",       "1,234.5", "二十万",      "12345.6元", "\n",
    "\t",     " ",    "２０２２",         "🇨🇳",      "👩‍💻", "e\u0301",   "\u202Eabc",
    "\u200B", "𠮷野", "一是先。二是后。", "1e9",     "2022-02-30",  "\"\"\"",    "=1+1"};
constexpr ImGuiKey kKeys[] = {
    ImGuiKey_Tab,       ImGuiKey_Enter, ImGuiKey_Escape, ImGuiKey_LeftArrow, ImGuiKey_RightArrow, ImGuiKey_UpArrow,
    ImGuiKey_DownArrow, ImGuiKey_Home,  ImGuiKey_End,    ImGuiKey_PageUp,    ImGuiKey_PageDown,   ImGuiKey_Backspace,
    ImGuiKey_Delete,    ImGuiKey_Space, ImGuiKey_F1,     ImGuiKey_F2,        ImGuiKey_F3,         ImGuiKey_F4,
    ImGuiKey_F8,        ImGuiKey_A,     ImGuiKey_C,      ImGuiKey_V,         ImGuiKey_X,          ImGuiKey_Z,
    ImGuiKey_Y,         ImGuiKey_F,     ImGuiKey_S};

class Careless {
 public:
  explicit Careless(std::uint64_t seed)
      : random_(seed), sitting_(seed % 3 == 0 ? "member" : "office", seed % 3 == 0 ? "xingzi" : "", size()) {
    if (seed % 5 == 0)
      sitting_.desk.open(tests::Desk::clashing());
    else
      sitting_.desk.open();
    sitting_.look_again();
  }

  void act() {
    switch (random_.below(12)) {
      case 0:
      case 1:
      case 2:
      case 3:
        return press();
      case 4:
      case 5:
        return sitting_.gui.text(one_of(kTyped));
      case 6:
      case 7:
        return sitting_.gui.key(chord());
      case 8:
        return drag();
      case 9:
        if (!sitting_.gui.items().empty())
          sitting_.gui.wheel(any_item().label, static_cast<float>(random_.below(21)) - 10);
        return;
      case 10:
        return about_the_window();
      default:
        sitting_.gui.clipboard() = clipboard();
        return sitting_.gui.key(ImGuiMod_Ctrl | ImGuiKey_V);
    }
  }

 private:
  template <class T, std::size_t N>
  const T& one_of(const T (&all)[N]) {
    return all[random_.below(N)];
  }
  ImVec2 size() {
    return {800.0f + static_cast<float>(random_.below(1200)), 480.0f + static_cast<float>(random_.below(1000))};
  }
  const tests::GuiDriver::Item& any_item() { return sitting_.gui.items()[random_.below(sitting_.gui.items().size())]; }
  ImVec2 anywhere() {
    const ImVec2 size = ImGui::GetMainViewport()->Size;
    return {size.x * static_cast<float>(random_.below(1000)) / 1000,
            size.y * static_cast<float>(random_.below(1000)) / 1000};
  }

  void press() {
    if (sitting_.gui.items().empty()) return sitting_.gui.click_at(anywhere());
    const std::string label = any_item().label;
    switch (random_.below(8)) {
      case 0:
        sitting_.gui.double_click(label);
        return;
      case 1:
        sitting_.gui.click(label, 0, tests::Button::Right);
        return;
      case 2:
        sitting_.gui.hover(label);
        return;
      default:
        sitting_.gui.click(label);
    }
  }
  void drag() { sitting_.gui.drag(anywhere(), anywhere()); }
  ImGuiKeyChord chord() {
    const ImGuiKeyChord mods[] = {0, 0, 0, ImGuiMod_Ctrl, ImGuiMod_Shift, ImGuiMod_Alt, ImGuiMod_Ctrl | ImGuiMod_Shift};
    return one_of(mods) | one_of(kKeys);
  }
  std::string clipboard() {
    std::string out;
    for (std::uint64_t i = random_.below(40); i > 0; --i) out += one_of(kTyped);
    if (random_.below(3) == 0) out += "\xff\xfe\xed\xa0\x80";
    return out;
  }
  void about_the_window() {
    switch (random_.below(4)) {
      case 0:
        ImGui::GetIO().DisplaySize = size();
        return sitting_.look_again();
      case 1:
        sitting_.desk.ask(app::SetScale{80 + 10 * static_cast<int>(random_.below(18))});
        sitting_.look = view::make_look(random_.below(2) == 0 ? view::Theme::Light : view::Theme::Dark,
                                        static_cast<float>(sitting_.desk.model.settings.scale_percent) / 100,
                                        {sitting_.gui.regular(), sitting_.gui.strong()});
        view::apply(sitting_.look, ImGui::GetStyle());
        return sitting_.look_again();
      case 2:
        if (sitting_.desk.model.report) sitting_.desk.save();
        return sitting_.look_again();
      default:
        if (!sitting_.desk.model.report) sitting_.desk.open();
        sitting_.look_again();
    }
  }

  base::SeededRandom random_;
  Sitting sitting_;
};

}  // namespace

TEST_CASE("whoever presses anything and types everything has a program that goes on") {
  const auto number = [](const char* variable, std::uint64_t otherwise) {
    const char* given = std::getenv(variable);
    return given ? std::strtoull(given, nullptr, 10) : otherwise;
  };
  const std::uint64_t from = number("ZIPING_CARELESS_FROM", 1), seeds = number("ZIPING_CARELESS_SEEDS", 12);
  for (std::uint64_t seed = from; seed < from + seeds; ++seed) {
    INFO("seed " << seed);
    Careless person(seed);
    for (int i = 0; i < 300; ++i) person.act();
    CHECK(true);
  }
}
