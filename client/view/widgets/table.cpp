#include "client/view/widgets/table.h"

#include <imgui_internal.h>

#include <algorithm>
#include <utility>

#include "client/view/widgets/calendar.h"
#include "client/view/widgets/option_list.h"
#include "client/view/widgets/table_header.h"
#include "client/view/widgets/table_layout.h"
#include "client/view/widgets/table_rows.h"
#include "client/view/widgets/utf32.h"

namespace ziping::view {
namespace {

constexpr float kArrow = 28;

struct Body {
  ImGuiID id = 0;
  Box box = {};
  ColumnEdges edges = {};
  float top = 0;  // of the first row, with the scrolling
  float row_height = 0;
  bool focused = false;
  bool row_gone = false;  // the current one, since the table was last drawn

  [[nodiscard]] Box cell(std::size_t row, std::size_t column) const {
    return edges.cell(column, top + static_cast<float>(row) * row_height, row_height);
  }
};

// The body is one item for the keyboard; cells tell the test hooks where they are.
void report_cell(const TableSpec& spec, std::size_t row, std::size_t column, Box box, const std::string& text,
                 std::string_view part = {}) {
  ImGuiContext& g = *GImGui;
  if (!g.TestEngineHookItems) return;
  std::string id = std::string(spec.id) + "/" + std::to_string(row) + "/" + std::to_string(column);
  id += part;
  const ImGuiID hash = g.CurrentWindow->GetID(id.c_str());
  const std::string label = text + id;
  IMGUI_TEST_ENGINE_ITEM_ADD(hash, ImRect(box.min, box.max), nullptr);
  IMGUI_TEST_ENGINE_ITEM_INFO(hash, label.c_str(), 0);
}

bool chooses(const TableSpec& spec, std::size_t column) { return spec.options && spec.chooses && spec.chooses(column); }
bool is_date(const TableSpec& spec, std::size_t column) { return spec.dates && spec.dates(column); }

// Of a cell that has something to open.
bool has_arrow(const TableSpec& spec, std::size_t row, std::size_t column) {
  return (chooses(spec, column) || is_date(spec, column)) && spec.editable &&
         spec.editable(row, column) == Editable::Yes;
}

Box arrow_of(const Ui& ui, Box cell) { return {{cell.max.x - ui.px(kArrow), cell.min.y}, cell.max}; }

void draw_table_cell(Ui& ui, const TableSpec& spec, const TableState& state, const Body& body, CellAt at) {
  const auto [row, column] = at;
  const bool current = row == state.row;
  const Box box = body.cell(row, column);
  TableCell cell{row, column, box.inset(ui.px(kCellPadding)), box};
  if (has_arrow(spec, row, column)) {
    const Box arrow = arrow_of(ui, box);
    const bool month = is_date(spec, column);
    draw_mark(ui.look, arrow.centre(), ui.px(month ? 14 : 11), month ? Mark::Calendar : Mark::Down,
              current ? ui.colour().quiet : ui.colour().faint);
    report_cell(spec, row, column, arrow, {}, "/arrow");
    cell.box.max.x = arrow.min.x;
  }
  const std::string text = spec.text ? spec.text(row, column) : std::string();
  report_cell(spec, row, column, box, text);
  const bool shows_block = spec.cursor == Cursor::Cell && state.anchor && !state.editing;
  if (shows_block && block_of(state).holds(row, column)) fill(ui.look, box, ui.colour().accent_soft);
  if (current && column == state.column && state.editing) return;
  const bool drawn_by_caller = spec.draw && (!spec.draws || spec.draws(column));
  drawn_by_caller ? spec.draw(cell)
                  : draw_text_in(ui.look, cell.box, Type::Body, ui.colour().text, text, spec.columns[column].align);
}

void draw_row(Ui& ui, const TableSpec& spec, const TableState& state, const Body& body, std::size_t row, bool hovered) {
  const Box whole{body.cell(row, 0).min, body.cell(row, spec.columns.size() - 1).max};
  if (spec.cursor == Cursor::Row && row == state.row && body.focused)
    fill(ui.look, whole, ui.colour().accent_soft);
  else if (hovered)
    fill(ui.look, whole, faded(ui.colour().accent_soft, 128));
  horizontal_line(ui.look, whole.min.x, whole.max.x, whole.max.y - 1, ui.colour().line);
  draw_table_cell(ui, spec, state, body, {row, 0});
  const BesideFirst beside(body.edges, 1);
  for (std::size_t column = 1; column < spec.columns.size(); ++column)
    draw_table_cell(ui, spec, state, body, {row, column});
}

bool is_editable(const TableSpec& spec, const TableState& state) {
  return spec.editable && state.row < spec.rows && spec.editable(state.row, state.column) == Editable::Yes;
}

std::string stored_text(const TableSpec& spec, const TableState& state) {
  if (spec.stored) return spec.stored(state.row, state.column);
  return spec.text ? spec.text(state.row, state.column) : std::string();
}

void step(const TableSpec& spec, TableState& state, std::ptrdiff_t rows, std::ptrdiff_t columns) {
  const auto clamped = [](std::size_t at, std::ptrdiff_t by, std::size_t count) {
    const auto last = static_cast<std::ptrdiff_t>(count) - 1;
    return static_cast<std::size_t>(
        std::clamp(static_cast<std::ptrdiff_t>(at) + by, std::ptrdiff_t{0}, std::max(last, std::ptrdiff_t{0})));
  };
  state.row = clamped(state.row, rows, spec.rows);
  if (columns != 0 && spec.cursor == Cursor::Cell) {
    const auto past = static_cast<std::ptrdiff_t>(state.column) + columns;
    const bool wraps = past < 0 || past >= static_cast<std::ptrdiff_t>(spec.columns.size());
    const bool has_next = columns > 0 ? state.row + 1 < spec.rows : state.row > 0;
    if (wraps && has_next) {
      state.row = clamped(state.row, columns > 0 ? 1 : -1, spec.rows);
      state.column = columns > 0 ? 0 : spec.columns.size() - 1;
    } else {
      state.column = clamped(state.column, columns, spec.columns.size());
    }
  }
  state.show_current = true;
}

std::string month_id(const TableSpec& spec) { return std::string(spec.id) + "/month"; }

void open_month(Ui& ui, const TableSpec& spec, TableState& state) {
  state.anchor.reset();
  state.note.clear();
  const auto there = base::Date::parse_stored(stored_text(spec, state));
  open_calendar(ui, month_id(spec), there ? *there : spec.today);
}

std::string options_id(const TableSpec& spec) { return std::string(spec.id) + "/options"; }

void start_editing(Ui& ui, const TableSpec& spec, TableState& state, std::optional<std::string> typed) {
  state.anchor.reset();
  state.note.clear();
  const CellOptions options = spec.options ? spec.options(state.row, state.column) : CellOptions();
  if (!options.words.empty())
    return open_options(ui, options_id(spec), options.words, options.current, typed.value_or(std::string()));
  state.begun = state.told = stored_text(spec, state);
  state.editing = typed ? std::move(*typed) : state.begun;
  if (state.column > 0) state.show_current = true;  // the first column may be over it
  activate(ui, ImGui::GetID((std::string(spec.id) + "/edit").c_str()));
}

// The keys that a table owns while it has the keyboard and edits no cell.
class TableKeys {
 public:
  explicit TableKeys(ImGuiID id) : id_(id) {}
  [[nodiscard]] bool pressed(ImGuiKey key) const {
    ImGui::SetKeyOwner(key, id_);
    return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, id_);
  }
  [[nodiscard]] bool chord(ImGuiKeyChord chord) const { return ImGui::Shortcut(chord, 0, id_); }

