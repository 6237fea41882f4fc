// What shots are collected in, and what several of them do on a desk.
#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <utility>

#include "tests/screens/shots.h"

namespace ziping::tests {

using Prepare = std::function<void(Desk&, view::Memory&)>;

// Shots of one person, whose desk has the report open.
class Album {
 public:
  explicit Album(const report::State& report) : report_(report) {}

  void add(std::string name, const char* role, const char* team, Prepare prepare) {
    shots_.push_back({std::move(name), role, team, std::move(prepare)});
  }
  // The report open, then `more`.
  void with_report(std::string name, const char* role, const char* team, Prepare more) {
    add(std::move(name), role, team, [report = report_, more = std::move(more)](Desk& desk, view::Memory& memory) {
      desk.open(report);
      more(desk, memory);
    });
  }
  [[nodiscard]] const report::State& report() const { return report_; }
  std::vector<Shot> take() { return std::move(shots_); }

 private:
  const report::State& report_;
  std::vector<Shot> shots_;
};

inline void look_at(Desk& desk, std::string_view title) {
  for (std::size_t i = 0; i < desk.report().sections.size(); ++i)
    if (desk.report().sections[i].title.find(title) != std::string::npos) desk.ask(app::ShowSection{i});
}

inline std::string block_of(const Desk& desk, std::size_t index) {
  const report::Rows& blocks = desk.state().group("results.blocks");
  return blocks.empty() ? std::string() : "results.blocks[" + blocks[std::min(index, blocks.size() - 1)].id + "]";
}

// form_shots.cpp: sections, fields and tables; and rows for the tables of evaluation and of projects.
void add_form(Album& album);
void fill_tables(Desk& desk);
void add_files(Album& album);  // file_shots.cpp: attachments

}  // namespace ziping::tests
