// What a paste of cells would do, told before it is done. Pure, and made from the same plan that does it.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/app/edits.h"

namespace ziping::app {

inline constexpr std::size_t kPasteRowsMax = 10'000;
inline constexpr std::size_t kPasteBytesMax = 5u << 20;
inline constexpr std::size_t kPasteCellsUnasked = 200;  // more are shown before they are pasted
inline constexpr std::size_t kPasteRowsShown = 8;
inline constexpr std::size_t kPasteRefusalsShown = 5;

// Tabs and line ends as spreadsheets copy them; a cell that begins with a quotation mark goes to the next single one,
// with the tabs and line ends in it.
std::vector<std::vector<std::string>> cells_of(std::string_view text);

struct PastePreview {
  std::size_t rows = 0, columns = 0;            // of what was copied
  std::size_t added = 0;                        // rows
  std::size_t replaced = 0;                     // cells that say something else now
  std::size_t refused = 0;                      // cells
  std::size_t columns_left = 0, rows_left = 0;  // for which the table has no room
  std::optional<base::Error> nothing;           // why nothing at all would be taken

  struct Cell {
    std::string words;
    bool refused = false, replaces = false;
  };
  struct Row {
    std::size_t number = 0;  // from 1
    bool added = false;
    std::vector<Cell> cells;  // one for each of `fields`
  };
  std::vector<const form::Field*> fields;  // that cells come into, of the form
  std::vector<Row> first;                  // kPasteRowsShown at most
  struct Refusal {
    std::size_t row = 0;  // from 1
    std::string label, why;
  };
  std::vector<Refusal> refusals;  // kPasteRefusalsShown at most

  // Whether the person is asked first: the shape differs, something is refused, or it is much.
  [[nodiscard]] bool asks() const;
};

PastePreview foresee(const Model& model, const PasteCells& command);

}  // namespace ziping::app
