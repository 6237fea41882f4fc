// Greedy: a row takes characters until one does not fit, then steps back to the last place where a break is allowed.
//   width 4:  广清经济，特别  ->  广清经 | 济，特别     (，may not start a row, so 济 goes with it)
#include "client/view/widgets/text_rows.h"

#include <linebreak.h>

#include <algorithm>
#include <string>

#include "client/view/widgets/utf32.h"

namespace ziping::view {
namespace {

// Classes that UAX #14 leaves breakable after an ideograph and Chinese setting does not.
bool may_not_start_row(char32_t c) {
  return std::u32string_view(U"，。、；：？！）》】〕」』〉”’…—％%‰℃°·").find(c) != std::u32string_view::npos;
}

bool may_not_end_row(char32_t c) {
  return std::u32string_view(U"（《【〔「『〈“‘￥¥").find(c) != std::u32string_view::npos;
}

// One mark for each code point: whether a row may end after it.
std::string allowed_breaks(std::u32string_view text) {
  init_linebreak();  // fills the library's own index; repeating it changes nothing
  std::string breaks(text.size(), static_cast<char>(LINEBREAK_NOBREAK));
  static_assert(sizeof(utf32_t) == sizeof(char32_t));
  set_linebreaks_utf32(reinterpret_cast<const utf32_t*>(text.data()), text.size(), "zh", breaks.data());
  for (std::size_t i = 0; i + 1 < text.size(); ++i)
    if (may_not_end_row(text[i]) || may_not_start_row(text[i + 1])) breaks[i] = static_cast<char>(LINEBREAK_NOBREAK);
  // Joined emoji are younger than the library's tables.
  for (std::size_t begin = 0, end = 0; begin < text.size(); begin = end) {
    end = next_cluster(text, begin);
    for (std::size_t i = begin; i + 1 < end; ++i) breaks[i] = static_cast<char>(LINEBREAK_NOBREAK);
  }
  return breaks;
}

// Where the row that begins at `begin` and overflows at `over` is cut.
std::size_t cut_of(std::u32string_view text, const std::string& breaks, std::size_t begin, std::size_t over) {
  for (std::size_t cut = over; cut > begin; --cut)
    if (breaks[cut - 1] != LINEBREAK_NOBREAK) return cut;
  const std::size_t whole = next_cluster(text, previous_cluster(text, over));
  const std::size_t cut = whole > over ? previous_cluster(text, over) : over;  // never inside a cluster
  return cut > begin ? cut : next_cluster(text, begin);
}

}  // namespace

TextRows::TextRows(std::u32string_view text, float width, const Advance& advance) : x_(text.size() + 1, 0.0f) {
  rows_.clear();
  row_width_.clear();
  const std::string breaks = allowed_breaks(text);
  const auto end_row = [this](std::size_t begin, std::size_t end, bool ends_paragraph, float row_width) {
    rows_.push_back({begin, end, ends_paragraph});
    row_width_.push_back(row_width);
  };
  std::size_t begin = 0;
  float x = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    x_[i] = x;
    if (text[i] == U'\n') {
      end_row(begin, i, true, x);
      begin = i + 1;
      x = 0;
      continue;
    }
    const float step = advance(text[i]);
    while (x + step > width && i > begin && text[i] != U' ') {  // blanks hang over the edge
      const std::size_t cut = cut_of(text, breaks, begin, i);
      if (cut > i) break;  // one cluster wider than the row
      const float cut_x = cut < i ? x_[cut] : x;
      end_row(begin, cut, false, cut_x);
      for (std::size_t j = cut; j <= i; ++j) x_[j] -= cut_x;
      x -= cut_x;
      begin = cut;
    }
    x += step;
  }
  x_[text.size()] = x;
  end_row(begin, text.size(), true, x);
}

std::size_t TextRows::row_of(std::size_t at, RowSide side) const {
  const auto after = std::upper_bound(rows_.begin(), rows_.end(), at,
                                      [](std::size_t position, const TextRow& row) { return position < row.begin; });
  const auto row = static_cast<std::size_t>(after - rows_.begin()) - 1;
  const bool at_soft_start = row > 0 && rows_[row].begin == at && !rows_[row - 1].ends_paragraph;
  return side == RowSide::End && at_soft_start ? row - 1 : row;
}

float TextRows::x_of(std::size_t at, RowSide side) const {
  const std::size_t row = row_of(at, side);
  return at == rows_[row].end ? row_width_[row] : x_[std::min(at, x_.size() - 1)];
}

std::size_t TextRows::position_at(std::size_t row, float x) const {
  row = std::min(row, rows_.size() - 1);
  std::size_t at = rows_[row].begin;
  for (; at < rows_[row].end; ++at) {
    const float right = at + 1 == rows_[row].end ? row_width_[row] : x_[at + 1];
    if (x < (x_[at] + right) / 2) break;
  }
  return at;
}

RowSide TextRows::side_in(std::size_t row, std::size_t at) const {
  row = std::min(row, rows_.size() - 1);
  return at == rows_[row].end && !rows_[row].ends_paragraph ? RowSide::End : RowSide::Start;
}

}  // namespace ziping::view
