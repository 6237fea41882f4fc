#include "client/view/widgets/edit_box.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>
#include <functional>
#include <utility>

#include "client/view/widgets/edit_keys.h"
#include "client/view/widgets/edit_menu.h"
#include "client/view/widgets/utf32.h"

namespace ziping::view {
namespace {

constexpr char32_t kSecretDot = U'●';

float line_height(const Look& look, Type type) { return std::round(look.type_px(type) * kProseLineHeight); }

// Where the rows stand on the screen.
struct Placing {
  ImVec2 origin;  // of the first row
  float line = 0;
};

Placing place_rows(const Ui& ui, const EditSpec& spec, Box inner, const TextRows& rows, ActiveField* field) {
  const float line = line_height(ui.look, spec.type);
  if (spec.lines == Lines::Many) return {inner.min, line};
  const float width = rows.x_of(rows.rows().back().end);
  const float top = std::round(inner.centre().y - line / 2);
  if (field == nullptr || width <= inner.width()) {
    if (field) field->scrolled_x = 0;
    const float spare = std::max(inner.width() - width, 0.0f);
    return {{inner.min.x + (spec.align == Align::Right ? spare : 0), top}, line};
  }
  const float caret = rows.x_of(field->edit.caret()), caret_width = 2;
  const float room = std::max(inner.width(), caret_width);  // a box may have none at all
  field->scrolled_x = std::clamp(field->scrolled_x, caret - room + caret_width, caret);
  field->scrolled_x = std::clamp(field->scrolled_x, 0.0f, std::max(width - room + caret_width, 0.0f));
  return {{inner.min.x - field->scrolled_x, top}, line};
}

enum class Pressed { Nothing, Left, Right };

Pressed pressed_here(bool hovered) {
  const ImGuiIO& io = ImGui::GetIO();
  if (!hovered) return Pressed::Nothing;
  return io.MouseClicked[0] ? Pressed::Left : io.MouseClicked[1] ? Pressed::Right : Pressed::Nothing;
}

// Where one would put the caret by pressing there.
std::size_t character_at(const EditText& edit, std::size_t row, float x, const TextRows& rows) {
  EditText probe = edit;
  probe.put_caret(row, x, Selecting::No, rows);
  return probe.caret();
}

// The right button leaves what is selected where it is pressed inside of that, for the menu is about it.
void handle_mouse(ActiveField& field, const EditSpec& spec, const Placing& placing, const TextRows& rows,
                  Pressed pressed) {
  const ImGuiIO& io = ImGui::GetIO();
  const float down = (io.MousePos.y - placing.origin.y) / placing.line;
  const auto row = spec.lines == Lines::One ? std::size_t{0} : static_cast<std::size_t>(std::max(down, 0.0f));
  const float x = io.MousePos.x - placing.origin.x;
  if (pressed == Pressed::Right) {
    const std::size_t at = character_at(field.edit, row, x, rows);
    const bool inside = at >= field.edit.selection_begin() && at <= field.edit.selection_end();
    if (!field.edit.has_selection() || !inside) field.edit.put_caret(row, x, Selecting::No, rows);
  }
  if (pressed == Pressed::Left) {
    field.edit.put_caret(row, x, io.KeyShift ? Selecting::Yes : Selecting::No, rows);
    field.dragging = io.MouseClickedCount[0] == 1;
    if (io.MouseClickedCount[0] == 2) field.edit.select_word();
    if (io.MouseClickedCount[0] == 3)
      spec.lines == Lines::One ? field.edit.select_all() : field.edit.select_paragraph();
  } else if (field.dragging && io.MouseDown[0]) {
    // Beyond the edge the window scrolls on for as long as the button is held.
    ImGuiWindow* window = ImGui::GetCurrentWindow();
    const ImRect& sight = window->InnerClipRect;
    const float beyond = std::min(io.MousePos.y - sight.Min.y, 0.0f) + std::max(io.MousePos.y - sight.Max.y, 0.0f);
    if (beyond != 0 && spec.lines == Lines::Many)
      ImGui::SetScrollY(window, window->Scroll.y + beyond * io.DeltaTime * 8);
    if (io.MouseDelta.x != 0 || io.MouseDelta.y != 0 || beyond != 0) field.edit.put_caret(row, x, Selecting::Yes, rows);
  }
  if (!io.MouseDown[0]) field.dragging = false;
}

void draw_selection(const Ui& ui, const EditText& edit, const Placing& placing, const TextRow& row,
                    const TextRows& rows, float top, float line_end_width) {
  const std::size_t from = edit.selection_begin();
  const std::size_t to = edit.selection_end();
  const bool line_end = row.ends_paragraph && to > row.end && from <= row.end;
  if (!edit.has_selection() || ((from >= row.end || to <= row.begin) && !line_end)) return;
  const float left = from <= row.begin ? 0 : rows.x_of(from);
  const float right = rows.x_of(std::min(to, row.end), RowSide::End) + (line_end ? line_end_width : 0);
  const ImVec2 corner{placing.origin.x + left, top};
  const Colour ground = faded(ui.colour().accent, ui.look.theme == Theme::Light ? 56 : 88);
  fill(ui.look, {corner, {placing.origin.x + right, top + placing.line}}, ground);
}

void draw_rows(const Ui& ui, const EditSpec& spec, const Placing& placing, std::u32string_view text,
               const TextRows& rows, const EditText* edit, Colour colour) {
  const ImVec4 clip = ImGui::GetCurrentWindow()->DrawList->_CmdHeader.ClipRect;
  const float type_px = ui.look.type_px(spec.type);
  for (std::size_t i = 0; i < rows.rows().size(); ++i) {
    const TextRow& row = rows.rows()[i];
    const float top = placing.origin.y + static_cast<float>(i) * placing.line;
    if (top + placing.line < clip.y || top > clip.w) continue;
    if (edit) draw_selection(ui, *edit, placing, row, rows, top, type_px / 2);
    draw_text(ui.look, {placing.origin.x, top + (placing.line - type_px) / 2}, spec.type, colour,
              to_utf8(text.substr(row.begin, row.end - row.begin)));
  }
}

// As high as its row.
Box caret_of(const Ui& ui, const EditText& edit, const Placing& placing, const TextRows& rows) {
  const std::size_t row = rows.row_of(edit.caret(), edit.caret_side());
  const float x = std::round(placing.origin.x + rows.x_of(edit.caret(), edit.caret_side()));
  const float top = placing.origin.y + static_cast<float>(row) * placing.line;
  return {{x, top}, {x + std::max(1.0f, ui.px(1.5f)), top + placing.line}};
}

// The caret may have been scrolled away.
Box in_sight(Box caret, Box frame) {
  const ImRect& clip = ImGui::GetCurrentWindow()->InnerClipRect;
  const float top = std::max(frame.min.y, clip.Min.y), bottom = std::min(frame.max.y, clip.Max.y);
  const float height = caret.height();
  caret.min.y = std::clamp(caret.min.y, top, std::max(top, bottom - height));
  caret.max.y = caret.min.y + height;
  return caret;
}

// The caret, and the input method's candidates beside it. Steady: a blinking one would draw all day long.
void draw_caret(const Ui& ui, ActiveField& field, const EditSpec& spec, const Placing& placing, const TextRows& rows) {
  const Box at = caret_of(ui, field.edit, placing, rows);
  const float type_px = ui.look.type_px(spec.type), x = at.min.x, top = at.min.y;
  const float rise = std::round((placing.line - type_px * 1.2f) / 2);
  const Box caret{{x, top + rise}, {at.max.x, at.max.y - rise}};
  fill(ui.look, caret, ui.colour().accent);
  ImGuiPlatformImeData& ime = GImGui->PlatformImeData;
  ime.WantVisible = ime.WantTextInput = true;
  ime.InputPos = {x, top + placing.line};
  ime.InputLineHeight = placing.line;
  ime.ViewportId = ImGui::GetCurrentWindow()->Viewport->ID;
  if (field.show_caret) {
    const ImRect sight({x, top - placing.line}, {x + 1, top + 2 * placing.line});
    ImGui::ScrollToRect(ImGui::GetCurrentWindow(), sight, ImGuiScrollFlags_KeepVisibleEdgeY);
    field.show_caret = false;
  }
}

void take_keyboard(ImGuiID id) {
  ImGuiWindow* window = GImGui->CurrentWindow;
  ImGui::SetActiveID(id, window);
  ImGui::SetFocusID(id, window);
  ImGui::FocusWindow(window);
}

void enter(Ui& ui, ImGuiID id, const EditSpec& spec) {
  ui.scratch.active = ActiveField{.id = id, .edit = EditText(spec.text)};
  ui.scratch.wanted = 0;
  ui.scratch.menu = {};
  take_keyboard(id);
}

// Once the menu of the field is closed, the field goes on where it was; gives what was chosen.
FieldAction leave_menu(Ui& ui, ImGuiID id) {
  const bool here = ui.scratch.active && ui.scratch.active->id == id;
  const FieldAction chosen = std::exchange(ui.scratch.menu, {}).chosen;
  if (!here) return FieldAction::None;
  take_keyboard(id);
  return chosen;
}

// Takes over what changed outside while the field was being edited.
void follow_model(ActiveField& field, const EditSpec& spec) {
  if (field.edit.utf8() == spec.text) return;
  if (std::exchange(field.recalls, false))
    field.edit.take_back(spec.text);
  else
    field.edit.take_over(spec.text);
}

constexpr double kTypingPauseSeconds = 1;
constexpr std::size_t kPastMax = 200;

// Letters that follow each other are one step.
void remember(ActiveField& field, std::string before, const std::vector<TextChange>& changes) {
  const bool adds = changes.size() == 1 && changes.front().removed == 0;
  const double now = ImGui::GetTime();
  const bool joins = adds && !field.past.empty() && field.future.empty() && now - field.typed_at < kTypingPauseSeconds;
  field.typed_at = adds ? now : 0;
  field.future.clear();
  if (joins) return;
  field.past.push_back(std::move(before));
  if (field.past.size() > kPastMax) field.past.erase(field.past.begin());
}

void recall(ActiveField& field, EditOutcome& outcome) {
  const bool back = std::exchange(outcome.request, Request::None) == Request::Undo;
  std::vector<std::string>&from = back ? field.past : field.future, &to = back ? field.future : field.past;
  field.recalls = false;
  field.typed_at = 0;
  if (from.empty()) return;
  std::string now = field.edit.utf8(), then = std::move(from.back());
  from.pop_back();
  field.edit.take_back(then);
  outcome.changes = {{0, now.size(), std::move(then)}};
  to.push_back(std::move(now));
  field.show_caret = true;
}

// What stands on the screen for a text of one line; the positions in both are the same.
std::u32string shown_of_one_line(const EditSpec& spec, std::u32string_view text) {
  return spec.secret == Secret::Yes ? std::u32string(text.size(), kSecretDot) : std::u32string(text);
}

TextRows rows_of_one_line(const Ui& ui, const EditSpec& spec, std::u32string_view text) {
  return TextRows(shown_of_one_line(spec, text), FLT_MAX, advance_of(ui.look, spec.type));
}

// Those that were not needed for longest, down to half; none that this frame or the last one needed.
void drop_layouts(Scratch& scratch) {
  const int now = ImGui::GetFrameCount();
  if (std::exchange(scratch.layouts_dropped, now) == now) return;
  std::vector<int> used;
  for (const auto& [id, kept] : scratch.layouts) used.push_back(kept.used);
  const auto middle = used.begin() + static_cast<std::ptrdiff_t>(used.size() / 2);
  std::ranges::nth_element(used, middle);
  const int newest = std::min(*middle, now - 2);
  std::erase_if(scratch.layouts, [newest](const auto& one) { return one.second.used <= newest; });
}

}  // namespace

const WrappedText& wrapped(Ui& ui, ImGuiID id, std::string_view text, float width, Type type) {
  if (ui.scratch.layouts.size() > kLayoutsMax) drop_layouts(ui.scratch);
  WrappedText& kept = ui.scratch.layouts[id];
  kept.used = ImGui::GetFrameCount();
  const std::size_t hash = std::hash<std::string_view>()(text);
  const float type_px = ui.look.type_px(type);
  const bool same_text = kept.hash == hash && kept.type_px != 0;
  if (same_text && kept.width == width && kept.type_px == type_px) return kept;
  const std::u32string before = same_text ? kept.text : std::exchange(kept.text, from_utf8(text));
  if (!same_text) kept.characters = count_written(kept.text);
  kept.rows = kept.width == width && kept.type_px == type_px
                  ? TextRows(kept.text, width, advance_of(ui.look, type), kept.rows, before)
                  : TextRows(kept.text, width, advance_of(ui.look, type));
  kept.hash = hash;
  kept.width = width;
  kept.type_px = type_px;
  return kept;
}

EditOutcome edit_box(Ui& ui, const EditSpec& spec, Box frame, Box inner) {
  ImGuiContext& g = *GImGui;
  ImGuiWindow* window = g.CurrentWindow;
  std::optional<ActiveField>& active = ui.scratch.active;
  EditOutcome outcome;
  const ImGuiID id = window->GetID(spec.label.data(), spec.label.data() + spec.label.size());
  const ImRect area(frame.min, frame.max);
  outcome.item.id = id;
  outcome.item.box = frame;
  FieldAction chosen = FieldAction::None;
  const bool leaves_menu = ui.scratch.menu.field == id && edit_menu_closed(spec);
  if (leaves_menu) chosen = leave_menu(ui, id);
  const bool has_menu = ui.scratch.menu.field == id;
  const bool was_active = active && active->id == id;
  if (was_active && g.ActiveId != id && ui.scratch.wanted != id && !has_menu) {
    active.reset();
    outcome.left = Leaving::Elsewhere;
  }
  const bool wanted = ui.scratch.wanted == id;
  if (!ImGui::ItemAdd(area, id, nullptr, ImGuiItemFlags_Inputable) && !wanted && !has_menu) return outcome;
  const std::string name(spec.label);
  IMGUI_TEST_ENGINE_ITEM_INFO(id, name.c_str(), g.LastItemData.StatusFlags | ImGuiItemStatusFlags_Inputable);
  outcome.item.visible = true;
  outcome.item.hovered = ImGui::ItemHoverable(area, id, g.LastItemData.ItemFlags);
  if (outcome.item.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_TextInput);
  const Pressed pressed = pressed_here(outcome.item.hovered);
  outcome.item.right_clicked = pressed == Pressed::Right;
  const bool by_keyboard = ((g.NavActivateId == id && !has_menu) || wanted) && g.ActiveId != id;
  if ((pressed != Pressed::Nothing || by_keyboard) && g.ActiveId != id) {
    enter(ui, id, spec);
    outcome.entered = true;
    if (by_keyboard && spec.lines == Lines::One) active->edit.select_all();
  }
  outcome.active = active && active->id == id;
  if (outcome.active) {
    follow_model(*active, spec);
    g.ActiveIdAllowOverlap = !ImGui::GetIO().MouseDown[0];
  }

  TextRows one_row;
  const auto rows_now = [&]() -> const TextRows& {
    if (spec.lines == Lines::One) return one_row = rows_of_one_line(ui, spec, active->edit.text());
    return wrapped(ui, id, active->edit.utf8(), inner.width(), spec.type).rows;
  };
  if (outcome.active && ui.scratch.menu.field != id) {
    const TextRows& rows = rows_now();
    if (!leaves_menu) handle_mouse(*active, spec, place_rows(ui, spec, inner, rows, &*active), rows, pressed);
    const bool recalls_here = spec.recall == Recall::Here;
    std::string before = recalls_here ? active->edit.utf8() : std::string();
    if (!leaves_menu) handle_keys(*active, id, spec, rows, by_keyboard, outcome);  // the key that closed it was its own
    carry_out(chosen, *active, spec, outcome);
    if (recalls_here && outcome.changed()) remember(*active, std::move(before), outcome.changes);
    if (recalls_here && outcome.request != Request::None) recall(*active, outcome);
    const bool click_away = ImGui::GetIO().MouseClicked[0] && !area.Contains(ImGui::GetIO().MousePos);
    if (click_away && outcome.left == Leaving::Stayed) outcome.left = Leaving::Elsewhere;
    if (outcome.changed()) outcome.text = active->edit.utf8();
    if (!outcome.note.empty())
      ui.scratch.notes[id] = {outcome.note, {}};
    else if (outcome.changed())
      ui.scratch.notes.erase(id);
    const bool stays = outcome.left == Leaving::Stayed;
    if (stays && outcome.item.right_clicked)
      open_edit_menu(ui, spec, id, {ImGui::GetIO().MousePos, ImGui::GetIO().MousePos});
    if (stays && !outcome.item.right_clicked && menu_key(id)) {
      const TextRows& now = rows_now();
      const Box caret = caret_of(ui, active->edit, place_rows(ui, spec, inner, now, &*active), now);
      open_edit_menu(ui, spec, id, in_sight(caret, frame));
    }
  }

  // Where the hint stands while there is no text.
  const Box first_row{inner.min, {inner.max.x, inner.min.y + line_height(ui.look, spec.type)}};
  const Box first = spec.lines == Lines::One ? inner : first_row;
  ImGui::PushClipRect(frame.min, frame.max, true);
  if (outcome.active) {
    const TextRows& rows = rows_now();
    const Placing placing = place_rows(ui, spec, inner, rows, &*active);
    const std::u32string shown = shown_of_one_line(spec, active->edit.text());
    draw_rows(ui, spec, placing, shown, rows, &active->edit, ui.colour().text);
    if (active->edit.text().empty()) draw_text_in(ui.look, first, spec.type, ui.colour().faint, spec.hint, spec.align);
    if (ui.scratch.menu.field != id) draw_caret(ui, *active, spec, placing, rows);
  } else if (spec.text.empty() && spec.shown.empty()) {
    draw_text_in(ui.look, first, spec.type, ui.colour().faint, spec.hint, spec.align);
  } else if (spec.lines == Lines::One) {
    const std::string secret = spec.secret == Secret::Yes ? to_utf8(shown_of_one_line(spec, from_utf8(spec.text))) : "";
    draw_text_in(ui.look, inner, spec.type, spec.writable == Writable::Yes ? ui.colour().text : ui.colour().quiet,
                 !secret.empty()      ? std::string_view(secret)
                 : spec.shown.empty() ? spec.text
                                      : spec.shown,
                 spec.align);
  } else {
    const WrappedText& text = wrapped(ui, id, spec.text, inner.width(), spec.type);
    draw_rows(ui, spec, {inner.min, line_height(ui.look, spec.type)}, text.text, text.rows, nullptr, ui.colour().text);
  }
  ImGui::PopClipRect();

  if (outcome.active && ui.scratch.menu.field == id) edit_menu(ui, spec, *active);
  if (outcome.active && outcome.left != Leaving::Stayed) {
    if (g.ActiveId == id) ImGui::ClearActiveID();
    active.reset();
    outcome.active = false;
  }
  return outcome;
}

void activate(Ui& ui, ImGuiID id) { ui.scratch.wanted = id; }

}  // namespace ziping::view
