// The column between the panes of an open report, drawn without a screen; what is pressed is carried out on the desk.
#pragma once

#include "client/view/frame.h"
#include "client/view/widgets/theme.h"
#include "tests/client/view/past.h"
#include "tests/support/gui/gui_driver.h"

namespace ziping::tests {

struct MiddleWindow {
  explicit MiddleWindow(const std::string& role = "office", const std::string& team = "")
      : desk(role, team), look(view::make_look(view::Theme::Light, 1, {gui.regular(), gui.strong()})) {
    view::apply(look, ImGui::GetStyle());
    desk.open();
  }

  void show() {
    gui.show([this] {
      view::Ui ui{look, memory.scratch};
      app::Commands commands;
      view::Frame frame{ui, desk.model, memory, commands};
      view::whole_window(ui, "###window", [&] { middle(frame); });
      for (const app::Command& command : commands) desk.ask(command);
    });
    gui.frame(2);
  }

  bool click(std::string_view label) {
    const bool found = gui.click(label);
    gui.frame(2);
    return found;
  }

  GuiDriver gui{{1100, 6000}};
  Desk desk;
  view::Look look;
  view::Memory memory;

 private:
  void middle(view::Frame& frame) const {
    switch (desk.model.report->middle) {
      case app::Middle::Conflicts:
        return view::conflict_column(frame);
      case app::Middle::Versions:
        return view::versions_column(frame);
      case app::Middle::Reading:
        return view::reading_column(frame);
      case app::Middle::Plots:
        return view::plots_column(frame);
      case app::Middle::Form:
        return;
    }
  }
};

}  // namespace ziping::tests
