// What every screen is drawn from and into: a const model in, commands out.
//
// Views touch no file, socket, clock, thread or static. What they must remember between frames and is no part of the
// model (a caret, a scroll position, the width of a pane) is in Memory.
#pragma once

#include "client/app/command.h"
#include "client/view/memory.h"
#include "client/view/widgets/item.h"

namespace ziping::view {

inline constexpr std::string_view kTeamField = "team";  // of a row: which team is to write it

struct Frame {
  Ui& ui;
  const app::Model& model;
  Memory& memory;
  app::Commands& commands;

  template <class Command>
  void ask(Command command) {
    commands.emplace_back(std::move(command));
  }
  [[nodiscard]] float px(float at_100_percent) const { return ui.px(at_100_percent); }
};

// The whole window.
void draw(Frame& frame);

// The screens.
void home_screen(Frame& frame);
void enrol_screen(Frame& frame);
void forget_password(Frame& frame);  // that enrolling has used, whatever screen is shown by then
void settings_screen(Frame& frame);
void sync_screen(Frame& frame);
void report_screen(Frame& frame);  // top bar, panes and status line around one of those below

// The middle of an open report.
void form_column(Frame& frame);
void conflict_column(Frame& frame);
void versions_column(Frame& frame);
void reading_column(Frame& frame);
void plots_column(Frame& frame);

// The panes of an open report.
void outline_pane(Frame& frame);
void side_pane(Frame& frame);

}  // namespace ziping::view
