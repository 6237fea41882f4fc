#include "client/view/widgets/table.h"

#include <imgui_internal.h>

#include <algorithm>

#include "client/view/widgets/table_layout.h"
#include "client/view/widgets/utf32.h"

namespace ziping::view {
namespace {

constexpr float kCellPadding = 8;

struct Body {
  ImGuiID id = 0;
  Box box = {};
  ColumnEdges edges = {};
  float top = 0;  // of the first row, with the scrolling
  float row_height = 0;
  bool focused = false;

  [[nodiscard]] Box cell(std::size_t row, std::size_t column) const {
    return edges.cell(column, top + static_cast<float>(row) * row_height, row_height);
  }
};

void draw_header(Ui& ui, const TableSpec& spec, const ColumnEdges& edges, float right, float top, float height) {
  fill(ui.look, {{edges.left.front(), top}, {right, top + height}}, ui.colour().ground);
  for (std::size_t i = 0; i < spec.columns.size(); ++i)
    draw_text_in(ui.look, edges.cell(i, top, height).inset(ui.px(kCellPadding)), Type::Small, ui.colour().quiet,
                 spec.columns[i].title, spec.columns[i].align);
  horizontal_line(ui.look, edges.left.front(), right, top + height - 1, ui.colour().line_strong);
}

void draw_sums(Ui& ui, const TableSpec& spec, const ColumnEdges& edges, float top, float height) {
  horizontal_line(ui.look, edges.left.front(), edges.left.back(), top, ui.colour().line_strong);
  for (std::size_t i = 0; i < spec.sums.size() && i < spec.columns.size(); ++i)
    draw_text_in(ui.look, edges.cell(i, top, height).inset(ui.px(kCellPadding)), Type::Strong, ui.colour().text,
                 spec.sums[i], spec.columns[i].align);
}

// The body is one item for the keyboard; cells tell the test hooks where they are.
void report_cell(const TableSpec& spec, std::size_t row, std::size_t column, Box box, const std::string& text) {
  ImGuiContext& g = *GImGui;
  if (!g.TestEngineHookItems) return;
  const std::string id = std::string(spec.id) + "/" + std::to_string(row) + "/" + std::to_string(column);
  const ImGuiID hash = g.CurrentWindow->GetID(id.c_str());
  const std::string label = text + id;
  IMGUI_TEST_ENGINE_ITEM_ADD(hash, ImRect(box.min, box.max), nullptr);
  IMGUI_TEST_ENGINE_ITEM_INFO(hash, label.c_str(), 0);
}

void draw_row(Ui& ui, const TableSpec& spec, const TableState& state, const Body& body, std::size_t row, bool hovered) {
  const Box whole{body.cell(row, 0).min, body.cell(row, spec.columns.size() - 1).max};
  const bool current = row == state.row;
  if (spec.cursor == Cursor::Row && current && body.focused)
    fill(ui.look, whole, ui.colour().accent_soft);
  else if (hovered)
    fill(ui.look, whole, faded(ui.colour().accent_soft, 128));
  horizontal_line(ui.look, whole.min.x, whole.max.x, whole.max.y - 1, ui.colour().line);
  for (std::size_t column = 0; column < spec.columns.size(); ++column) {
    const Box box = body.cell(row, column);
    const TableCell cell{row, column, box.inset(ui.px(kCellPadding))};
    const std::string text = spec.text ? spec.text(row, column) : std::string();
    report_cell(spec, row, column, box, text);
    if (current && column == state.column && state.editing) continue;
    const bool drawn_by_caller = spec.draw && (!spec.draws || spec.draws(column));
    drawn_by_caller ? spec.draw(cell)
                    : draw_text_in(ui.look, cell.box, Type::Body, ui.colour().text, text, spec.columns[column].align);
  }
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

void start_editing(Ui& ui, const TableSpec& spec, TableState& state, std::optional<std::string> typed) {
  state.editing = typed ? std::move(*typed) : stored_text(spec, state);
  activate(ui, ImGui::GetID((std::string(spec.id) + "/edit").c_str()));
}

// The keys of a table that has the keyboard and edits no cell.
void handle_table_keys(Ui& ui, const TableSpec& spec, TableState& state, const Body& body, TableOutcome& outcome) {
  ImGuiIO& io = ImGui::GetIO();
  const auto pressed = [&](ImGuiKey key) {
    ImGui::SetKeyOwner(key, body.id);
    return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, body.id);
  };
  const auto page = static_cast<std::ptrdiff_t>(std::max(body.box.height() / body.row_height - 1, 1.0f));
  const bool cells = spec.cursor == Cursor::Cell;
  if (pressed(ImGuiKey_UpArrow)) step(spec, state, -1, 0);
  if (pressed(ImGuiKey_DownArrow)) step(spec, state, 1, 0);
  if (pressed(ImGuiKey_PageUp)) step(spec, state, -page, 0);
  if (pressed(ImGuiKey_PageDown)) step(spec, state, page, 0);
  if (pressed(ImGuiKey_Home))
    cells ? void(state.column = 0) : step(spec, state, -static_cast<std::ptrdiff_t>(state.row), 0);
  if (pressed(ImGuiKey_End))
    cells ? void(state.column = spec.columns.size() - 1) : step(spec, state, static_cast<std::ptrdiff_t>(spec.rows), 0);
  const bool enter = !io.KeyCtrl && (ImGui::IsKeyPressed(ImGuiKey_Enter) || ImGui::IsKeyPressed(ImGuiKey_KeypadEnter));
  if (!cells) {
    if (enter && spec.rows > 0) outcome.opened = state.row;
    return;
  }
  const std::size_t column_before = state.column;
  if (pressed(ImGuiKey_LeftArrow) && state.column > 0) --state.column;
  if (pressed(ImGuiKey_RightArrow) && state.column + 1 < spec.columns.size()) ++state.column;
  if (state.column != column_before) state.show_current = true;
  if (enter) step(spec, state, io.KeyShift ? -1 : 1, 0);
  const bool at_edge = io.KeyShift ? state.row == 0 && state.column == 0
                                   : state.row + 1 >= spec.rows && state.column + 1 == spec.columns.size();
  if (!at_edge && pressed(ImGuiKey_Tab)) step(spec, state, 0, io.KeyShift ? -1 : 1);
  const bool editable = is_editable(spec, state);
  if (pressed(ImGuiKey_F2) && editable) start_editing(ui, spec, state, std::nullopt);
  if ((pressed(ImGuiKey_Delete) || pressed(ImGuiKey_Backspace)) && editable)
    outcome.entered = TableOutcome::Entry{state.row, state.column, {}};
  if (ImGui::Shortcut(ImGuiMod_Ctrl | ImGuiKey_C, 0, body.id))
    ImGui::SetClipboardText(stored_text(spec, state).c_str());
  if (ImGui::Shortcut(ImGuiMod_Ctrl | ImGuiKey_V, 0, body.id))
    if (const char* text = ImGui::GetClipboardText()) outcome.pasted = text;
  if (ImGui::Shortcut(ImGuiMod_Ctrl | ImGuiKey_Z, 0, body.id)) outcome.request = Request::Undo;
  if (ImGui::Shortcut(ImGuiMod_Ctrl | ImGuiKey_Y, 0, body.id)) outcome.request = Request::Redo;
  GImGui->WantTextInputNextFrame = 1;
  if (editable && !(io.KeyCtrl && !io.KeyAlt)) {
    std::u32string typed;
    for (const ImWchar c : io.InputQueueCharacters)
      if (c >= 32 && c != 127) typed += static_cast<char32_t>(c);
    if (!typed.empty()) start_editing(ui, spec, state, to_utf8(typed));
  }
  io.InputQueueCharacters.resize(0);
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
  outcome.request = typed.request;
  if (typed.left == Leaving::Stayed) return;
  if (typed.left != Leaving::Escape && *state.editing != stored_text(spec, state))
    outcome.entered = TableOutcome::Entry{state.row, state.column, *state.editing};
  state.editing.reset();
  if (typed.left == Leaving::Elsewhere) return;
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
  state.row = row;
  state.column = column;
  outcome.pressed = row;
  ImGui::SetFocusID(body.id, ImGui::GetCurrentWindow());
  ImGui::FocusWindow(ImGui::GetCurrentWindow());
  if (!ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left)) return;
  if (spec.cursor == Cursor::Row) outcome.opened = row;
  if (spec.cursor == Cursor::Cell && is_editable(spec, state)) start_editing(ui, spec, state, std::nullopt);
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
  if (spec.rows == 0) return;
  ImGui::ItemAdd(area, body.id);
  if (state.take_keyboard) {
    ImGui::SetFocusID(body.id, window);
    ImGui::FocusWindow(window);
    g.NavInitRequest = false;  // of a window that has just appeared, which would take the first item it has
    g.NavInitResult.Clear();
    state.take_keyboard = false;
  }
  body.focused = g.NavId == body.id && g.NavWindow == window;
  const ImVec2 mouse = ImGui::GetMousePos();
  const Box current = body.cell(state.row, state.column);
  const bool over_editing = state.editing && ImRect(current.min, current.max).Contains(mouse);
  const bool hovered = !over_editing && ImGui::ItemHoverable(area, body.id, 0);
  const float down = std::max((mouse.y - body.top) / body.row_height, 0.0f);
  const auto under = hovered ? static_cast<std::size_t>(down) : spec.rows;
  if (hovered) handle_table_mouse(ui, spec, state, body, under, outcome);
  if (body.focused && !state.editing && g.ActiveId == 0) handle_table_keys(ui, spec, state, body, outcome);

