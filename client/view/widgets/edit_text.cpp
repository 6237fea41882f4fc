#include "client/view/widgets/edit_text.h"

#include <algorithm>
#include <utility>

#include "client/view/widgets/utf32.h"
#include "shared/merge/position_map.h"

namespace ziping::view {
namespace {

enum class CharacterKind { Blank, Word, Mark, Han };

CharacterKind kind_of(char32_t c) {
  if (c <= U' ' || c == U'\u3000' || c == U'\u00A0') return CharacterKind::Blank;
  const bool letter = (c >= U'a' && c <= U'z') || (c >= U'A' && c <= U'Z') || (c >= 0xC0 && c < 0x250);
  const bool figure = (c >= U'0' && c <= U'9') || c == U'.' || c == U',' || c == U'%' || c == U'_' || c == U'-';
  if (letter || figure) return CharacterKind::Word;
  const bool punctuation = c < 0x80 || (c >= 0x2000 && c < 0x2070) || (c >= 0x3001 && c <= 0x301F) ||
                           (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) || (c >= 0xFF3B && c <= 0xFF65);
  return punctuation ? CharacterKind::Mark : CharacterKind::Han;
}

}  // namespace

EditText::EditText(std::string_view utf8) : text_(from_utf8(utf8)), utf8_(to_utf8(text_)) {
  caret_ = anchor_ = text_.size();
}

std::size_t EditText::selection_begin() const { return std::min(caret_, anchor_); }
std::size_t EditText::selection_end() const { return std::max(caret_, anchor_); }

std::string EditText::selected() const {
  return to_utf8(std::u32string_view(text_).substr(selection_begin(), selection_end() - selection_begin()));
}

std::optional<TextChange> EditText::insert(std::u32string_view typed) {
  return replace(selection_begin(), selection_end(), typed);
}

std::optional<TextChange> EditText::erase_before() {
  if (has_selection()) return insert({});
  return replace(previous_cluster(text_, caret_), caret_, {});
}

std::optional<TextChange> EditText::erase_after() {
  if (has_selection()) return insert({});
  return replace(caret_, next_cluster(text_, caret_), {});
}

std::optional<TextChange> EditText::erase_word_before() {
  return has_selection() ? insert({}) : replace(word_left(caret_), caret_, {});
}

std::optional<TextChange> EditText::erase_word_after() {
  return has_selection() ? insert({}) : replace(caret_, word_right(caret_), {});
}

std::optional<TextChange> EditText::replace(std::size_t from, std::size_t to, std::u32string_view with) {
  if (from == to && with.empty()) return std::nullopt;
  const std::u32string_view all = text_;
  TextChange change{utf8_bytes(all.substr(0, from)), utf8_bytes(all.substr(from, to - from)), to_utf8(with)};
  text_.replace(from, to - from, with);
  utf8_.replace(change.at, change.removed, change.inserted);
  put_caret_at(from + with.size(), Selecting::No);
  return change;
}

std::size_t EditText::word_left(std::size_t at) const {
  while (at > 0 && kind_of(text_[at - 1]) == CharacterKind::Blank) --at;
  if (at == 0) return 0;
  const CharacterKind kind = kind_of(text_[at - 1]);
  while (at > 0 && kind_of(text_[at - 1]) == kind) --at;
  return on_cluster(at);
}

std::size_t EditText::word_right(std::size_t at) const {
  if (at >= text_.size()) return text_.size();
  const CharacterKind kind = kind_of(text_[at]);
  while (at < text_.size() && kind_of(text_[at]) == kind) ++at;
  while (at < text_.size() && kind_of(text_[at]) == CharacterKind::Blank) ++at;
  return on_cluster(at);
}

// The end of the cluster that holds the position; the position itself when it stands between two.
std::size_t EditText::on_cluster(std::size_t at) const {
  at = std::min(at, text_.size());
  return at == 0 ? 0 : next_cluster(text_, previous_cluster(text_, at));
}

void EditText::move_rows(std::ptrdiff_t by, const TextRows& rows) {
  const auto row = static_cast<std::ptrdiff_t>(rows.row_of(caret_, side_)) + by;
  if (!wanted_x_) wanted_x_ = rows.x_of(caret_, side_);
  if (row < 0 || row >= static_cast<std::ptrdiff_t>(rows.rows().size())) {
    caret_ = row < 0 ? 0 : text_.size();
    side_ = RowSide::Start;
    return;
  }
  caret_ = on_cluster(rows.position_at(static_cast<std::size_t>(row), *wanted_x_));
  side_ = rows.side_in(static_cast<std::size_t>(row), caret_);
}

void EditText::move(Move step, Selecting selecting, const TextRows& rows, std::size_t page_rows) {
  const auto page = static_cast<std::ptrdiff_t>(page_rows);
  const TextRow row = rows.rows()[rows.row_of(caret_, side_)];
  const bool collapses = has_selection() && selecting == Selecting::No;
  const auto go = [&](std::size_t at) {
    caret_ = at;
    side_ = RowSide::Start;
    wanted_x_.reset();
  };
  switch (step) {
    case Move::Left:
      go(collapses ? selection_begin() : previous_cluster(text_, caret_));
      break;
    case Move::Right:
      go(collapses ? selection_end() : next_cluster(text_, caret_));
      break;
    case Move::WordLeft:
      go(word_left(caret_));
      break;
    case Move::WordRight:
      go(word_right(caret_));
      break;
    case Move::TextStart:
      go(0);
      break;
    case Move::TextEnd:
      go(text_.size());
      break;
    case Move::RowStart:
      go(row.begin);
      break;
    case Move::RowEnd:
      go(row.end);
      side_ = row.ends_paragraph ? RowSide::Start : RowSide::End;
      break;
    case Move::Up:
      move_rows(-1, rows);
      break;
    case Move::Down:
      move_rows(1, rows);
      break;
    case Move::PageUp:
      move_rows(-page, rows);
      break;
    case Move::PageDown:
      move_rows(page, rows);
      break;
  }
  if (selecting == Selecting::No) anchor_ = caret_;
}

void EditText::put_caret(std::size_t row, float x, Selecting selecting, const TextRows& rows) {
  put_caret_at(rows.position_at(row, x), selecting);
  side_ = rows.side_in(row, caret_);
}

void EditText::put_caret_at(std::size_t at, Selecting selecting) {
  caret_ = on_cluster(at);
  if (selecting == Selecting::No) anchor_ = caret_;
  side_ = RowSide::Start;
  wanted_x_.reset();
}

void EditText::select_word() {
  if (text_.empty()) return;
  std::size_t begin = std::min(caret_, text_.size() - 1);
  std::size_t end = begin;
  const CharacterKind kind = kind_of(text_[begin]);
  while (begin > 0 && kind_of(text_[begin - 1]) == kind) --begin;
  while (end < text_.size() && kind_of(text_[end]) == kind) ++end;
  put_caret_at(begin, Selecting::No);
  put_caret_at(end, Selecting::Yes);
}

void EditText::select_paragraph() {
  const std::size_t before = caret_ == 0 ? text_.npos : text_.rfind(U'\n', caret_ - 1);
  const std::size_t after = text_.find(U'\n', caret_);
  put_caret_at(before == text_.npos ? 0 : before + 1, Selecting::No);
  put_caret_at(std::min(after, text_.size()), Selecting::Yes);
}

void EditText::select_all() {
  put_caret_at(0, Selecting::No);
  put_caret_at(text_.size(), Selecting::Yes);
}

void EditText::take_over(std::string_view utf8) {
  const std::u32string_view old = text_;
  const auto map = merge::PositionMap::between(utf8_, utf8);
  const std::size_t caret = map.carry(utf8_bytes(old.substr(0, caret_))).at;
  const std::size_t anchor = map.carry(utf8_bytes(old.substr(0, anchor_))).at;
  text_ = from_utf8(utf8);
  utf8_ = to_utf8(text_);
  put_caret_at(index_of_byte(text_, anchor), Selecting::No);
  put_caret_at(index_of_byte(text_, caret), Selecting::Yes);
}

void EditText::take_back(std::string_view utf8) {
  const std::u32string old = std::exchange(text_, from_utf8(utf8));
  utf8_ = to_utf8(text_);
  const std::size_t least = std::min(old.size(), text_.size());
  std::size_t head = 0, tail = 0;
  while (head < least && old[head] == text_[head]) ++head;
  while (tail < least - head && old[old.size() - 1 - tail] == text_[text_.size() - 1 - tail]) ++tail;
  put_caret_at(text_.size() - tail, Selecting::No);
}

}  // namespace ziping::view
