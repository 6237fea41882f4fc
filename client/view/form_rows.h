// What all groups of rows share: where they stand, the tools of a row, adding one, and the sentence where there is
// none.
#pragma once

#include <string>
#include <string_view>

#include "client/view/form_fields.h"

namespace ziping::view {

// A group of rows of the report, or of one of its rows.
struct GroupPlace {
  const form::Group& group;
  form::Path path;
  const report::Rows& rows;
  std::string_view noun;  // entry, paragraph, row: what one of them is called
  std::string text;       // of the path
  std::string lock;       // why no row can be added here; empty when one can

  [[nodiscard]] form::Path row_path(const report::Row& row) const;
};
[[nodiscard]] GroupPlace place_of(const Sheet& sheet, const form::Group& group, form::Path path, std::string_view noun);

// Draws the group as its layout says.
void group_of_rows(Sheet& sheet, const document::Content& content);

// The kinds of groups.
void list_of_rows(Sheet& sheet, const GroupPlace& place, const document::Content& content);
void blocks_of_rows(Sheet& sheet, const GroupPlace& place, const document::Content& content);
void table_of_rows(Sheet& sheet, const GroupPlace& place);  // says itself what is found about the group
// At once where it changes nothing but cells that are there; else the person sees first what becomes of it.
void paste_at(Sheet& sheet, const GroupPlace& place, app::PasteCells cells);
// The figures of a block as chips, one of which can be open for editing.
void figures_of_row(Sheet& sheet, const form::Group& group, const form::Path& row);

// Brings the person to the row that was just added here.
void notice_added(Sheet& sheet, const GroupPlace& place);
void add_row(Sheet& sheet, const GroupPlace& place, const std::string& after);
// "＋ 添加一条", or nothing where none can be added.
void add_button(Sheet& sheet, const GroupPlace& place);

// The line over a row: its number in the margin, what it is called, marks, and at the right end what can be done to it.
struct RowHeader {
  std::string number;
  std::string_view title;
  Type type = Type::Small;
  Required required = Required::No;
  std::string_view team;     // in a pill; empty for none
  std::string_view to_read;  // why, where a merge asks for it
  std::string remarked;      // how many remarks are about the row; empty for none
  std::string_view lock;     // why the row cannot be changed; empty when it can
  Mark more = Mark::None;    // one more tool in front of the others, for the smaller fields
};
enum class Pressed { Nothing, More };
Pressed row_header(Sheet& sheet, const GroupPlace& place, std::size_t index, const RowHeader& header);

// Says that some removed the row and others changed it, where that is so.
void removed_strip(Sheet& sheet, const report::Row& row, const std::string& row_text);

// Asks once, inline, in `box`; true when the person wants it gone.
bool ask_removal(Sheet& sheet, const std::string& row_text, std::string_view question, Box box);

// The room at both sides of what a card holds; the numbers of its rows hang in the left one. A wide card is as wide
// inside as long text may be, so that all its right edges meet.
[[nodiscard]] float margin_of_card(const Ui& ui, float card_width);

}  // namespace ziping::view
