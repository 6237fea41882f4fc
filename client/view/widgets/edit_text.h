// The text of one field while it is being edited: caret, selection, and edits told as bytes of the model's text.
//
// There is no undo in here. Undo belongs to the application's model, which knows whose words are whose.
//
// Promise    Caret and anchor always stand between grapheme clusters of the text, whatever arrives.
// Units      Positions are indexes of code points; TextChange counts bytes of UTF-8.
#pragma once
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "client/view/widgets/text_rows.h"

namespace ziping::view {

// What an edit did to the text: `removed` bytes went away at byte `at`, and `inserted` came there.
struct TextChange {
  std::size_t at = 0;
  std::size_t removed = 0;
  std::string inserted;

  friend bool operator==(const TextChange&, const TextChange&) = default;
};

enum class Move { Left, Right, Up, Down, WordLeft, WordRight, RowStart, RowEnd, PageUp, PageDown, TextStart, TextEnd };
enum class Selecting { No, Yes };

class EditText {
 public:
  EditText() = default;
  explicit EditText(std::string_view utf8);  // caret at the end

  [[nodiscard]] const std::u32string& text() const { return text_; }
  [[nodiscard]] const std::string& utf8() const { return utf8_; }
  [[nodiscard]] std::size_t caret() const { return caret_; }
  [[nodiscard]] RowSide caret_side() const { return side_; }
  [[nodiscard]] std::size_t selection_begin() const;
  [[nodiscard]] std::size_t selection_end() const;
  [[nodiscard]] bool has_selection() const { return caret_ != anchor_; }
  [[nodiscard]] std::string selected() const;

  // Each replaces the selection when there is one; nothing when nothing changes.
  std::optional<TextChange> insert(std::u32string_view typed);
  std::optional<TextChange> erase_before();
  std::optional<TextChange> erase_after();
  std::optional<TextChange> erase_word_before();
  std::optional<TextChange> erase_word_after();

  void move(Move step, Selecting selecting, const TextRows& rows, std::size_t page_rows);
  void put_caret(std::size_t row, float x, Selecting selecting, const TextRows& rows);
  void put_caret_at(std::size_t at, Selecting selecting);
  void select_word();       // around the caret
  void select_paragraph();  // between the line ends around the caret
  void select_all();
  void drop_selection() { anchor_ = caret_; }

  // Takes a text that others changed: caret and selection stay with the words around them.
  void take_over(std::string_view utf8);
  // Takes a text of which an undo or redo changed one place: the caret goes behind what came back.
  void take_back(std::string_view utf8);

 private:
  std::optional<TextChange> replace(std::size_t from, std::size_t to, std::u32string_view with);
  [[nodiscard]] std::size_t word_left(std::size_t at) const;
  [[nodiscard]] std::size_t word_right(std::size_t at) const;
  [[nodiscard]] std::size_t on_cluster(std::size_t at) const;
  void move_rows(std::ptrdiff_t by, const TextRows& rows);

  std::u32string text_;
  std::string utf8_;
  std::size_t caret_ = 0;
  std::size_t anchor_ = 0;
  RowSide side_ = RowSide::Start;
  std::optional<float> wanted_x_;  // kept while stepping up and down through shorter rows
};

}  // namespace ziping::view
