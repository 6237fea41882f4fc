#include "client/view/form_rows.h"

#include <algorithm>

#include "client/text/say.h"

namespace ziping::view {
namespace {

const report::Rows& rows_at(const Sheet& sheet, const form::Path& path) {
  const report::Node* node = report::find_node(sheet.report.state, path);
  return node ? node->group(path.name) : sheet.report.state.group({});
}

// What was copied from a spreadsheet, into a table that has no cell yet to be pasted at.
void paste_button(Sheet& sheet, const GroupPlace& place) {
  if (!place.lock.empty()) return;
  ImGui::SameLine(0, sheet.px(8));
  const std::string label = text::label("table.paste_first", "###group/" + place.text + "/paste");
  if (!button(sheet.ui, Rank::Bare, label)) return;
  const char* copied = ImGui::GetClipboardText();
  if (copied && *copied) paste_at(sheet, place, {place.text, 0, 0, copied});
}

}  // namespace

form::Path GroupPlace::row_path(const report::Row& row) const {
  form::Path out = path;
  out.rows.push_back({path.name, row.id});
  out.name.clear();
  return out;
}

GroupPlace place_of(const Sheet& sheet, const form::Group& group, form::Path path, std::string_view noun) {
  const report::Rows& rows = rows_at(sheet, path);
  std::string text = path.text();
  std::string lock = app::rows_locked_because(sheet.frame.model, path);
  return {group, std::move(path), rows, noun, std::move(text), std::move(lock)};
}

void group_of_rows(Sheet& sheet, const document::Content& content) {
  const form::Group* group = sheet.report.form->top().find_group(content.name);
  if (!group) return;
  const GroupPlace place = place_of(sheet, *group, {{}, content.name}, app::row_noun(content.show));
  notice_added(sheet, place);
  if (sheet.is_target(place.text)) {
    ImGui::SetScrollHereY(0.25f);
    sheet.arrive();
  }
  if (place.rows.empty()) {
    const std::string none = text::say("rows.nothing_yet", {group->label});
    text_line(sheet.ui, Type::Body, sheet.ui.colour().quiet, none);
  } else {
    switch (content.show) {
      case form::Show::Table:
        table_of_rows(sheet, place);
        break;
      case form::Show::Blocks:
        blocks_of_rows(sheet, place, content);
        break;
      case form::Show::Plain:
      case form::Show::Numbered:
      case form::Show::Runs:
        list_of_rows(sheet, place, content);
        break;
    }
  }
  if (!place.rows.empty() && content.show == form::Show::Table) return;
  findings_under(sheet, place.text, width_left());
  add_button(sheet, place);
  if (place.rows.empty() && content.show == form::Show::Table) paste_button(sheet, place);
}

void add_row(Sheet& sheet, const GroupPlace& place, const std::string& after) {
  sheet.memory.adding = FormMemory::Adding{place.text, after, place.rows.size()};
  sheet.frame.ask(app::AddRow{place.text, after});
}

void notice_added(Sheet& sheet, const GroupPlace& place) {
  FormMemory& memory = sheet.memory;
  if (!memory.adding || memory.adding->group != place.text) return;
  const FormMemory::Adding adding = *memory.adding;
  memory.adding.reset();
  if (place.rows.size() != adding.rows + 1) return;
  const auto before = std::ranges::find(place.rows, adding.after, &report::Row::id);
  const auto fresh = before == place.rows.end() ? place.rows.begin() : before + 1;
  if (fresh != place.rows.end()) sheet.go_to(place.row_path(*fresh).text());
}

void add_button(Sheet& sheet, const GroupPlace& place) {
  if (!place.lock.empty()) return;
  const std::string label = text::say("rows.add", {place.noun}) + "###group/" + place.text + "/add";
  const Enabled enabled = place.rows.size() < place.group.rows_max ? Enabled::Yes : Enabled::No;
  if (button(sheet.ui, Rank::Quiet, label, enabled, Mark::Plus))
    add_row(sheet, place, place.rows.empty() ? std::string() : place.rows.back().id);
}

void removed_strip(Sheet& sheet, const report::Row& row, const std::string& row_text) {
  if (row.removed_by.empty()) return;
  const auto clashes = sheet.clashes(row_text);
  clash_strip(sheet, row_text, text::say("rows.removed_clash"), clashes ? clashes->first : 0, width_left());
}

}  // namespace ziping::view
