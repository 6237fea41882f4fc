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

bool is_ideograph(char32_t c) { return c >= 0x4E00 && c <= 0x9FFF; }

// Between two ideographs: whatever stands before makes no difference to what may break behind, nor to the clusters.
bool is_fresh_start(std::u32string_view text, std::size_t at) {
  return at == 0 || (is_ideograph(text[at]) && is_ideograph(text[at - 1]));
}

// What the library stops the whole program over: the letters of flags are younger than it, U+FFFF is no character.
bool is_unknown_to_library(char32_t c) { return c == 0xFFFF || (c >= 0x1F1E6 && c <= 0x1F1FF); }

// From a fresh start to another, or to the end.
void mark_breaks(std::u32string_view text, std::size_t begin, std::size_t end, std::string& breaks) {
  init_linebreak();  // fills the library's own index; repeating it changes nothing
  static_assert(sizeof(utf32_t) == sizeof(char32_t));
  const std::size_t seen = std::min(end + 1, text.size());  // what may break after a character is up to the next one
  std::string marks(seen - begin, static_cast<char>(LINEBREAK_NOBREAK));
  std::u32string known(text.substr(begin, marks.size()));
  std::ranges::replace_if(known, is_unknown_to_library, U'一');
  set_linebreaks_utf32(reinterpret_cast<const utf32_t*>(known.data()), known.size(), "zh", marks.data());
  for (std::size_t i = begin; i + 1 < seen; ++i)
    if (may_not_end_row(text[i]) || may_not_start_row(text[i + 1]))
      marks[i - begin] = static_cast<char>(LINEBREAK_NOBREAK);
  // Joined emoji are younger than the library's tables.
  for (std::size_t from = begin, to = 0; from < end; from = to) {
    to = next_cluster(text, from);
    for (std::size_t i = from; i + 1 < to; ++i) marks[i - begin] = static_cast<char>(LINEBREAK_NOBREAK);
  }
  breaks.replace(begin, end - begin, marks, 0, end - begin);
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

// What is known of the rows from those of an earlier text:
//
//   earlier   ======================|-------|==========    = the same, - changed
//   text      ======================|----------|=======
//             rows before `row`                 `same_from`: breaks as before, `moved_by` code points further on
struct TextRows::Known {
  const TextRows* rows = nullptr;  // none: nothing is known
  std::size_t row = 0;             // the first that may end elsewhere
  std::size_t same_from = 0;
  std::ptrdiff_t moved_by = 0;
};

TextRows::TextRows(std::u32string_view text, float width, const Advance& advance)
    : x_(text.size() + 1, 0.0f), breaks_(text.size(), static_cast<char>(LINEBREAK_NOBREAK)) {
  mark_breaks(text, 0, text.size(), breaks_);
  lay_out(text, width, advance, {});
}

TextRows::TextRows(std::u32string_view text, float width, const Advance& advance, const TextRows& earlier,
                   std::u32string_view earlier_text)
    : x_(text.size() + 1, 0.0f), breaks_(earlier.breaks_) {
  const std::size_t least = std::min(text.size(), earlier_text.size());
  const auto differs =
      std::mismatch(text.begin(), text.begin() + static_cast<std::ptrdiff_t>(least), earlier_text.begin());
  const auto head = static_cast<std::size_t>(differs.first - text.begin());
  std::size_t tail = 0;
  while (tail < least - head && text[text.size() - 1 - tail] == earlier_text[earlier_text.size() - 1 - tail]) ++tail;

  std::size_t begin = head > 0 ? head - 1 : 0, end = text.size() - tail + 1;
  while (!is_fresh_start(text, begin)) --begin;
  while (end < text.size() && !is_fresh_start(text, end)) ++end;
  end = std::min(end, text.size());
  const auto moved_by = static_cast<std::ptrdiff_t>(text.size()) - static_cast<std::ptrdiff_t>(earlier_text.size());
  const std::size_t end_before = earlier_text.size() - (text.size() - end);
  breaks_.replace(begin, end_before - begin, end - begin, static_cast<char>(LINEBREAK_NOBREAK));
  mark_breaks(text, begin, end, breaks_);
  // A row ends where a character did not fit, and that one stands at the latest at the beginning of the next but one.
  const std::size_t row = earlier.row_of(begin);
  lay_out(text, width, advance, {&earlier, row - std::min<std::size_t>(row, 2), end, moved_by});
}

void TextRows::lay_out(std::u32string_view text, float width, const Advance& advance, const Known& known) {
  rows_.clear();
  row_width_.clear();
  const auto end_row = [this](std::size_t begin, std::size_t end, bool ends_paragraph, float row_width) {
    rows_.push_back({begin, end, ends_paragraph});
    row_width_.push_back(row_width);
  };
  std::size_t begin = 0;
  if (known.rows) {
    const auto rows = static_cast<std::ptrdiff_t>(known.row);
    begin = known.rows->rows_[known.row].begin;
    rows_.assign(known.rows->rows_.begin(), known.rows->rows_.begin() + rows);
    row_width_.assign(known.rows->row_width_.begin(), known.rows->row_width_.begin() + rows);
    std::copy_n(known.rows->x_.begin(), begin, x_.begin());
  }
  // Whether a row began here before, and all that follows is as it was; then it is taken from there.
  const auto goes_on_as_before = [&](std::size_t from) {
    if (!known.rows || from < known.same_from) return false;
    const std::size_t before = from - static_cast<std::size_t>(known.moved_by);
    const std::size_t row = known.rows->row_of(before);
    if (known.rows->rows_[row].begin != before) return false;
    for (std::size_t i = row; i < known.rows->rows_.size(); ++i) {
      TextRow one = known.rows->rows_[i];
      one.begin += static_cast<std::size_t>(known.moved_by);
      one.end += static_cast<std::size_t>(known.moved_by);
      rows_.push_back(one);
      row_width_.push_back(known.rows->row_width_[i]);
    }
    std::copy(known.rows->x_.begin() + static_cast<std::ptrdiff_t>(before), known.rows->x_.end(),
              x_.begin() + static_cast<std::ptrdiff_t>(from));
    return true;
  };
  float x = 0;
  for (std::size_t i = begin; i < text.size(); ++i) {
    x_[i] = x;
    if (text[i] == U'\n') {
      end_row(begin, i, true, x);
      begin = i + 1;
      x = 0;
      if (goes_on_as_before(begin)) return;
      continue;
    }
    const float step = advance(text[i]);
    while (x + step > width && i > begin && text[i] != U' ') {  // blanks hang over the edge
      const std::size_t cut = cut_of(text, breaks_, begin, i);
      if (cut > i) break;  // one cluster wider than the row
      end_row(begin, cut, false, cut < i ? x_[cut] : x);
      if (goes_on_as_before(cut)) return;
      begin = cut;
      x = 0;  // summed anew, so that a row's figures depend on nothing before it
      for (std::size_t j = cut; j < i; ++j) {
        x_[j] = x;
        x += advance(text[j]);
      }
      x_[i] = x;
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
