// Rows as a table: cells are typed into as in a spreadsheet, and what does not fit a cell is below it.
#include <algorithm>
#include <utility>
#include <vector>

#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/form_rows.h"
#include "client/view/moment.h"
#include "client/view/paste_question.h"
#include "client/view/questions.h"
#include "client/view/side_lists.h"
#include "client/view/widgets/table.h"
#include "shared/base/amount.h"
#include "shared/form/value.h"
#include "shared/report/conflict.h"

namespace ziping::view {
namespace {

constexpr std::size_t kRowsShownMax = 12;
constexpr std::size_t kCellsSaidMax = 5;

constexpr float kCellWidthMin = 72, kColumnWidthMax = 200;
constexpr std::size_t kRowsMeasured = 40;
constexpr std::string_view kADate = "2022-12-31";
constexpr float kMonthMark = 20;

// As wide as its title and what stands in its first rows; columns of words share what room is left.
TableColumn column_of(const Ui& ui, const form::Field& field, float widest) {
  TableColumn column{.title = field.label};
  const float title = text_width(ui.look, Type::Small, field.label);
  if (field.kind == form::Kind::Date)
    widest = std::max(widest, text_width(ui.look, Type::Body, kADate)) + ui.px(kMonthMark);
  const float wanted = (std::max(title, widest) + ui.px(20)) / ui.look.scale;
  const bool of_words = field.kind == form::Kind::Text || field.kind == form::Kind::Line;
  const float width = std::clamp(wanted, kCellWidthMin, kColumnWidthMax);
  if (field.kind == form::Kind::Decimal || field.kind == form::Kind::Integer) column.align = Align::Right;
  of_words ? void(column.width_min = width) : void(column.width = width);
  return column;
}

// The exact sum of a column over all rows; empty where nothing is filled in or a sum has no meaning.
std::string sum_of(const GroupPlace& place, const form::Field& field) {
  if (field.kind != form::Kind::Decimal || field.computed() || field.unit == "%") return {};
  base::Rational sum;
  int places = 0;
  bool any = false;
  for (const report::Row& row : place.rows) {
    const std::string* text = row.value(field.name).text();
    if (!text) continue;
    const auto decimal = base::Decimal::parse_stored(*text);
    const auto more = decimal ? sum.plus(*decimal) : std::nullopt;
    if (!more) continue;
    sum = *more;
    places = std::max(places, decimal->places());
    any = true;
  }
  const auto rounded = any ? sum.rounded(places) : std::nullopt;
  return rounded ? base::shown_amount(rounded->stored(), field.unit) : std::string();
}

class FormTable {
 public:
  FormTable(Sheet& sheet, const GroupPlace& place)
      : sheet_(sheet),
        ui_(sheet.ui),
        place_(place),
        id_(std::string(kFormTable) + place.text),
        state_(sheet.frame.memory.tables[id_]),
        remarked_(sheet.may_have_remarks(place.text)) {
    for (std::size_t column = 0; column < place.group.fields.size(); ++column)
      columns_.push_back(column_of(ui_, field(column), widest(column)));
    for (const form::Field& field : place.group.fields) sums_.push_back(sum_of(place, field));
    if (std::ranges::all_of(sums_, [](const std::string& sum) { return sum.empty(); }))
      sums_.clear();
    else if (sums_.front().empty())
      sums_.front() = text::say("common.sum");
  }

  void draw() {
    follow_target();
    draw_table();
    findings_under(sheet_, place_.text, width_left());
    if (const Sheet::Remarks* here = sheet_.remarks(place_.text))
      remark_line(sheet_, place_.text, text::say("remark.said_of_table", {here->count, words_of_first(*here)}));
    said_of_cells();
    space(ui_, 4);
    draw_tools();
    if (state_.row < place_.rows.size()) draw_row_editor();
  }

 private:
  [[nodiscard]] const form::Field& field(std::size_t column) const { return place_.group.fields[column]; }
  [[nodiscard]] form::Path cell_path(std::size_t row, std::size_t column) const {
    form::Path out = place_.row_path(place_.rows[row]);
    out.name = field(column).name;
    return out;
  }
  [[nodiscard]] form::Path gone_path(const TableOutcome::Orphan& orphan) const {
    report::Row row;
    row.id = orphan.row_id;
    form::Path out = place_.row_path(row);
    out.name = field(orphan.column).name;
    return out;
  }
  // What the row editor below shows as well, because a cell is too small for it.
  [[nodiscard]] static bool wants_room(const form::Field& field) {
    return !field.computed() && (field.kind == form::Kind::Text || is_choice(field));
  }

