// The fields of the form: each as its kind wants it, and several side by side in columns.
#pragma once

#include <deque>
#include <span>
#include <string>

#include "client/app/referred.h"
#include "client/view/form_sheet.h"

namespace ziping::view {

enum class Label { Above, Elsewhere };  // Elsewhere: the header of its row carries it

struct Asked {
  const form::Field* field = nullptr;
  form::Path path;
  Label label = Label::Above;
  LockWords lock_words = LockWords::Here;
};

// One field, `width` wide, with nothing underneath but what its widget says itself.
void one_field(Sheet& sheet, const Asked& asked, float width);

// Fields in rows of up to three, long text over the whole width; the findings about the fields of a row stand below it.
void field_grid(Sheet& sheet, std::span<const Asked> asked);

// A row of fields that belong together, with their exact sum at the end: "按资金来源 … 合计".
struct Summed {
  std::string_view caption;
  std::string_view total;  // the label of the sum; empty for none
};
void summed_grid(Sheet& sheet, std::span<const Asked> asked, const Summed& summed);

// How many columns of fields there is room for, and how wide each is.
struct Columns {
  std::size_t count = 1;
  float width = 0;
};
[[nodiscard]] Columns columns_in(const Ui& ui, float width);

// What Ctrl+Z and Ctrl+Y in a field ask of the model.
void ask_history(Frame& frame, Request request);
// The same where figures and dates are typed: words that nobody can read are taken back before anything else.
void ask_history(Sheet& sheet, const std::string& place, Request request);
// Such words of a place as they are now; empty for none.
void keep_unread(Frame& frame, const std::string& place, std::string words);

// A value as a field or a cell shows it while nobody types there.
[[nodiscard]] std::string shown_in_form(const form::Field& field, const base::Json& value);
// A computed value as people read it; empty while there is none.
[[nodiscard]] std::string computed_text(const Sheet& sheet, const form::Field& field, const std::string& place);

// The options of a field that is one of several: choices of the form, or the teams.
struct Options {
  std::vector<std::string> values;  // as stored
  std::vector<std::string_view> words;
  std::deque<std::string> made;  // of the words, those that stand nowhere else
  std::size_t current = 0;       // past the last one: none
};
[[nodiscard]] bool is_team(const form::Field& field);
// By a list, not by typing.
[[nodiscard]] bool is_chosen(const form::Field& field);
// With which app::referred_words() tells what a stored reference means.
[[nodiscard]] app::Naming naming_of(const Sheet& sheet);
[[nodiscard]] Options options_of(const Sheet& sheet, const form::Field& field, const std::string& stored);

}  // namespace ziping::view
