// A state as one document to read, as it would be printed. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "client/app/comparison.h"
#include "shared/form/form.h"
#include "shared/report/state.h"

namespace ziping::app {

// Words of a paragraph that a field holds: `size` bytes from `begin`, which begin at `offset` in the field's text. A
// figure is printed with separators: it is held as a whole.
struct Held {
  std::string path;
  std::size_t begin = 0, size = 0, offset = 0;
  bool figure = false;
};

struct Paragraph {
  int level = 0;  // of a heading: 1 一、 2 （一） 3 1. 4 （1）; 0 for text
  bool title = false;
  bool at_right = false;  // signature and date
  std::string text;
  // In place of a text: rows of a table, the first of them the titles of its columns. Columns that are empty in every
  // row are left out.
  std::vector<std::vector<std::string>> table;
  // Of a table: where each of its rows stands, the titles standing for the group that it lists; and the names of the
  // columns' fields within a row, empty of what a formula makes: that is said of the row. Attachments are listed from
  // many places: each row is the field of its file, the titles are nothing, and no column is a field.
  std::vector<std::string> row_paths;
  std::vector<std::string> column_fields;
  std::vector<Held> held;  // of the text
};

// The paragraphs of document::write_to_read(), in its order and with its words; after them, where there are any, the
// files that go with the report and are not printed.
std::vector<Paragraph> reading(const form::Form& form, const report::State& state,
                               const std::map<std::string, base::Json>& computed, const TeamNames& teams = {});

}  // namespace ziping::app
