// What is in the bytes of a workbook, read by other means than it is written with.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace ziping::document {

struct SheetCell {
  std::string type;    // as in the file: "s" of a string, "" of a number
  std::string text;    // of a string as people see it, else the number's own digits
  std::string format;  // "#,##0.00"; empty for none
};

struct Sheet {
  std::string name;
  std::map<std::string, SheetCell> cells;  // "B3": only those that are not blank
  std::size_t frozen_rows = 0;

  const SheetCell* at(const std::string& place) const;
  // The place of the first cell of this text; empty for none.
  std::string find(std::string_view text) const;
  // The text of the cell `columns` further right.
  std::string beside(std::string_view text, std::size_t columns = 1) const;
  std::size_t rows_below(std::size_t heading) const;
  std::size_t cells_below(std::size_t heading) const;
};

struct Workbook {
  std::map<std::string, std::string> parts;  // by name, as they are stored
  std::vector<Sheet> sheets;

  // REQUIREs that all of it can be read.
  static Workbook read(std::string_view bytes);
  const Sheet& sheet(std::string_view name) const;  // REQUIREs that there is one
};

}  // namespace ziping::document
