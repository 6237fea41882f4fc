// A person at an open report, with the whole window drawn without a screen: what is clicked and typed goes through the
// model's update, and the next frame shows what came of it.
#pragma once

#include <string>
#include <string_view>

#include "client/view/frame.h"
#include "client/view/widgets/theme.h"
#include "tests/support/desk/desk.h"
#include "tests/support/gui/gui_driver.h"

namespace ziping::tests {

class FormWindow {
 public:
  explicit FormWindow(const std::string& role = "office", const std::string& team = "", ImVec2 size = {1920, 3000})
      : desk(role, team), gui(size), look(view::make_look(view::Theme::Light, 1, {gui.regular(), gui.strong()})) {
    view::apply(look, ImGui::GetStyle());
    desk.open();
    gui.show([this] { draw(); });
  }

  // Scrolls to a section by a word of its title.
  void at_section(std::string_view title) {
    for (std::size_t i = 0; i < desk.report().sections.size(); ++i)
      if (desk.report().sections[i].title.find(title) != std::string::npos) desk.ask(app::ShowSection{i});
    gui.frame(4);
  }
  // The vault answers: saved and checked.
  void save() {
    desk.save();
    gui.frame(3);
  }
  [[nodiscard]] const report::Rows& rows(const std::string& group) const { return desk.state().group(group); }
  // "evaluation.table[ID]" of the nth row.
  [[nodiscard]] std::string row(const std::string& group, std::size_t index) const {
    return form::Path{{{group, rows(group).at(index).id}}, {}}.text();
  }
  [[nodiscard]] std::string cell(const std::string& group, std::size_t index, const std::string& field) const {
    return desk.text(row(group, index) + "." + field);
  }
  [[nodiscard]] bool has_keyboard(std::string_view label) const {
    const auto* item = gui.find(label);
    return item && memory.scratch.active && memory.scratch.active->id == item->id;
  }

  Desk desk;
  GuiDriver gui;
  view::Look look;
  view::Memory memory;

 private:
  void draw() {
    view::Ui ui{look, memory.scratch};
    app::Commands commands;
    view::Frame frame{ui, desk.model, memory, commands};
    view::draw(frame);
    for (const app::Command& command : commands) desk.ask(command);
  }
};

}  // namespace ziping::tests