 private:
  ImGuiID id_;
};

bool enter_pressed() {
  return !ImGui::GetIO().KeyCtrl && (ImGui::IsKeyPressed(ImGuiKey_Enter) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter));
}

void move_by_keys(const TableSpec& spec, TableState& state, const Body& body, const TableKeys& keys) {
  const auto page = static_cast<std::ptrdiff_t>(std::max(body.box.height() / body.row_height - 1, 1.0f));
  const bool cells = spec.cursor == Cursor::Cell, alt = ImGui::GetIO().KeyAlt, ctrl = ImGui::GetIO().KeyCtrl;
  const TableState before = state;
  if (keys.pressed(ImGuiKey_UpArrow) && !alt) step(spec, state, -1, 0);
  if (keys.pressed(ImGuiKey_DownArrow) && !alt) step(spec, state, 1, 0);
  if (keys.pressed(ImGuiKey_PageUp)) step(spec, state, -page, 0);
  if (keys.pressed(ImGuiKey_PageDown)) step(spec, state, page, 0);
  const bool home = keys.pressed(ImGuiKey_Home), end = keys.pressed(ImGuiKey_End);
  if (home && cells) state.column = 0;
  if (end && cells) state.column = spec.columns.size() - 1;
  if (home && (ctrl || !cells)) step(spec, state, -static_cast<std::ptrdiff_t>(state.row), 0);
  if (end && (ctrl || !cells)) step(spec, state, static_cast<std::ptrdiff_t>(spec.rows), 0);
  if (!cells) return;
  if (keys.pressed(ImGuiKey_LeftArrow) && !alt && state.column > 0) --state.column;
  if (keys.pressed(ImGuiKey_RightArrow) && !alt && state.column + 1 < spec.columns.size()) ++state.column;
  if (state.column != before.column) state.show_current = true;
  const bool moved = state.row != before.row || state.column != before.column;
  if (moved && !ImGui::GetIO().KeyShift) state.anchor.reset();
  if (moved && ImGui::GetIO().KeyShift && !state.anchor) state.anchor = CellAt{before.row, before.column};
}

