// Rows as blocks of prose: a title, whose part it is, the text, and the figures it tells.
#include <algorithm>
#include <vector>

#include "client/text/say.h"
#include "client/view/form_files.h"
#include "client/view/form_rows.h"
#include "shared/document/outline.h"

namespace ziping::view {
namespace {

constexpr std::string_view kHeading = "heading", kTitle = "title", kTeam = "team";

const form::Field* text_field_of(const form::Group& group) {
  for (const form::Field& field : group.fields)
    if (field.kind == form::Kind::Text) return &field;
  return nullptr;
}

std::string_view words_of(const report::Row& row, std::string_view field) {
  const std::string* text = row.value(field).text();
  return text ? std::string_view(*text) : std::string_view();
}

// The fields besides the text are shown on demand, or when one of them needs a look.
bool is_unfolded(const Sheet& sheet, const GroupPlace& place, const std::string& row_text, const form::Field* main) {
  if (sheet.memory.unfolded.contains(row_text)) return true;
  for (const form::Field& field : place.group.fields) {
    if (&field == main) continue;
    const std::string at = row_text + "." + field.name;
    if (sheet.is_target(at) || sheet.worst(at) >= Level::Warn || sheet.clashes(at)) return true;
  }
  return false;
}

void block_row(Sheet& sheet, const GroupPlace& place, std::size_t index, const std::string& number) {
  const report::Row& row = place.rows[index];
  const form::Path path = place.row_path(row);
  const std::string text = path.text();
  const form::Field* main = text_field_of(place.group);
  if (sheet.is_target(text) && main) sheet.go_to(text + "." + main->name);
  const std::string lock = app::locked_because(sheet.frame.model, path);
  const bool unfolded = is_unfolded(sheet, place, text, main);
  if (unfolded) sheet.memory.unfolded.insert(text);

  // A heading without a title of its own stands in the header's row; with one, over it.
  const std::string heading =
      words_of(row, kHeading).empty() ? "" : number + " " + std::string(words_of(row, kHeading));
  std::string title(words_of(row, kTitle));
  if (!heading.empty() && !title.empty()) text_line(sheet.ui, Type::Strong, sheet.ui.colour().text, heading);
  const bool named = !heading.empty() || !title.empty();
  if (title.empty()) title = named ? heading : text::say("rows.nth_paragraph", {index + 1});
  const std::string_view team = words_of(row, kTeam);
  const std::string team_name = team.empty() ? std::string() : app::team_name(sheet.frame.model, std::string(team));
  const bool lock_names_team = !team_name.empty() && lock.starts_with(team_name);
  RowHeader header;
  header.title = title;
  header.type = named ? Type::Strong : Type::Small;
  header.team = lock_names_team ? std::string_view() : std::string_view(team_name);
  header.lock = lock;
  header.to_read = sheet.to_read(text);
  header.remarked = sheet.remarked(text);
  if (header.to_read.empty() && main && !unfolded) header.to_read = sheet.to_read(text + "." + main->name);
  header.more = Mark::Pencil;
  if (row_header(sheet, place, index, header) == Pressed::More && sheet.memory.unfolded.erase(text) == 0)
    sheet.memory.unfolded.insert(text);
  removed_strip(sheet, row, text);

  const auto at = [&](const form::Field& field) {
    form::Path out = path;
    out.name = field.name;
    return out;
  };
  if (unfolded) {
    std::vector<Asked> asked;
    for (const form::Field& field : place.group.fields)
      if (&field != main && field.kind != form::Kind::Files)
        asked.push_back({&field, at(field), Label::Above, lock.empty() ? LockWords::Here : LockWords::Elsewhere});
    // The title, which takes a row, stands last, above the text.
    std::ranges::stable_partition(asked, [](const Asked& one) { return one.field->name != kTitle; });
    field_grid(sheet, asked);
  }
  if (main) {
    const form::Path main_path = at(*main);
    one_field(sheet, {main, main_path, unfolded ? Label::Above : Label::Elsewhere, LockWords::Elsewhere},
              std::min(width_left(), prose_width_max(sheet.ui)));
    findings_under(sheet, main_path.text(), width_left());
  }
  for (const form::Field& field : place.group.fields) {
    if (field.kind != form::Kind::Files || (!unfolded && !has_files(sheet, at(field)))) continue;
    space(sheet.ui, 4);
    one_field(sheet, {&field, at(field), Label::Above, LockWords::Elsewhere},
              std::min(width_left(), prose_width_max(sheet.ui)));
    findings_under(sheet, at(field).text(), width_left());
  }
  for (const form::Group& inner : place.group.groups) figures_of_row(sheet, inner, path);
}

}  // namespace

void blocks_of_rows(Sheet& sheet, const GroupPlace& place, const document::Content& content) {
  const int level = document::mark_of(content.number).level;
  int headings = 0;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {sheet.px(8), sheet.px(4)});
  for (std::size_t i = 0; i < place.rows.size(); ++i) {
    const report::Row& row = place.rows[i];
    const std::string number = words_of(row, kHeading).empty() ? "" : document::mark_text(level, ++headings);
    part_of_page(sheet.memory.rooms, "###row/" + place.row_path(row).text(), sheet.sparing(), [&] {
      block_row(sheet, place, i, number);
      space(sheet.ui, 12);
    });
  }
  ImGui::PopStyleVar();
}

}  // namespace ziping::view
