// The rows that a text falls into at a given width, and where each position then is.
//
// Chinese may break between any two characters, but no row starts with a closing mark nor ends with an opening one
// (kinsoku), and no word or figure is cut: UAX #14, with what it leaves to the language settled for Chinese.
//
// Promise    The rows tile the text: each begins where the last one ended, past the line end if there was one.
// Cost       Of a whole text: its length. Of one that was changed in a place: from there to the first row that begins
//            where one did before, mostly the end of the paragraph.
// Units      Positions are indexes of code points; x and widths are whatever `advance` returns.
#pragma once
#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace ziping::view {

using Advance = std::function<float(char32_t)>;

struct TextRow {
  std::size_t begin = 0;
  std::size_t end = 0;          // past the last character drawn
  bool ends_paragraph = false;  // by a line end, or by the end of the text
};

// Which row a position between two rows belongs to: the end of the one above, or the start of the one below.
enum class RowSide { Start, End };

class TextRows {
 public:
  TextRows() = default;
  TextRows(std::u32string_view text, float width, const Advance& advance);
  // The same rows, found by what `earlier` knows of a text much like it, at the same width and advance.
  TextRows(std::u32string_view text, float width, const Advance& advance, const TextRows& earlier,
           std::u32string_view earlier_text);

  [[nodiscard]] const std::vector<TextRow>& rows() const { return rows_; }
  [[nodiscard]] std::size_t row_of(std::size_t at, RowSide side = RowSide::Start) const;
  [[nodiscard]] float x_of(std::size_t at, RowSide side = RowSide::Start) const;

  // The position nearest to x in a row; row numbers past the last one mean the last one.
  [[nodiscard]] std::size_t position_at(std::size_t row, float x) const;

  // The side that shows a position found by position_at() in the row that was asked for.
  [[nodiscard]] RowSide side_in(std::size_t row, std::size_t at) const;

 private:
  struct Known;
  void lay_out(std::u32string_view text, float width, const Advance& advance, const Known& known);

  std::vector<TextRow> rows_{TextRow{0, 0, true}};
  std::vector<float> x_{0.0f};  // of each code point within its row; one more for the end of the text
  std::vector<float> row_width_{0.0f};
  std::string breaks_;  // a mark for each code point: whether a row may end after it
};

}  // namespace ziping::view