// As spreadsheets copy it: what holds a tab, a line end or a quotation mark stands in quotation marks.
std::string copied_cell(std::string text) {
  if (text.find_first_of("\t\n\"") == text.npos) return text;
  for (std::size_t at = 0; (at = text.find('"', at)) != text.npos; at += 2) text.insert(at, 1, '"');
  return "\"" + text + "\"";
}

std::string copied(const TableSpec& spec, const TableState& state) {
  const CellBlock block = block_of(state);
  if (!state.anchor) return stored_text(spec, state);
  std::string out;
  TableState at;
  for (at.row = block.row; at.row < block.row + block.rows; ++at.row) {
    for (at.column = block.column; at.column < block.column + block.columns; ++at.column)
      out += (at.column > block.column ? "\t" : "") + copied_cell(stored_text(spec, at));
    out += '\n';
  }
  return out;
}

void clear_chosen(const TableSpec& spec, TableState& state, TableOutcome& outcome) {
  state.note.clear();
  if (state.anchor)
    outcome.cleared = block_of(state);
  else if (is_editable(spec, state))
    outcome.entered = TableOutcome::Entry{state.row, state.column, {}};
}

// A block, the clipboard, and rows.
void handle_chords(const TableSpec& spec, TableState& state, const TableKeys& keys, TableOutcome& outcome) {
  if (keys.chord(ImGuiMod_Ctrl | ImGuiKey_A)) {
    state.anchor = CellAt{0, 0};
    state.row = spec.rows - 1;
    state.column = spec.columns.size() - 1;
  }
  const bool cut = keys.chord(ImGuiMod_Ctrl | ImGuiKey_X);
  if (cut || keys.chord(ImGuiMod_Ctrl | ImGuiKey_C)) ImGui::SetClipboardText(copied(spec, state).c_str());
  const bool erases = keys.pressed(ImGuiKey_Delete) || keys.pressed(ImGuiKey_Backspace);
  if (cut || erases) clear_chosen(spec, state, outcome);
  if (keys.chord(ImGuiMod_Ctrl | ImGuiKey_V)) {
    state.note.clear();
    if (const char* text = ImGui::GetClipboardText()) outcome.pasted = text;
  }
  if (keys.chord(ImGuiMod_Ctrl | ImGuiKey_Z)) outcome.request = Request::Undo;
  if (keys.chord(ImGuiMod_Ctrl | ImGuiKey_Y)) outcome.request = Request::Redo;
  for (const ImGuiKeyChord plus : {ImGuiMod_Ctrl | ImGuiKey_Equal, ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Equal,
                                   ImGuiMod_Ctrl | ImGuiKey_KeypadAdd})
    if (keys.chord(plus)) outcome.row_after = state.row;
  for (const ImGuiKeyChord minus : {ImGuiMod_Ctrl | ImGuiKey_Minus, ImGuiMod_Ctrl | ImGuiKey_KeypadSubtract})
    if (keys.chord(minus)) outcome.row_out = state.row;
  const ImGuiIO& io = ImGui::GetIO();
  const bool moves = io.KeyAlt && io.KeyShift && !io.KeyCtrl;  // as in a word processor
  if (moves && state.row > 0 && keys.pressed(ImGuiKey_UpArrow)) outcome.row_up = state.row;
  if (moves && state.row + 1 < spec.rows && keys.pressed(ImGuiKey_DownArrow)) outcome.row_down = state.row;
}