  void follow_target() {
    if (!sheet_.leads_to_target(place_.text)) return;
    for (std::size_t row = 0; row < place_.rows.size(); ++row) {
      const std::string text = place_.row_path(place_.rows[row]).text();
      if (!sheet_.leads_to_target(text)) continue;
      const std::size_t column = target_column(text);
      const bool typing = leave_cell();
      if (row != state_.row || column != state_.column) state_.anchor.reset();
      state_.row = row;
      state_.row_id = place_.rows[row].id;
      state_.column = column;
      const bool below = column < columns_.size() && field(column).kind == form::Kind::Text;
      if (below && sheet_.is_target(text + "." + field(column).name)) {  // the field below arrives
        state_.show_current = scrolls() && !sheet_.report.go_to_only_shows;
        return;
      }
      const float top = ImGui::GetCursorScreenPos().y - ImGui::GetWindowPos().y;
      if (top < 0 || top > ImGui::GetWindowHeight() - ui_.px(160)) ImGui::SetScrollFromPosY(top, 0.25f);
      state_.take_keyboard = typing || !sheet_.report.go_to_only_shows;
      state_.show_current = true;
      sheet_.arrive();
      return;
    }
  }

  // Of the row that leads to the target; the column of the ring where it is none.
  [[nodiscard]] std::size_t target_column(const std::string& row) const {
    if (sheet_.is_target(row)) return 0;
    for (std::size_t column = 0; column < columns_.size(); ++column)
      if (sheet_.is_target(row + "." + field(column).name)) return column;
    return state_.column;
  }

  // What is being typed is entered into its own cell before the ring goes to another. True when something was.
  bool leave_cell() {
    if (!state_.editing) return false;
    const TableOutcome::Orphan typed{state_.row_id, state_.column, *std::exchange(state_.editing, std::nullopt)};
    ui_.scratch.active.reset();
    const auto row = std::ranges::find(place_.rows, typed.row_id, &report::Row::id);
    const auto at = static_cast<std::size_t>(row - place_.rows.begin());
    if (row == place_.rows.end() || typed.text != stored(at, typed.column))
      sheet_.frame.ask(app::SetField{gone_path(typed).text(), typed.text});
    return true;
  }

  [[nodiscard]] std::string shown(std::size_t row, std::size_t column) const {
    const form::Path path = cell_path(row, column);
    const form::Field& of = field(column);
    if (of.computed()) return computed_text(sheet_, of, path.text());
    const report::Value& value = place_.rows[row].value(of.name);
    if (report::is_conflict(value.json())) return text::say("table.clash", {});
    if (const app::Unread* unread = sheet_.unread(path.text())) return unread->words;
    const std::string* text = value.text();
    if (text && of.kind == form::Kind::Reference && is_chosen(of))
      return app::referred_words(naming_of(sheet_), of, *text);
    return shown_in_form(of, value.json());
  }

  [[nodiscard]] static bool is_date(const form::Field& field) {
    return !field.computed() && field.kind == form::Kind::Date;
  }
  [[nodiscard]] static bool is_choice(const form::Field& field) { return !field.computed() && is_chosen(field); }

  [[nodiscard]] std::string value_text(std::size_t row, std::size_t column) const {
    const std::string* text = place_.rows[row].value(field(column).name).text();
    return text ? *text : std::string();
  }

  // The value of a cell, whatever is typed there.
  [[nodiscard]] std::string value_of(std::size_t row, std::size_t column) const {
    const report::Value& value = place_.rows[row].value(field(column).name);
    return value.text() ? *value.text() : form::shown(field(column), value.json());
  }

  // What typing goes on from.
  [[nodiscard]] std::string stored(std::size_t row, std::size_t column) const {
    if (const app::Unread* unread = sheet_.unread(cell_path(row, column).text())) return unread->words;
    const std::string* text = place_.rows[row].value(field(column).name).text();
    return text ? *text : shown(row, column);
  }

  [[nodiscard]] Editable editable(std::size_t row, std::size_t column) const {
    const form::Path path = cell_path(row, column);
    const report::Value& value = place_.rows[row].value(path.name);
    const bool many_lines = value.text() && value.text()->find('\n') != std::string::npos;
    const bool locked = !app::locked_because(sheet_.frame.model, path).empty();
    return locked || many_lines || report::is_conflict(value.json()) ? Editable::No : Editable::Yes;
  }

  [[nodiscard]] float widest(std::size_t column) const {
    float width = 0;
    for (std::size_t row = 0; row < std::min(place_.rows.size(), kRowsMeasured); ++row)
      width = std::max(width, text_width(ui_.look, Type::Body, shown(row, column)));
    return width;
  }

