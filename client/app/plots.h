// What the middle "charts" of a report draws: money spent by project, points by indicator, what is filled by who fills
// it. Pure.
//
// Promise    Every figure of the report was typed by somebody or computed by a formula of the form, and stands here
//            with the digits it was given; nothing is added up or divided. What is counted are filled places.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/app/comparison.h"
#include "shared/form/form.h"
#include "shared/report/state.h"

namespace ziping::app {

enum class PlotKind { Execution, Scores, Progress };

// Figures are stored decimals, empty where nobody filled them.
struct PlotBar {
  std::string label;
  std::string path;  // of the row or field that holds the figures; empty for none
  std::string whole, part, rate;
  bool disputed = false;  // one of them has an open conflict
};

struct PlotGroup {
  std::string heading;
  std::vector<PlotBar> bars;
  std::string most;  // the largest figure that its bars are drawn against; empty for none
};

struct PlotTotal {
  std::string label, figure, unit;
};

struct Plot {
  PlotKind kind = PlotKind::Execution;
  std::string heading_title, label_title, whole_title, part_title, rate_title;  // of the columns; empty for no column
  std::string unit;                                                             // of the whole and the part
  std::vector<PlotGroup> groups;                                                // each with bars
  std::optional<PlotTotal> total;                                               // that a formula of the form computes
};

// One of each kind, in this order.
std::vector<Plot> plots(const form::Form& form, const report::State& state,
                        const std::map<std::string, base::Json>& computed, const TeamNames& teams);

// The figures as a table: titles first, then one row for each bar. The first `words` columns hold words, the others
// figures. Stored as a spreadsheet takes them, with nothing where there is none; grouped as they are read, with words
// there.
enum class Figures { Stored, Grouped };
struct PlotTable {
  std::vector<std::vector<std::string>> rows;
  std::size_t words = 0;
};
PlotTable table_of(const Plot& plot, Figures figures);
// For a spreadsheet: tabs between cells, which hold none, and a line end after each row.
std::string tab_separated(const PlotTable& table);

// How much of `whole` the part is, for the length of a bar and nothing else: 0 where either is none, below 0 or
// there is nothing to divide by; above 1 for more.
float share(std::string_view part, std::string_view whole);

}  // namespace ziping::app
