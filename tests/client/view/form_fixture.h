// A person at an open report, whose window is high enough to show a section whole.
#pragma once

#include <string>
#include <string_view>

#include "tests/client/view/sitting.h"

namespace ziping::tests {

struct FormWindow : Sitting {
  explicit FormWindow(const std::string& role = "office", const std::string& team = "", ImVec2 size = {1920, 3000})
      : Sitting(role, team, size) {
    open();
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
    look_again();
  }
  // Draws nothing but this part of the screen.
  void show_only(void (*part)(view::Frame&)) {
    gui.show([this, part] {
      view::Ui ui{look, memory.scratch};
      app::Commands commands;
      view::Frame frame{ui, desk.model, memory, commands};
      view::whole_window(ui, "###window", [&] { part(frame); });
      for (const app::Command& command : commands) desk.ask(command);
    });
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
};

}  // namespace ziping::tests