  void draw_cell(const TableCell& cell) const {
    const std::string place = cell_path(cell.row, cell.column).text();
    const bool clash = sheet_.clashes(place).has_value();
    const Level level = clash ? Level::Clash : sheet_.worst(place);
    if (const auto marked = sheet_.marked(place)) {
      fill(ui_.look, cell.box.inset(-ui_.px(4), ui_.px(3)), ui_.colour().accent_soft);
      if (*marked == MarkedAs::GoneTo) focus_ring(ui_.look, cell.whole);
    }
    Box words = cell.box;
    if (level >= Level::Warn) {
      const Colour ink = ink_of(ui_.colour(), level);
      draw_mark(ui_.look, {words.min.x + ui_.px(5), words.centre().y}, ui_.px(11), mark_of(level), ink);
      words.min.x += ui_.px(14);
    }
    const Colour ink = field(cell.column).computed() ? ui_.colour().quiet : ui_.colour().text;
    draw_text_in(ui_.look, words, Type::Body, ink, shown(cell.row, cell.column), columns_[cell.column].align);
    if (remarked_) mark_remarks(cell, place);
  }

  // The first cell of a row has the mark of the row as well.
  void mark_remarks(const TableCell& cell, const std::string& place) const {
    const Sheet::Remarks* here = sheet_.remarks(place);
    const Sheet::Remarks* of_row =
        cell.column == 0 ? sheet_.remarks(place_.row_path(place_.rows[cell.row]).text()) : nullptr;
    if (!here && !of_row) return;
    draw_corner(ui_.look, cell.whole, kRemarkMark, ui_.colour().warn);
    Item item;
    item.hovered = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(cell.whole.min, cell.whole.max);
    if (!item.hovered) return;
    std::string words = of_row ? words_about_row(*of_row) : std::string();
    if (here) words += (words.empty() ? "" : "\n") + text::say("remark.said", {here->count, words_of_first(*here)});
    explain_on_hover(ui_, item, words);
  }

  [[nodiscard]] static std::string words_about_row(const Sheet::Remarks& remarks) {
    return text::say("remark.said_of_row", {remarks.count, words_of_first(remarks)});
  }

  [[nodiscard]] bool scrolls() const { return place_.rows.size() > kRowsShownMax; }

  void draw_table() {
    const auto rows_high = static_cast<float>(kRowsShownMax + 1 + (sums_.empty() ? 0 : 1));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    TableSpec spec{.id = id_,
                   .columns = columns_,
                   .rows = place_.rows.size(),
                   .cursor = Cursor::Cell,
                   .height = scrolls() ? rows_high * ui_.px(kTableRowHeight) + ImGui::GetStyle().ScrollbarSize : 0};
    spec.row_id = [this](std::size_t row) { return std::string_view(place_.rows[row].id); };
    spec.text = [this](std::size_t row, std::size_t column) { return shown(row, column); };
    spec.stored = [this](std::size_t row, std::size_t column) { return stored(row, column); };
    spec.editable = [this](std::size_t row, std::size_t column) { return editable(row, column); };
    spec.options = [this](std::size_t row, std::size_t column) { return options(row, column); };
    spec.chooses = [this](std::size_t column) { return is_choice(field(column)); };
    spec.dates = [this](std::size_t column) { return is_date(field(column)); };
    spec.today = today(sheet_.frame.model.now_ms);
    spec.draw = [this](const TableCell& cell) { draw_cell(cell); };
    spec.sums = sums_;
    const TableOutcome outcome = table(ui_, spec, state_);
    const ImVec2 to = ImGui::GetItemRectMax();
    outline(ui_.look, {at, {at.x + width_left(), to.y}}, ui_.colour().line);
    space(ui_, 4);
    carry_out(outcome);
  }

  // As a paste of empty cells, so that what is locked or clashes is refused as it is there.
  void clear(const CellBlock& block) {
    std::string cells;
    for (std::size_t row = 0; row < block.rows; ++row) cells += std::string(block.columns - 1, '\t') + '\n';
    sheet_.frame.ask(app::PasteCells{place_.text, block.row, block.column, cells});
  }

  void ask_to_remove(std::size_t row) {
    const form::Path path = place_.row_path(place_.rows[row]);
    if (!app::locked_because(sheet_.frame.model, path).empty()) return;
    sheet_.memory.removing = path.text();
    sheet_.memory.removing_by_key = true;
  }

