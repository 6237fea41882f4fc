#include "client/view/paste_question.h"

#include <algorithm>

#include "client/app/edits.h"
#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/form_sheet.h"
#include "client/view/questions.h"
#include "client/view/widgets/dialog.h"
#include "client/view/widgets/table.h"

namespace ziping::view {
namespace {

constexpr float kPasteWidth = 860, kNumberWidth = 64, kColumnWidthMin = 88, kDateWidthMin = 124;

using app::PastePreview;

void say_line(Frame& frame, Level level, const std::string& sentence) {
  finding_line(frame.ui, width_left(), {level, sentence});
}

void say_what_becomes(Frame& frame, const FormMemory::Pasting& pasting, const form::Group& group) {
  const PastePreview& seen = pasting.preview;
  const std::string column = seen.fields.empty() ? std::string() : seen.fields.front()->label;
  text_block(frame.ui, Type::Body, frame.ui.colour().text,
             text::say("paste.shape", {seen.rows, seen.columns, pasting.cells.row + 1, column}));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  if (seen.added > 0) say_line(frame, Level::Info, text::say("paste.added", {seen.added}));
  if (seen.replaced > 0) say_line(frame, Level::Warn, text::say("paste.replaced", {seen.replaced}));
  if (seen.columns_left > 0) say_line(frame, Level::Bad, text::say("paste.columns_left", {seen.columns_left}));
  if (seen.rows_left > 0)
    say_line(frame, Level::Bad, text::say("paste.rows_left", {group.label, group.rows_max, seen.rows_left}));
  if (seen.refused > 0) say_line(frame, Level::Bad, text::say("paste.refused", {seen.refused}));
  for (const PastePreview::Refusal& one : seen.refusals)
    text_block(frame.ui, Type::Small, frame.ui.colour().quiet,
               "　" + text::say("paste.cell", {one.row, one.label, text::said(one.why)}));
  if (seen.refused > seen.refusals.size())
    text_block(frame.ui, Type::Small, frame.ui.colour().quiet,
               "　" + text::say("paste.more", {seen.refused - seen.refusals.size()}));
  ImGui::PopStyleVar();
}

void draw_pasted(const Ui& ui, const TableCell& at, const PastePreview::Cell& cell, Align align) {
  Box words = at.box;
  const Level level = cell.refused ? Level::Bad : cell.replaces ? Level::Warn : Level::Good;
  if (level != Level::Good) {
    draw_mark(ui.look, {words.min.x + ui.px(5), words.centre().y}, ui.px(11), mark_of(level),
              ink_of(ui.colour(), level));
    words.min.x += ui.px(14);
  }
  draw_text_in(ui.look, words, Type::Body, cell.refused ? ui.colour().bad : ui.colour().text, cell.words, align);
}

void show_first_rows(Frame& frame, const PastePreview& seen) {
  if (seen.first.empty()) return;
  space(frame.ui, 4);
  text_line(frame.ui, Type::Small, frame.ui.colour().quiet, text::say("paste.first", {seen.first.size()}));
  std::vector<TableColumn> columns{{.title = text::say("paste.number"), .width = kNumberWidth}};
  for (const form::Field* field : seen.fields) {
    const bool figures = field->kind == form::Kind::Decimal || field->kind == form::Kind::Integer;
    columns.push_back({.title = field->label,
                       .align = figures ? Align::Right : Align::Left,
                       .width_min = field->kind == form::Kind::Date ? kDateWidthMin : kColumnWidthMin});
  }
  TableSpec spec{.id = "###paste/first", .columns = columns, .rows = seen.first.size()};
  spec.text = [&](std::size_t row, std::size_t column) {
    const PastePreview::Row& at = seen.first[row];
    if (column > 0) return at.cells[column - 1].words;
    return at.added ? text::say("paste.new_row", {at.number}) : std::to_string(at.number);
  };
  spec.draw = [&](const TableCell& cell) {
    if (cell.column > 0)
      return draw_pasted(frame.ui, cell, seen.first[cell.row].cells[cell.column - 1], columns[cell.column].align);
    const bool added = seen.first[cell.row].added;
    draw_text_in(frame.ui.look, cell.box, Type::Small, added ? frame.ui.colour().accent : frame.ui.colour().quiet,
                 spec.text(cell.row, 0));
  };
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = width_left();
  static_cast<void>(table(frame.ui, spec, frame.memory.tables[std::string(spec.id)]));
  outline(frame.ui.look, {at, {at.x + width, ImGui::GetItemRectMax().y}}, frame.ui.colour().line);
  space(frame.ui, 8);
}

// A colleague's words that came in meanwhile may have changed what the paste would do.
void follow_report(Frame& frame, FormMemory::Pasting& pasting) {
  const app::OpenReport& report = *frame.model.report;
  if (pasting.typed == report.typed && pasting.epoch == report.epoch) return;
  if (const auto path = form::Path::parse(pasting.cells.group)) {
    const report::Rows& rows = app::rows_at(report, *path);
    const auto row = std::ranges::find(rows, pasting.row_id, &report::Row::id);
    pasting.is_row_gone = row == rows.end() && !pasting.row_id.empty();
    if (!pasting.is_row_gone) pasting.cells.row = static_cast<std::size_t>(row - rows.begin());
  }
  pasting.preview = app::foresee(frame.model, pasting.cells);
  pasting.typed = report.typed;
  pasting.epoch = report.epoch;
}

void ask(Frame& frame, FormMemory::Pasting& pasting, const form::Group& group) {
  follow_report(frame, pasting);
  if (pasting.is_row_gone) {
    say_line(frame, Level::Bad, text::say("paste.row_gone", {pasting.cells.row + 1}));
    return close_row(frame, "question.understood");
  }
  const PastePreview& seen = pasting.preview;
  if (seen.nothing) {
    say_line(frame, Level::Bad, text::said(seen.nothing->message));
    return close_row(frame, "question.understood");
  }
  say_what_becomes(frame, pasting, group);
  show_first_rows(frame, seen);
  if (!answer_row(frame, text::say("paste.yes"), Enabled::Yes)) return;
  frame.ask(pasting.cells);
  frame.ask(app::Ask{});
}

}  // namespace

void paste_question(Frame& frame) {
  std::optional<FormMemory::Pasting>& pasting = frame.memory.form.pasting;
  const auto path = pasting ? form::Path::parse(pasting->cells.group) : base::Result<form::Path>(base::Error{});
  const form::Group* group = path ? frame.model.report->form->find_group(*path) : nullptr;
  if (!group) return frame.ask(app::Ask{});
  const std::string title = text::say("paste.title", {group->label});
  dialog(frame.ui, "###question/paste", title, kPasteWidth, [&] { ask(frame, *pasting, *group); });
}

}  // namespace ziping::view
