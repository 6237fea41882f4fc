// Rows as numbered items: the number in the margin, the main field under its label, the smaller ones side by side.
#include <vector>

#include "client/view/form_rows.h"
#include "shared/document/outline.h"

namespace ziping::view {
namespace {

int level_of_marks(const document::Content& content) {
  if (content.show == form::Show::Runs) return document::kRunLevel;
  const int level = document::mark_of(content.number).level;
  return level > 0 ? level : 3;
}

bool fills_the_row(const form::Field& field) {
  return !field.computed() && (field.kind == form::Kind::Text || field.kind == form::Kind::Line);
}

void list_row(Sheet& sheet, const GroupPlace& place, std::size_t index, int level) {
  const report::Row& row = place.rows[index];
  const form::Path path = place.row_path(row);
  const std::string text = path.text();
  const std::vector<form::Field>& fields = place.group.fields;
  if (fields.empty()) return;
  if (sheet.is_target(text)) sheet.go_to(text + "." + fields.front().name);
  const std::string lock = app::locked_because(sheet.frame.model, path);
  const form::Field& first = fields.front();
  const bool led = fills_the_row(first);

  RowHeader header;
  header.number = document::mark_text(level, static_cast<int>(index) + 1);
  if (led) header.title = first.label;
  if (led && first.required) header.required = Required::Yes;
  header.lock = lock;
  header.to_read = sheet.to_read(text);
  header.remarked = sheet.remarked(text);
  if (header.to_read.empty() && led) header.to_read = sheet.to_read(text + "." + first.name);
  row_header(sheet, place, index, header);
  removed_strip(sheet, row, text);

  std::vector<Asked> asked;
  for (const form::Field& field : fields) {
    form::Path at = path;
    at.name = field.name;
    asked.push_back({&field, std::move(at), Label::Above, lock.empty() ? LockWords::Here : LockWords::Elsewhere});
  }
  std::span<const Asked> rest = asked;
  if (led) {
    asked.front().label = Label::Elsewhere;
    const std::string first_place = asked.front().path.text();
    one_field(sheet, asked.front(), std::min(width_left(), prose_width_max(sheet.ui)));
    findings_under(sheet, first_place, width_left());
    rest = rest.subspan(1);
  }
  if (!rest.empty()) {
    space(sheet.ui, 4);
    field_grid(sheet, rest);
  }
  for (const form::Group& inner : place.group.groups) figures_of_row(sheet, inner, path);
}

}  // namespace

void list_of_rows(Sheet& sheet, const GroupPlace& place, const document::Content& content) {
  const int level = level_of_marks(content);
  const bool apart = place.group.fields.size() > 1;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {sheet.px(8), sheet.px(4)});
  for (std::size_t i = 0; i < place.rows.size(); ++i) {
    part_of_page(sheet.memory.rooms, "###row/" + place.row_path(place.rows[i]).text(), sheet.sparing(), [&] {
      list_row(sheet, place, i, level);
      space(sheet.ui, apart ? 8 : 4);
      if (!apart || i + 1 == place.rows.size()) return;
      const Box line = take_room({width_left(), sheet.px(8)});
      horizontal_line(sheet.ui.look, line.min.x, line.max.x, line.min.y, sheet.ui.colour().line);
    });
  }
  ImGui::PopStyleVar();
}

}  // namespace ziping::view