  [[nodiscard]] CellOptions options(std::size_t row, std::size_t column) const {
    CellOptions out;
    if (!is_choice(field(column))) return out;
    const Options all = options_of(sheet_, field(column), value_text(row, column));
    out.words = all.words;
    out.current = all.current;
    return out;
  }

  // Words are kept with every key; what is no value yet leaves the one that was there, and is kept beside it.
  void keep_typed(const TableOutcome::Entry& typed) {
    const form::Path path = cell_path(typed.row, typed.column);
    const std::string place = path.text(), now = value_of(typed.row, typed.column);
    FormMemory& memory = sheet_.memory;
    if (memory.cell != place) memory.cell = place, memory.cell_before = now;
    const auto value = app::typed_value(sheet_.report, path, typed.text);
    const std::string& words = value ? typed.text : memory.cell_before;
    if (words != now) sheet_.frame.ask(app::SetField{place, words});
    if (value || app::is_unread(value.error())) keep_unread(sheet_.frame, place, value ? std::string() : typed.text);
  }

  // Before anything else is taken back: what nobody can read in the cell.
  void ask_history_of_cell(Request request) {
    if (request == Request::None) return;
    if (state_.row < place_.rows.size())
      ask_history(sheet_, cell_path(state_.row, state_.column).text(), request);
    else
      ask_history(sheet_.frame, request);
  }

  void carry_out(const TableOutcome& outcome) {
    if (outcome.typed) keep_typed(*outcome.typed);
    if (!state_.editing && sheet_.memory.cell.starts_with(place_.text + "[")) sheet_.memory.cell.clear();
    ask_history_of_cell(outcome.request);
    if (outcome.entered)
      sheet_.frame.ask(
          app::SetField{cell_path(outcome.entered->row, outcome.entered->column).text(), outcome.entered->text});
    if (outcome.orphaned)  // refused, and so kept among what was not taken
      sheet_.frame.ask(app::SetField{gone_path(*outcome.orphaned).text(), outcome.orphaned->text});
    if (outcome.chosen) {
      const auto [row, column, option] = *outcome.chosen;
      const Options all = options_of(sheet_, field(column), value_text(row, column));
      sheet_.frame.ask(app::SetField{cell_path(row, column).text(), all.values.at(option)});
    }
    if (outcome.cleared) clear(*outcome.cleared);
    if (outcome.pasted) paste_at(sheet_, place_, {place_.text, state_.row, state_.column, *outcome.pasted});
    const bool may_add = place_.lock.empty() && place_.rows.size() < place_.group.rows_max;
    if (outcome.row_after && may_add) add_row(sheet_, place_, place_.rows[*outcome.row_after].id);
    if (outcome.row_out) ask_to_remove(*outcome.row_out);
    if (outcome.row_up) move_by_key(*outcome.row_up, -1);
    if (outcome.row_down) move_by_key(*outcome.row_down, 1);
    if (outcome.left) keyboard_to_next_item();
  }

  // What was not taken, or not as it was typed, in cells of other rows than the current one, which says so below.
  void said_of_cells() {
    if (!state_.note.empty()) finding_line(ui_, width_left(), {Level::Info, state_.note});
    std::size_t said = 0;
    for (std::size_t row = 0; row < place_.rows.size(); ++row) {
      if (row == state_.row || !says_something(place_.rows[row])) continue;
      for (std::size_t column = 0; column < columns_.size(); ++column) said += say_of_cell(row, column, said);
    }
    if (said > kCellsSaidMax)
      finding_line(ui_, width_left(), {Level::Info, text::say("table.more_cells", {said - kCellsSaidMax})});
  }

  [[nodiscard]] bool says_something(const report::Row& row) const {
    const std::string text = place_.row_path(row).text();
    const auto any = [&](const auto& map) {
      const auto at = map.lower_bound(text);
      return at != map.end() && at->first.starts_with(text);
    };
    return any(sheet_.report.refused) || any(sheet_.report.noted) || sheet_.any_unread(text);
  }

  // How many things there are to say; those beyond the limit are only counted.
  std::size_t say_of_cell(std::size_t row, std::size_t column, std::size_t said) {
    const std::string place = cell_path(row, column).text();
    const app::Unread* unread = sheet_.unread(place);
    const base::Error* refusal = unread ? &unread->why : sheet_.refusal(place);
    const std::string* note = sheet_.note(place);
    if (!refusal && !note) return 0;
    if (said < kCellsSaidMax)
      finding_line(
          ui_, width_left(),
          {refusal ? Level::Bad : Level::Info,
           text::say("table.cell", {row + 1, field(column).label, refusal ? text::said(refusal->message) : *note})});
    return 1;
  }