void handle_table_keys(Ui& ui, const TableSpec& spec, TableState& state, const Body& body, TableOutcome& outcome) {
  ImGuiIO& io = ImGui::GetIO();
  const TableKeys keys(body.id);
  move_by_keys(spec, state, body, keys);
  const bool enter = enter_pressed();
  if (spec.cursor == Cursor::Row) {
    if (enter && spec.rows > 0) outcome.opened = state.row;
    return;
  }
  const bool at_edge = io.KeyShift ? state.row == 0 && state.column == 0
                                   : state.row + 1 >= spec.rows && state.column + 1 == spec.columns.size();
  const bool tab = !at_edge && keys.pressed(ImGuiKey_Tab);
  if (enter || tab) state.anchor.reset();
  if (enter) step(spec, state, io.KeyShift ? -1 : 1, 0);
  if (tab) step(spec, state, 0, io.KeyShift ? -1 : 1);
  handle_chords(spec, state, keys, outcome);
  outcome.left = keys.chord(ImGuiKey_Escape);
  const bool editable = is_editable(spec, state);
  const bool drops_down =
      io.KeyAlt && !io.KeyShift && has_arrow(spec, state.row, state.column) && keys.pressed(ImGuiKey_DownArrow);
  if (drops_down && is_date(spec, state.column)) return open_month(ui, spec, state);
  if ((keys.pressed(ImGuiKey_F2) || drops_down) && editable) start_editing(ui, spec, state, std::nullopt);
  GImGui->WantTextInputNextFrame = 1;
  // Where the input method puts its candidates: what it gives is typed into this cell.
  const Box cell = body.cell(state.row, state.column);
  if (editable) {
    ImGuiPlatformImeData& ime = GImGui->PlatformImeData;
    ime.WantVisible = ime.WantTextInput = true;
    ime.InputPos = {cell.min.x + ui.px(kCellPadding), cell.max.y};
    ime.InputLineHeight = cell.height();
    ime.ViewportId = ImGui::GetCurrentWindow()->Viewport->ID;
  }
  if (editable && !(io.KeyCtrl && !io.KeyAlt)) {
    std::u32string typed;
    for (const ImWchar c : io.InputQueueCharacters)
      if (c >= 32 && c != 127) typed += static_cast<char32_t>(c);
    if (!typed.empty()) start_editing(ui, spec, state, to_utf8(typed));
  }
  io.InputQueueCharacters.resize(0);
}

// The list of the current cell, when it is open.
void choose_in_cell(Ui& ui, const TableSpec& spec, TableState& state, const Body& body, TableOutcome& outcome) {
  const std::string popup = options_id(spec);
  if (!spec.options || ui.scratch.list.id != ImGui::GetID(popup.c_str())) return;
  const CellOptions options = spec.options(state.row, state.column);
  const OptionOutcome chosen =
      option_list(ui, popup, body.cell(state.row, state.column), options.words, options.current);
  if (!chosen.closed) return;
  if (chosen.chosen && *chosen.chosen != options.current)
    outcome.chosen = TableOutcome::Choice{state.row, state.column, *chosen.chosen};
  ImGui::SetFocusID(body.id, ImGui::GetCurrentWindow());
  ImGui::FocusWindow(ImGui::GetCurrentWindow());
  if (chosen.by_tab) step(spec, state, 0, 1);
}