  const float seen_from = std::max((body.box.min.y - body.top) / body.row_height, 0.0f);
  const float seen_to = std::max((body.box.max.y - body.top) / body.row_height + 1, 0.0f);
  const auto last = std::min(spec.rows, static_cast<std::size_t>(seen_to));
  for (auto row = static_cast<std::size_t>(seen_from); row < last; ++row)
    draw_row(ui, spec, state, body, row, row == under);
  if (state.editing) {
    edit_cell(ui, spec, state, body, outcome);
  } else if (spec.cursor == Cursor::Cell && body.focused) {
    focus_ring(ui.look, body.cell(state.row, state.column), 0);
  }
  if (state.show_current) {
    const Box box = body.cell(state.row, state.column);
    ImGui::ScrollToRect(window, ImRect(box.min, box.max), ImGuiScrollFlags_KeepVisibleEdgeY);
    state.show_current = false;
  }
}

}  // namespace

TableOutcome table(Ui& ui, const TableSpec& spec, TableState& state) {
  TableOutcome outcome;
  state.row = std::min(state.row, spec.rows > 0 ? spec.rows - 1 : 0);
  state.column = std::min(state.column, spec.columns.size() - 1);
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
    Body body{.edges = column_edges(ui.look, spec.columns, at.x, inner), .row_height = row_height};
    draw_header(ui, spec, body.edges, at.x + width, at.y, row_height);
    const float body_height = std::min(height - row_height - sums_height - bar, std::max(rows_height, 1.0f));
    ImGui::SetCursorScreenPos({at.x, at.y + row_height});
    if (ImGui::BeginChild("rows", {width, body_height}, ImGuiChildFlags_NavFlattened,
                          scrolls ? 0 : ImGuiWindowFlags_NoScrollWithMouse | ImGuiWindowFlags_NoScrollbar))
      draw_body(ui, spec, state, body, outcome);
    ImGui::EndChild();
    if (!spec.sums.empty()) draw_sums(ui, spec, body.edges, at.y + row_height + body_height, sums_height);
  }
  ImGui::EndChild();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar();
  return outcome;
}

}  // namespace ziping::view
