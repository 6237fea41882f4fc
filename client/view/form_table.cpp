// Rows as a table: cells are typed into as in a spreadsheet, and what does not fit a cell is below it.
#include <algorithm>
#include <vector>

#include "client/text/say.h"
#include "client/view/form_rows.h"
#include "client/view/widgets/table.h"
#include "shared/base/decimal.h"
#include "shared/form/value.h"
#include "shared/report/conflict.h"

namespace ziping::view {
namespace {

constexpr std::size_t kRowsShownMax = 12;

constexpr float kColumnWidthMin = 72, kColumnWidthMax = 200;
constexpr std::size_t kRowsMeasured = 40;

// As wide as its title and what stands in its first rows; columns of words share what room is left.
TableColumn column_of(const Ui& ui, const form::Field& field, float widest) {
  TableColumn column{.title = field.label};
  const float title = text_width(ui.look, Type::Small, field.label);
  const float wanted = (std::max(title, widest) + ui.px(20)) / ui.look.scale;
  const bool of_words = field.kind == form::Kind::Text || field.kind == form::Kind::Line;
  const float width = std::clamp(wanted, kColumnWidthMin, kColumnWidthMax);
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
  return rounded ? rounded->grouped() : std::string();
}

struct Shape {
  std::size_t rows = 0, columns = 0;
};

Shape shape_of(std::string_view cells) {
  Shape shape;
  while (!cells.empty()) {
    const std::size_t end = cells.find('\n');
    const std::string_view line = cells.substr(0, end);
    ++shape.rows;
    shape.columns = std::max(shape.columns, static_cast<std::size_t>(std::ranges::count(line, '\t')) + 1);
    cells = end == cells.npos ? std::string_view() : cells.substr(end + 1);
  }
  return shape;
}

// What would become of cells that do not fit: `below` rows and `room` columns are there from the current cell on.
std::string paste_sentence(const FormMemory::Pasting& pasting, std::size_t below, std::size_t room) {
  const bool more_rows = pasting.rows > below, more_columns = pasting.columns > room;
  const std::string_view key = !more_columns ? "table.paste_rows"
                               : more_rows   ? "table.paste_both"
                                             : "table.paste_columns";
  return text::say(key, {pasting.rows, pasting.columns, pasting.rows - std::min(pasting.rows, below), room,
                         pasting.columns - std::min(pasting.columns, room)});
}

class FormTable {
 public:
  FormTable(Sheet& sheet, const GroupPlace& place)
      : sheet_(sheet),
        ui_(sheet.ui),
        place_(place),
        id_(std::string(kFormTable) + place.text),
        state_(sheet.frame.memory.tables[id_]) {
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
    space(ui_, 4);
    if (sheet_.memory.pasting && sheet_.memory.pasting->group == place_.text) ask_about_paste();
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
  // What the row editor below shows as well, because a cell is too small for it.
  [[nodiscard]] static bool wants_room(const form::Field& field) {
    return !field.computed() && (field.kind == form::Kind::Text || field.kind == form::Kind::Choice || is_team(field));
  }

  void follow_target() {
    if (!sheet_.leads_to_target(place_.text)) return;
    for (std::size_t row = 0; row < place_.rows.size(); ++row) {
      const std::string text = place_.row_path(place_.rows[row]).text();
      if (!sheet_.leads_to_target(text)) continue;
      state_.row = row;
      for (std::size_t column = 0; column < columns_.size(); ++column)
        if (sheet_.is_target(text + "." + field(column).name)) {
          state_.column = column;
          if (wants_room(field(column))) return;  // the field below arrives
        }
      if (sheet_.is_target(text)) state_.column = 0;
      const float top = ImGui::GetCursorScreenPos().y - ImGui::GetWindowPos().y;
      if (top < 0 || top > ImGui::GetWindowHeight() - ui_.px(160)) ImGui::SetScrollFromPosY(top, 0.25f);
      state_.take_keyboard = state_.show_current = true;
      sheet_.arrive();
      return;
    }
  }

  [[nodiscard]] std::string shown(std::size_t row, std::size_t column) const {
    const form::Path path = cell_path(row, column);
    const form::Field& of = field(column);
    if (of.computed()) return computed_text(sheet_, of, path.text());
    const report::Value& value = place_.rows[row].value(of.name);
    if (report::is_conflict(value.json())) return text::say("table.clash", {});
    const std::string* text = value.text();
    if (text && is_team(of)) return app::team_name(sheet_.frame.model, *text);
    return form::shown(of, value.json());
  }

  [[nodiscard]] std::string stored(std::size_t row, std::size_t column) const {
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
    Box words = cell.box;
    if (level >= Level::Warn) {
      const Colour ink = ink_of(ui_.colour(), level);
      draw_mark(ui_.look, {words.min.x + ui_.px(5), words.centre().y}, ui_.px(11), mark_of(level), ink);
      words.min.x += ui_.px(14);
    }
    const Colour ink = field(cell.column).computed() ? ui_.colour().quiet : ui_.colour().text;
    draw_text_in(ui_.look, words, Type::Body, ink, shown(cell.row, cell.column), columns_[cell.column].align);
  }

  void draw_table() {
    const bool scrolls = place_.rows.size() > kRowsShownMax;
    const auto rows_high = static_cast<float>(kRowsShownMax + 1 + (sums_.empty() ? 0 : 1));
    const ImVec2 at = ImGui::GetCursorScreenPos();
    TableSpec spec{.id = id_,
                   .columns = columns_,
                   .rows = place_.rows.size(),
                   .cursor = Cursor::Cell,
                   .height = scrolls ? rows_high * ui_.px(kTableRowHeight) + ImGui::GetStyle().ScrollbarSize : 0};
    spec.text = [this](std::size_t row, std::size_t column) { return shown(row, column); };
    spec.stored = [this](std::size_t row, std::size_t column) { return stored(row, column); };
    spec.editable = [this](std::size_t row, std::size_t column) { return editable(row, column); };
    spec.draw = [this](const TableCell& cell) { draw_cell(cell); };
    spec.sums = sums_;
    const TableOutcome outcome = table(ui_, spec, state_);
    const ImVec2 to = ImGui::GetItemRectMax();
    outline(ui_.look, {at, {at.x + width_left(), to.y}}, ui_.colour().line);
    space(ui_, 4);
    ask_history(sheet_.frame, outcome.request);
    if (outcome.entered)
      sheet_.frame.ask(
          app::SetField{cell_path(outcome.entered->row, outcome.entered->column).text(), outcome.entered->text});
    if (outcome.pasted) paste(*outcome.pasted);
  }

  // The column as the command counts it: computed ones are not pasted into.
  [[nodiscard]] std::size_t pasted_column(std::size_t column) const {
    std::size_t count = 0;
    for (std::size_t i = 0; i < column; ++i)
      if (!field(i).computed()) ++count;
    return count;
  }

  void paste(const std::string& cells) {
    const Shape shape = shape_of(cells);
    const std::size_t column = pasted_column(state_.column);
    const std::size_t room = pasted_column(columns_.size()) - column;
    const bool fits = shape.columns <= room && state_.row + shape.rows <= place_.rows.size();
    if (fits)
      sheet_.frame.ask(app::PasteCells{place_.text, state_.row, column, cells});
    else if (shape.rows > 0)
      sheet_.memory.pasting = FormMemory::Pasting{place_.text, cells, state_.row, column, shape.rows, shape.columns};
  }

  void ask_about_paste() {
    FormMemory::Pasting& pasting = *sheet_.memory.pasting;
    const std::size_t room = pasted_column(columns_.size()) - std::min(pasting.column, pasted_column(columns_.size()));
    const std::size_t below = place_.rows.size() - std::min(pasting.row, place_.rows.size());
    const std::string sentence = paste_sentence(pasting, below, room);
    const std::string yes = text::label("table.paste", "###paste/" + place_.text + "/yes");
    const std::string no = text::label("table.paste_no", "###paste/" + place_.text + "/no");
    const float buttons =
        button_width(ui_, Rank::Quiet, yes) + button_width(ui_, Rank::Bare, no) + ImGui::GetStyle().ItemSpacing.x;
    const StripPlace strip = begin_strip(ui_, Level::Warn, sentence, buttons);
    const bool agreed = button(ui_, Rank::Quiet, yes);
    ImGui::SameLine();
    const bool declined = button(ui_, Rank::Bare, no);
    end_strip(strip);
    if (agreed) sheet_.frame.ask(app::PasteCells{place_.text, pasting.row, pasting.column, pasting.cells});
    if (agreed || declined) sheet_.memory.pasting.reset();
  }

  void draw_tools() {
    const bool any = state_.row < place_.rows.size();
    const std::string row = any ? place_.row_path(place_.rows[state_.row]).text() : std::string();
    if (any && sheet_.memory.removing == row) {
      const Box box = take_room({width_left(), ui_.px(kControlHeight)});
      const std::string question = text::say("table.nth_row_question", {state_.row + 1});
      if (ask_removal(sheet_, row, question, box)) sheet_.frame.ask(app::RemoveRow{row});
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
    sheet_.frame.ask(app::MoveRow{row, by});
    state_.row = by < 0 ? state_.row - 1 : state_.row + 1;
  }

  void draw_row_editor() {
    const report::Row& row = place_.rows[state_.row];
    const std::string row_text = place_.row_path(row).text();
    removed_strip(sheet_, row, row_text);
    std::vector<Asked> asked;
    std::vector<std::string> others;
    for (std::size_t column = 0; column < columns_.size(); ++column) {
      form::Path at = cell_path(state_.row, column);
      const bool clash = sheet_.clashes(at.text()).has_value();
      if (wants_room(field(column)) || clash)
        asked.push_back({&field(column), std::move(at), Label::Above, LockWords::Here});
      else
        others.push_back(at.text());
    }
    for (const std::string& place : others) findings_under(sheet_, place, width_left());
    if (asked.empty()) return;
    std::ranges::stable_partition(asked, [](const Asked& one) { return one.field->kind != form::Kind::Text; });
    space(ui_, 4);
    text_line(ui_, Type::Small, ui_.colour().quiet, text::say("table.nth_row", {state_.row + 1}));
    field_grid(sheet_, asked);
  }

  Sheet& sheet_;
  Ui& ui_;
  const GroupPlace& place_;
  const std::string id_;
  TableState& state_;
  std::vector<TableColumn> columns_;
  std::vector<std::string> sums_;
};

}  // namespace

void table_of_rows(Sheet& sheet, const GroupPlace& place) { FormTable(sheet, place).draw(); }

}  // namespace ziping::view