// The month of the current cell, when it is open.
void choose_day(Ui& ui, const TableSpec& spec, TableState& state, const Body& body, TableOutcome& outcome) {
  if (!is_date(spec, state.column)) return;
  const CalendarOutcome day = calendar(ui, month_id(spec), body.cell(state.row, state.column), spec.today);
  if (!day.closed) return;
  if (day.taken && day.taken->stored() != stored_text(spec, state))
    outcome.entered = TableOutcome::Entry{state.row, state.column, day.taken->stored()};
  ImGui::SetFocusID(body.id, ImGui::GetCurrentWindow());
  ImGui::FocusWindow(ImGui::GetCurrentWindow());
}

// What was being typed, into the cell it was typed in: the ring must not have moved on yet.
void enter_typed(const TableSpec& spec, TableState& state, TableOutcome& outcome) {
  if (*state.editing != stored_text(spec, state))
    outcome.entered = TableOutcome::Entry{state.row, state.column, *state.editing};
  state.editing.reset();
}

// The field that is being typed in gives up the keyboard.
void leave_field(Ui& ui) {
  if (ui.scratch.active && GImGui->ActiveId == ui.scratch.active->id) ImGui::ClearActiveID();
}

void edit_cell(Ui& ui, const TableSpec& spec, TableState& state, const Body& body, TableOutcome& outcome) {
  const std::string label = std::string(spec.id) + "/edit";
  const Box box = body.cell(state.row, state.column);
  const bool fresh = ui.scratch.wanted != 0;
  fill(ui.look, box, ui.colour().surface);
  const EditSpec edit{
      .label = label, .text = *state.editing, .align = spec.columns[state.column].align, .tab_key = TabKey::Reported};
  const EditOutcome typed = edit_box(ui, edit, box, box.inset(ui.px(kCellPadding)));
  if (fresh && typed.entered && ui.scratch.active && *state.editing != stored_text(spec, state))
    ui.scratch.active->edit.drop_selection();  // what was typed on the ring goes on, it is not typed over
  focus_ring(ui.look, box, 0);
  if (typed.changed()) state.editing = typed.text;
  if (!typed.note.empty()) state.note = typed.note;
  outcome.request = typed.request;
  const auto& active = ui.scratch.active;
  const bool typing = (active && active->id == typed.item.id) || ui.scratch.wanted == typed.item.id;
  if (typed.left == Leaving::Stayed && typing && typed.request == Request::None) {
    if (*state.editing != state.told)
      outcome.typed = TableOutcome::Entry{state.row, state.column, state.told = *state.editing};
    return;
  }
  if (typed.left == Leaving::Escape) {
    if (state.told != state.begun) outcome.typed = TableOutcome::Entry{state.row, state.column, state.begun};
    state.editing.reset();
  } else {
    enter_typed(spec, state, outcome);
  }
  // What is asked to be taken back is what the cell was told of: it shows that, and is typed into no more.
  if (typed.request != Request::None) {
    leave_field(ui);
    ui.scratch.active.reset();
    ImGui::SetFocusID(body.id, ImGui::GetCurrentWindow());
    return;
  }
  // A field that is drawn before the table has taken the keyboard already: it stays there.
  if (typed.left == Leaving::Stayed || typed.left == Leaving::Elsewhere) return;
  ImGui::SetFocusID(body.id, ImGui::GetCurrentWindow());
  if (typed.left == Leaving::Enter) step(spec, state, 1, 0);
  if (typed.left == Leaving::ShiftEnter) step(spec, state, -1, 0);
  if (typed.left == Leaving::Tab) step(spec, state, 0, 1);
  if (typed.left == Leaving::ShiftTab) step(spec, state, 0, -1);
}

void handle_table_mouse(Ui& ui, const TableSpec& spec, TableState& state, const Body& body, std::size_t row,
                        TableOutcome& outcome) {
  if (!ImGui::IsMouseClicked(ImGuiMouseButton_Left) || row >= spec.rows) return;
  const std::size_t column = body.edges.column_at(ImGui::GetMousePos().x);
  if (state.editing) {
    enter_typed(spec, state, outcome);
    leave_field(ui);
    ui.scratch.active.reset();
  }
  if (!ImGui::GetIO().KeyShift)
    state.anchor.reset();
  else if (!state.anchor)
    state.anchor = CellAt{state.row, state.column};
  state.dragging = spec.cursor == Cursor::Cell;
  state.row = row;
  state.column = column;
  outcome.pressed = row;
  ImGui::SetFocusID(body.id, ImGui::GetCurrentWindow());
  ImGui::FocusWindow(ImGui::GetCurrentWindow());
  const bool on_arrow =
      has_arrow(spec, row, column) && ImGui::GetMousePos().x >= arrow_of(ui, body.cell(row, column)).min.x;
  if (on_arrow && is_date(spec, column)) return open_month(ui, spec, state);
  if (on_arrow) return start_editing(ui, spec, state, std::nullopt);
  if (!ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) return;
  if (spec.cursor == Cursor::Row) outcome.opened = row;
  if (spec.cursor == Cursor::Cell && is_editable(spec, state)) start_editing(ui, spec, state, std::nullopt);
}

