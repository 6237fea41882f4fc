// A report as tables of typed cells: what leaves as a spreadsheet, before it has a file format.
//
// Promise    Every value of the state stands in some cell, those that the form does not know included. A figure is a
//            number only where a spreadsheet keeps and shows it exactly; else it is text. Nothing is cut: a text that
//            no cell holds goes on in the rows below it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "shared/base/json.h"
#include "shared/form/form.h"
#include "shared/report/state.h"

namespace ziping::document {

// Of Excel, which other programs follow: UTF-16 units and line ends of a cell, units of a sheet's name.
inline constexpr std::size_t kCellUnitsMax = 32'767;
inline constexpr std::size_t kCellLinesMax = 253;
inline constexpr std::size_t kSheetNameUnitsMax = 31;

enum class Look { Plain, Title, Heading, Computed, Clash, Quiet };

struct Cell {
  enum class Kind { Empty, Text, Number, Date } kind = Kind::Empty;
  std::string text;  // of a number and a date as they are stored: 20545.04, 2022-12-31
  Look look = Look::Plain;
  bool grouped = false;  // of a number: shown with thousands separators
};

struct Table {
  std::string name;            // unique, fit for a sheet
  std::vector<double> widths;  // of the columns, in characters of half width
  std::vector<std::vector<Cell>> rows;
  std::vector<std::size_t> lines;  // of each row, with its texts wrapped in those widths
  std::size_t heading_rows = 0;    // of the first rows: they stay in sight

  // What stands below the heading.
  [[nodiscard]] std::size_t rows_filled() const { return rows.size() - heading_rows; }
  [[nodiscard]] std::size_t cells_filled() const;
};

// What a reader is told about the tables besides what the state says.
struct Origin {
  std::string report;      // its id
  std::string department;  // as people call it
  std::int64_t year = 0;
  std::string which;                         // 第2版, or what else the state is
  std::int64_t at_ms = 0;                    // when they were made
  std::map<std::string, std::string> names;  // of whom references name, by id
};

// 说明 with the counts of all others and the digest of the state; 单项 with a row for each single field; a table for
// each group of rows, inner ones included; and, only where there is any, 表样以外 with what the form does not know.
std::vector<Table> tables_of(const form::Form& form, const report::State& state,
                             const std::map<std::string, base::Json>& computed, const Origin& origin);

// The text in pieces that a cell can hold each; none for an empty one. UTF-8.
std::vector<std::string> pieces_for_cells(std::string_view text);
// In characters of half width, of which a Chinese one takes two, of its widest line.
double width_in_cell(std::string_view text);
// Whether a binary64 keeps this stored decimal exactly as far as a spreadsheet shows it: fifteen digits.
bool keeps_as_number(std::string_view stored);
// Fit for a sheet and none of `taken`, which it joins: forbidden characters replaced, cut, numbered.
std::string sheet_name(std::string_view wanted, std::vector<std::string>& taken);

}  // namespace ziping::document
