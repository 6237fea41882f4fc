// A person at the window, without a window: a model with the sample report open, commands carried out, orders kept.
#pragma once

#include <string>
#include <vector>

#include "client/app/update.h"

namespace ziping::tests {

class Desk {
 public:
  // Role and team of the person; "xingzi" … are the teams that the blocks of the sample are given to, in their order.
  explicit Desk(const std::string& role = "office", const std::string& team = "");

  void ask(const app::Command& command);  // update(), and what it orders goes to `orders`
  void tell(client::News news);
  // The vault's answer to the edits ordered since the last time: saved, and checked anew.
  void save();
  // The vault moves the heads: what is on the screen was made on `before`.
  void colleague(const report::State& before, const report::State& after);
  void open(const report::State& state = sample());
  void leave();  // back to the list

  [[nodiscard]] app::OpenReport& report() { return *model.report; }
  [[nodiscard]] const report::State& state() const { return model.report->state; }
  [[nodiscard]] std::string text(const std::string& path) const;  // of a value, "" for none
  [[nodiscard]] static const form::Form& form();
  [[nodiscard]] static const report::State& sample();          // imported from assets/samples/report-2022.txt
  [[nodiscard]] static std::vector<std::string> block_rows();  // ids of the blocks that are given to teams

  // Any report as text, read the same way and its last blocks given to the teams.
  [[nodiscard]] static report::State imported(std::string_view text);

  // A report with a sentence of a text and a figure in conflict, as a merge of two colleagues' revisions makes it.
  [[nodiscard]] static report::State clashing(const report::State& from = sample());

  app::Model model;
  app::Orders orders;
};

// The orders of a kind that the desk has given, in their order.
template <class Order>
std::vector<Order> ordered(const Desk& desk) {
  std::vector<Order> out;
  for (const client::Order& one : desk.orders)
    if (const Order* order = std::get_if<Order>(&one)) out.push_back(*order);
  return out;
}

}  // namespace ziping::tests
