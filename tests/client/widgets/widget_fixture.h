// A window with nothing but the widgets of one test in it, drawn without a screen.
#pragma once
#include <functional>
#include <utility>

#include "client/view/widgets/panes.h"
#include "client/view/widgets/theme.h"
#include "tests/support/gui/gui_driver.h"

namespace ziping::tests {

struct WidgetFixture {
  explicit WidgetFixture(ImVec2 size = {1000, 3000})
      : gui(size), look(view::make_look(view::Theme::Light, 1, {gui.regular(), gui.strong()})) {
    view::apply(look, ImGui::GetStyle());
  }

  void show(std::function<void(view::Ui&)> draw) {
    gui.show([this, draw = std::move(draw)] {
      view::Ui ui{look, scratch};
      view::whole_window(ui, "###window", [&] { view::scroll_column(ui, "###page", {0, 0}, 860, [&] { draw(ui); }); });
    });
  }

  [[nodiscard]] bool is_active(std::string_view label) const {
    const auto* item = gui.find(label);
    return item && scratch.active && scratch.active->id == item->id;
  }
  [[nodiscard]] std::size_t caret() const { return scratch.active ? scratch.active->edit.caret() : std::size_t(-1); }

  GuiDriver gui;
  view::Look look;
  view::Scratch scratch;
};

}  // namespace ziping::tests
