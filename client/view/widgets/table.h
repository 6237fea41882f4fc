// A table whose header and last row of sums stay while the rows between them scroll.
//
// Rows are chosen, or cells: with Cursor::Cell the arrows move a ring, typing replaces, F2 edits, Enter goes down and
// Tab to the right, and a paste of cells is handed to the caller as it came. A cell with options opens its list by F2,
// Alt+Down, typing or its arrow, a cell of a date a month by Alt+Down or its mark. Shift with the arrows or a click,
// dragging, and Ctrl+A choose a block: Ctrl+C copies it with tabs and line ends as spreadsheets do, Ctrl+X and Delete
// ask the caller to clear it. Ctrl+Plus and Ctrl+Minus ask for a row behind the current one, and for its removal,
// Alt+Shift with an arrow for its place above or below the next. Tab goes from cell to cell and leaves the table only
// at its ends: Escape leaves it anywhere, and the current cell stays current.
//
// The caller sorts: a press of a title, which Tab and the arrows reach, only tells him by which column.
//
// Limits     Only rows in sight are asked for, so ten thousand cost what thirty do.
#pragma once
#include <cstddef>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "client/view/widgets/edit_box.h"
#include "shared/base/date.h"

namespace ziping::view {

struct TableColumn {
  std::string_view title;
  float width = 0;  // at 100 %; 0 takes a share of what is left
  Align align = Align::Left;
  float width_min = 80;  // at 100 %, of a column that takes a share
};

enum class Cursor { Row, Cell };
enum class Editable { No, Yes };
enum class Sorting { Never, No, Rising, Falling };  // by a column: Never has a title that is not pressed

struct CellAt {
  std::size_t row = 0, column = 0;
};

struct CellBlock {
  std::size_t row = 0, column = 0;
  std::size_t rows = 1, columns = 1;
  [[nodiscard]] bool holds(std::size_t at_row, std::size_t at_column) const {
    return at_row >= row && at_row - row < rows && at_column >= column && at_column - column < columns;
  }
};

struct TableState {
  std::size_t row = 0;
  std::size_t column = 0;
  std::optional<CellAt> anchor;        // the other corner of the block that is chosen
  bool dragging = false;               // the mouse draws it out
  std::string note;                    // what of a paste into a cell was not taken; until the next edit
  std::optional<std::string> editing;  // what the current cell is being changed to
  std::string begun, told;             // what it said before, and what was last reported of it
  bool show_current = false;           // scroll it into sight
  bool opens_options = false;          // or the month, of the current cell, when it is next drawn
  bool take_keyboard = false;          // when it is next drawn
  std::string row_id, anchor_id;       // as of TableSpec::row_id, when it was last drawn: rows may come and go between
};

// The chosen cells: the current one alone without an anchor.
[[nodiscard]] CellBlock block_of(const TableState& state);

struct CellOptions {
  std::vector<std::string_view> words;  // none: the cell is typed into
  std::size_t current = 0;              // past the last one: none yet
};

struct TableCell {
  std::size_t row = 0;
  std::size_t column = 0;
  Box box;    // without the padding
  Box whole;  // with it, and with the arrow of its list
};

struct TableSpec {
  std::string_view id;
  std::span<const TableColumn> columns;
  std::size_t rows = 0;
  Cursor cursor = Cursor::Row;
  float height = 0;  // as drawn, header and sums included; 0 is as high as all rows
  // Which row it is, wherever it stands: what is chosen, open or being typed follows it. Without it rows never move.
  std::function<std::string_view(std::size_t row)> row_id = {};

  std::function<Sorting(std::size_t column)> sorting = {};                    // may be empty: Never
  std::function<std::string_view(std::size_t column)> sorting_hint = {};      // what the next press of a title does
  std::function<std::string(std::size_t row, std::size_t column)> text = {};  // of a cell, as shown
  std::function<void(const TableCell&)> draw = {};  // in place of the text, where it returns by drawing; may be empty
  std::function<bool(std::size_t column)> draws =
      {};  // the columns that `draw` takes; without it, all when `draw` is set
  std::function<Editable(std::size_t row, std::size_t column)> editable = {};  // may be empty: none
  std::function<std::string(std::size_t row, std::size_t column)> stored =
      {};  // what editing starts from; default text()
  std::function<CellOptions(std::size_t row, std::size_t column)> options = {};  // of editable cells; may be empty
  std::function<bool(std::size_t column)> chooses = {};                          // columns that have options
  std::function<bool(std::size_t column)> dates = {};                            // columns of dates; may be empty
  base::Date today = {};                                                         // for the months of those
  std::span<const std::string> sums = {};                                        // one for each column, or none
};

struct TableOutcome {
  std::optional<std::size_t> opened;   // row: double-clicked, or Enter
  std::optional<std::size_t> pressed;  // row
  std::optional<std::size_t> sorted;   // column: its title was pressed
  struct Entry {
    std::size_t row = 0, column = 0;
    std::string text;
  };
  std::optional<Entry> entered;  // a cell that was left, other than by Escape, with another text
  std::optional<Entry> typed;    // what a cell is being changed to, with every key; after Escape what it said before
  struct Choice {
    std::size_t row = 0, column = 0, option = 0;
  };
  std::optional<Choice> chosen;          // an option of a cell, other than the one it had
  std::optional<CellBlock> cleared;      // more than one cell, to be emptied
  std::optional<std::size_t> row_after;  // a row is wanted behind this one
  std::optional<std::size_t> row_out;    // this row is to go
  std::optional<std::size_t> row_up;     // this row is to change places with the one above it
  std::optional<std::size_t> row_down;   // or below it
  bool left = false;                     // by Escape: what stands behind the table is to have the keyboard
  std::optional<std::string> pasted;     // at the current cell, with tabs and line ends as copied
  struct Orphan {
    std::string row_id;
    std::size_t column = 0;
    std::string text;
  };
  std::optional<Orphan> orphaned;  // was being typed in a row that is gone
  Request request = Request::None;
};

TableOutcome table(Ui& ui, const TableSpec& spec, TableState& state);

}  // namespace ziping::view
