// A person at the whole window, without a screen: the desk's model is drawn, and what is clicked and typed is carried
// out on it.
#pragma once

#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "client/view/frame.h"
#include "client/view/widgets/theme.h"
#include "tests/support/desk/desk.h"
#include "tests/support/gui/gui_driver.h"

namespace ziping::tests {

struct Sitting {
  explicit Sitting(const std::string& role = "office", const std::string& team = "", ImVec2 size = {1366, 768})
      : gui(size), look(view::make_look(view::Theme::Light, 1, {gui.regular(), gui.strong()})), desk(role, team) {
    view::apply(look, ImGui::GetStyle());
    gui.show([this] {
      view::Ui ui{look, memory.scratch};
      app::Commands commands;
      view::Frame frame{ui, desk.model, memory, commands};
      view::draw(frame);
      for (const app::Command& command : commands) {
        desk.ask(command);
        asked.push_back(command);
      }
    });
  }

  // What was done to the model outside of the window, on the screen.
  void look_again() { gui.frame(3); }
  void open() {
    desk.open();
    look_again();
    asked.clear();
  }
  void ask(const app::Command& command) {
    desk.ask(command);
    look_again();
  }
  void tell(client::News news) {
    desk.tell(std::move(news));
    look_again();
  }
  // The list as it is, changed.
  template <class Change>
  void relist(const Change& change) {
    client::ReportsListed list = desk.model.home;
    change(list);
    tell(std::move(list));
  }

  // How often a command of this kind was asked for, and the last of them.
  template <class Command>
  [[nodiscard]] std::size_t count() const {
    std::size_t number = 0;
    for (const app::Command& one : asked) number += std::holds_alternative<Command>(one) ? 1u : 0u;
    return number;
  }
  template <class Command>
  [[nodiscard]] const Command* last() const {
    const Command* found = nullptr;
    for (const app::Command& one : asked)
      if (const Command* command = std::get_if<Command>(&one)) found = command;
    return found;
  }
  template <class Order>
  [[nodiscard]] const Order* last_order() const {
    const Order* found = nullptr;
    for (const client::Order& one : desk.orders)
      if (const Order* order = std::get_if<Order>(&one)) found = order;
    return found;
  }

  GuiDriver gui;
  view::Look look;
  Desk desk;
  view::Memory memory;
  app::Commands asked;
};

}  // namespace ziping::tests