// The block that the mouse draws out while it is held.
void drag_block(const TableSpec& spec, TableState& state, const Body& body, std::size_t row) {
  state.dragging = state.dragging && ImGui::IsMouseDown(ImGuiMouseButton_Left) && !state.editing;
  if (!state.dragging || row >= spec.rows) return;
  const std::size_t column = body.edges.column_at(ImGui::GetMousePos().x);
  if (row == state.row && column == state.column) return;
  if (!state.anchor) state.anchor = CellAt{state.row, state.column};
  state.row = row;
  state.column = column;
}

// What hung on a row that is gone.
void close_lists(Ui& ui, const TableSpec& spec) {
  const ImGuiID open = ui.scratch.list.id;
  if (open == ImGui::GetID(options_id(spec).c_str()) || open == ImGui::GetID(month_id(spec).c_str()))
    ui.scratch.list = {};
}

// The ring around the current cell, or what is being typed into it.
void draw_current(Ui& ui, const TableSpec& spec, TableState& state, const Body& body, TableOutcome& outcome) {
  const BesideFirst beside(body.edges, state.column);
  if (state.editing)
    edit_cell(ui, spec, state, body, outcome);
  else if (spec.cursor == Cursor::Cell && body.focused)
    focus_ring(ui.look, body.cell(state.row, state.column), 0);
}

void draw_body(Ui& ui, const TableSpec& spec, TableState& state, Body& body, TableOutcome& outcome) {
  ImGuiContext& g = *GImGui;
  ImGuiWindow* window = g.CurrentWindow;
  body.id = window->GetID("body");
  body.box = {window->InnerClipRect.Min, window->InnerClipRect.Max};
  body.top = ImGui::GetCursorScreenPos().y;
  const float rows_height = static_cast<float>(spec.rows) * body.row_height;
  const ImRect area({body.edges.left.front(), body.top},
                    {body.edges.left.back(), body.top + std::max(rows_height, 1.0f)});
  ImGui::Dummy({1, rows_height});
  if (body.row_gone) close_lists(ui, spec);
  if (spec.rows == 0) return;
  ImGui::ItemAdd(area, body.id);
  if (state.take_keyboard) {
    leave_field(ui);
    ImGui::SetFocusID(body.id, window);
    ImGui::FocusWindow(window);
    g.NavInitRequest = false;  // of a window that has just appeared, which would take the first item it has
    g.NavInitResult.Clear();
    state.take_keyboard = false;
  }
  body.focused = g.NavId == body.id && g.NavWindow == window;
  const ImVec2 mouse = ImGui::GetMousePos();
  const Box current = body.cell(state.row, state.column);
  const bool over_editing = state.editing && ImRect(current.min, current.max).Contains(mouse) &&
                            body.edges.column_at(mouse.x) == state.column;
  const bool hovered = !over_editing && ImGui::ItemHoverable(area, body.id, 0);
  const float down = std::max((mouse.y - body.top) / body.row_height, 0.0f);
  const auto under = hovered ? static_cast<std::size_t>(down) : spec.rows;
  if (hovered) handle_table_mouse(ui, spec, state, body, under, outcome);
  drag_block(spec, state, body, under);
  if (body.focused && !state.editing && g.ActiveId == 0) handle_table_keys(ui, spec, state, body, outcome);

  const float seen_from = std::max((body.box.min.y - body.top) / body.row_height, 0.0f);
  const float seen_to = std::max((body.box.max.y - body.top) / body.row_height + 1, 0.0f);
  const auto last = std::min(spec.rows, static_cast<std::size_t>(seen_to));
  for (auto row = static_cast<std::size_t>(seen_from); row < last; ++row)
    draw_row(ui, spec, state, body, row, row == under);
  draw_edge(ui, body.edges, body.box.min.y, body.box.max.y);
  if (state.opens_options && body.focused && is_editable(spec, state)) {
    state.opens_options = false;
    state.show_current = true;
    if (is_date(spec, state.column))
      open_month(ui, spec, state);
    else
      start_editing(ui, spec, state, std::nullopt);
  }
  choose_in_cell(ui, spec, state, body, outcome);
  choose_day(ui, spec, state, body, outcome);
  draw_current(ui, spec, state, body, outcome);
  if (state.show_current) {
    // A cell of the column that stays belongs to the beginning of its row.
    const Box box = body.cell(state.row, state.column);
    ImGui::ScrollToRect(window,
                        {body.edges.left[state.column], box.min.y, body.edges.left[state.column + 1], box.max.y},
                        ImGuiScrollFlags_KeepVisibleEdgeY);
    state.show_current = false;
  }
}

}  // namespace