  void draw_tools() {
    const bool any = state_.row < place_.rows.size();
    const std::string row = any ? place_.row_path(place_.rows[state_.row]).text() : std::string();
    if (any && sheet_.memory.removing == row) {
      const Box box = take_room({width_left(), ui_.px(kControlHeight)});
      const std::string question = text::say("table.nth_row_question", {state_.row + 1});
      if (ask_removal(sheet_, row, question, box)) sheet_.frame.ask(app::RemoveRow{row});
      if (sheet_.memory.removing.empty()) state_.take_keyboard = true;
      return;
    }
    add_button(sheet_, place_);
    if (!any || !app::locked_because(sheet_.frame.model, place_.row_path(place_.rows[state_.row])).empty()) return;
    const auto next = [&](std::string_view words, std::string_view what, Enabled enabled) {
      ImGui::SameLine(0, ui_.px(4));
      return button(ui_, Rank::Bare, std::string(words) + "###row/" + row + "/" + std::string(what), enabled);
    };
    const Enabled up = state_.row > 0 ? Enabled::Yes : Enabled::No;
    const Enabled down = state_.row + 1 < place_.rows.size() ? Enabled::Yes : Enabled::No;
    if (next(text::say("rows.up"), "up", up)) move_row(row, -1);
    if (next(text::say("rows.down"), "down", down)) move_row(row, 1);
    if (next(text::say("table.remove_row"), "remove", Enabled::Yes)) sheet_.memory.removing = row;
  }

  void move_row(const std::string& row, int by) {
    sheet_.frame.ask(app::MoveRow{row, by});  // what is chosen goes along with it
  }

  void move_by_key(std::size_t row, int by) {
    const form::Path path = place_.row_path(place_.rows[row]);
    if (!app::locked_because(sheet_.frame.model, path).empty()) return;
    move_row(path.text(), by);
    state_.show_current = true;
  }

  void draw_row_editor() {
    const report::Row& row = place_.rows[state_.row];
    const std::string row_text = place_.row_path(row).text();
    removed_strip(sheet_, row, row_text);
    std::vector<Asked> asked;
    std::vector<std::size_t> others;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      form::Path at = cell_path(state_.row, column);
      const bool clash = sheet_.clashes(at.text()).has_value();
      if (wants_room(field(column)) || clash)
        asked.push_back({&field(column), std::move(at), Label::Above, LockWords::Here});
      else
        others.push_back(column);
    }
    for (const std::size_t column : others)
      findings_under(sheet_, cell_path(state_.row, column).text(), width_left(), field(column).label);
    if (remarked_) remarks_of_current(row_text);
    if (asked.empty()) return;
    std::ranges::stable_partition(asked, [](const Asked& one) { return one.field->kind != form::Kind::Text; });
    space(ui_, 4);
    text_line(ui_, Type::Small, ui_.colour().quiet, text::say("table.nth_row", {state_.row + 1}));
    field_grid(sheet_, asked);
  }

  // What the corners in the current row stand for, for whoever has no mouse to read them with; leads to the list.
  void remarks_of_current(const std::string& row) {
    if (const Sheet::Remarks* of_row = sheet_.remarks(row)) remark_line(sheet_, row, words_about_row(*of_row));
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      const std::string place = row + "." + field(column).name;
      if (const Sheet::Remarks* here = sheet_.remarks(place))
        remark_line(sheet_, place,
                    text::say("remark.said_of_cell", {field(column).label, here->count, words_of_first(*here)}));
    }
  }

  Sheet& sheet_;
  Ui& ui_;
  const GroupPlace& place_;
  const std::string id_;
  TableState& state_;
  const bool remarked_;  // somewhere in it
  std::vector<TableColumn> columns_;
  std::vector<std::string> sums_;
};

}  // namespace

void table_of_rows(Sheet& sheet, const GroupPlace& place) { FormTable(sheet, place).draw(); }

void paste_at(Sheet& sheet, const GroupPlace& place, app::PasteCells cells) {
  FormMemory::Pasting pasting;
  pasting.cells = std::move(cells);
  pasting.preview = app::foresee(sheet.frame.model, pasting.cells);
  if (!pasting.preview.asks()) return sheet.frame.ask(pasting.cells);
  if (pasting.cells.row < place.rows.size()) pasting.row_id = place.rows[pasting.cells.row].id;
  pasting.typed = sheet.report.typed;
  pasting.epoch = sheet.report.epoch;
  sheet.memory.pasting = std::move(pasting);
  ask_question(sheet.frame, kPasteQuestion);
}

}  // namespace ziping::view