CellBlock block_of(const TableState& state) {
  const CellAt other = state.anchor.value_or(CellAt{state.row, state.column});
  const auto [top, bottom] = std::minmax(other.row, state.row);
  const auto [left, right] = std::minmax(other.column, state.column);
  return {top, left, bottom - top + 1, right - left + 1};
}

TableOutcome table(Ui& ui, const TableSpec& spec, TableState& state) {
  TableOutcome outcome;
  const bool row_gone = follow_rows(ui, spec, state, outcome);
  state.row = std::min(state.row, spec.rows > 0 ? spec.rows - 1 : 0);
  state.column = std::min(state.column, spec.columns.size() - 1);
  if (state.anchor && (state.anchor->row >= spec.rows || state.anchor->column >= spec.columns.size()))
    state.anchor.reset();
  const float row_height = ui.px(kTableRowHeight);
  const float sums_height = spec.sums.empty() ? 0 : row_height;
  const float rows_height = static_cast<float>(spec.rows) * row_height;
  const float needed = width_needed(ui.look, spec.columns);
  const float available = width_left();
  const float bar = needed > available ? ImGui::GetStyle().ScrollbarSize : 0;
  const float height = spec.height > 0 ? spec.height : row_height + rows_height + sums_height + bar;
  const bool scrolls = height - row_height - sums_height - bar < rows_height - 1;
  const float width = std::max(needed, available);
  const std::string name(spec.id);

  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.colour().surface);
  ImGui::SetNextWindowContentSize({width, 0});
  const ImGuiWindowFlags sideways = bar > 0 ? ImGuiWindowFlags_HorizontalScrollbar : ImGuiWindowFlags_NoScrollbar;
  if (ImGui::BeginChild(name.c_str(), {available, height}, ImGuiChildFlags_NavFlattened,
                        sideways | ImGuiWindowFlags_NoScrollWithMouse)) {
    const ImVec2 at = ImGui::GetCursorScreenPos();
    const float inner = width - (scrolls ? ImGui::GetStyle().ScrollbarSize : 0);
    Body body{
        .edges = column_edges(ui.look, spec.columns, at.x, inner), .row_height = row_height, .row_gone = row_gone};
    if (bar > 0) hold_first_column(body.edges);
    outcome.sorted = draw_header(ui, spec, body.edges, at.x + width, at.y, row_height);
    const float body_height = std::min(height - row_height - sums_height - bar, std::max(rows_height, 1.0f));
    ImGui::SetCursorScreenPos({at.x, at.y + row_height});
    if (ImGui::BeginChild("rows", {width, body_height}, ImGuiChildFlags_NavFlattened,
                          scrolls ? 0 : ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoScrollbar))
      draw_body(ui, spec, state, body, outcome);
    ImGui::EndChild();
    if (!spec.sums.empty()) draw_sums(ui, spec, body.edges, at.y + row_height + body_height, sums_height);
    draw_edge(ui, body.edges, at.y, at.y + row_height + body_height + sums_height);
  }
  ImGui::EndChild();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  remember_rows(spec, state);
  return outcome;
}

}  // namespace ziping::view
