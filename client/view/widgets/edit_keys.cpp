#include "client/view/widgets/edit_keys.h"

#include <imgui_internal.h>

#include "client/text/say.h"
#include "client/view/widgets/utf32.h"
#include "shared/base/decimal.h"
#include "shared/base/utf8.h"

namespace ziping::view {
namespace {

// About what a screen shows; a page key moves by it.
constexpr std::size_t kPageRows = 16;

struct MoveKey {
  ImGuiKey key;
  Move plain;
  Move with_ctrl;
};

constexpr MoveKey kMoveKeys[] = {
    {ImGuiKey_LeftArrow, Move::Left, Move::WordLeft}, {ImGuiKey_RightArrow, Move::Right, Move::WordRight},
    {ImGuiKey_UpArrow, Move::Up, Move::Up},           {ImGuiKey_DownArrow, Move::Down, Move::Down},
    {ImGuiKey_Home, Move::RowStart, Move::TextStart}, {ImGuiKey_End, Move::RowEnd, Move::TextEnd},
    {ImGuiKey_PageUp, Move::PageUp, Move::PageUp},    {ImGuiKey_PageDown, Move::PageDown, Move::PageDown},
};

// What Dear ImGui would otherwise do something else with. A key that is owned here is lost to the chords of the program
// (Ctrl+Enter, Alt+Left), so Enter and the arrows are not; the direction mask keeps the arrows from moving the focus.
constexpr ImGuiKey kOwnedKeys[] = {ImGuiKey_Home, ImGuiKey_End, ImGuiKey_PageUp, ImGuiKey_PageDown, ImGuiKey_Escape};

// Typed or pasted text as the field may hold it: no control characters, and no line ends in one line.
std::u32string fitting(std::u32string_view text, Lines lines) {
  std::u32string fits;
  for (const char32_t c : text) {
    const bool blank = c == U'\n' || c == U'\t';
    if (blank && lines == Lines::One) fits += U' ';
    if ((blank && lines == Lines::Many) || (c >= 32 && c != 127 && c != 0xFEFF && (c < 0x80 || c > 0x9F))) fits += c;
  }
  if (lines == Lines::One)  // a copied cell ends with a line end that nobody meant
    while (fits.ends_with(U' ') && (text.ends_with(U'\n') || text.ends_with(U'\t'))) fits.pop_back();
  return fits;
}

// A text field takes 20,000 characters at most (form/value.h), none of which has more than four bytes. What is larger
// is not even tried: laying it out would take seconds.
constexpr std::size_t kPasteBytesMax = 4 * 20'000;

// What the person pastes, as far as it can be taken; what cannot is told under the field.
std::u32string pasted_text(std::string_view pasted, Lines lines, std::string& note) {
  if (pasted.size() > kPasteBytesMax) {
    note = text::say("edit.paste_too_long",
                     {base::Decimal(static_cast<std::int64_t>(base::count_characters(pasted)), 0).grouped(),
                      base::Decimal(20'000, 0).grouped()});
    return {};
  }
  const base::Lost lost = base::lost_in(pasted);
  if (lost.controls > 0) note += text::say("edit.dropped", {lost.controls});
  if (lost.broken > 0) note += text::say("edit.broken", {lost.broken});
  return fitting(from_utf8(pasted), lines);
}

std::u32string typed_characters(Lines lines) {
  ImGuiIO& io = ImGui::GetIO();
  std::u32string typed;
  const bool chord = io.KeyCtrl && !io.KeyAlt;  // AltGr is both
  if (!chord)
    for (const ImWchar c : io.InputQueueCharacters)
      if (c != '\t' && c != '\n') typed += static_cast<char32_t>(c);
  io.InputQueueCharacters.resize(0);
  return fitting(typed, lines);
}

class Keys {
 public:
  Keys(ImGuiID id) : id_(id) {}
  [[nodiscard]] bool pressed(ImGuiKey key) const { return ImGui::IsKeyPressed(key, ImGuiInputFlags_Repeat, id_); }
  [[nodiscard]] bool chord(ImGuiKeyChord chord) const { return ImGui::Shortcut(chord, ImGuiInputFlags_Repeat, id_); }
  void own(ImGuiKey key) const { ImGui::SetKeyOwner(key, id_); }

 private:
  ImGuiID id_;
};

void erase(EditText& edit, const Keys& keys, std::vector<TextChange>& changes) {
  const bool word = ImGui::GetIO().KeyCtrl;
  std::optional<TextChange> change;
  if (keys.pressed(ImGuiKey_Backspace)) change = word ? edit.erase_word_before() : edit.erase_before();
  if (change) changes.push_back(std::move(*change));
  change.reset();
  if (keys.pressed(ImGuiKey_Delete)) change = word ? edit.erase_word_after() : edit.erase_after();
  if (change) changes.push_back(std::move(*change));
}

void take(std::optional<TextChange> change, EditOutcome& outcome) {
  if (change) outcome.changes.push_back(std::move(*change));
}

void copy_selection(const EditText& edit) {
  if (edit.has_selection()) ImGui::SetClipboardText(edit.selected().c_str());
}

void cut_selection(EditText& edit, const EditSpec& spec, EditOutcome& outcome) {
  copy_selection(edit);
  if (spec.writable == Writable::Yes && edit.has_selection()) take(edit.insert({}), outcome);
}

void paste_clipboard(EditText& edit, const EditSpec& spec, EditOutcome& outcome) {
  const char* pasted = ImGui::GetClipboardText();
  const std::u32string taken = pasted ? pasted_text(pasted, spec.lines, outcome.note) : std::u32string();
  if (!taken.empty()) take(edit.insert(taken), outcome);
}

void clipboard(EditText& edit, const Keys& keys, const EditSpec& spec, EditOutcome& outcome) {
  const bool may_leave = spec.secret == Secret::No;
  const bool cut =
      may_leave && (keys.chord(ImGuiMod_Ctrl | ImGuiKey_X) || keys.chord(ImGuiMod_Shift | ImGuiKey_Delete));
  const bool copy =
      may_leave && (keys.chord(ImGuiMod_Ctrl | ImGuiKey_C) || keys.chord(ImGuiMod_Ctrl | ImGuiKey_Insert));
  const bool paste = keys.chord(ImGuiMod_Ctrl | ImGuiKey_V) || keys.chord(ImGuiMod_Shift | ImGuiKey_Insert);
  if (copy) copy_selection(edit);
  if (cut) cut_selection(edit, spec, outcome);
  if (paste && spec.writable == Writable::Yes) paste_clipboard(edit, spec, outcome);
}

Leaving leaving_key(const Keys& keys, const EditSpec& spec) {
  const bool shift = ImGui::GetIO().KeyShift;
  if (keys.pressed(ImGuiKey_Escape)) return Leaving::Escape;
  const bool enter = keys.pressed(ImGuiKey_Enter) || keys.pressed(ImGuiKey_KeypadEnter);
  if (enter && spec.lines == Lines::One && !ImGui::GetIO().KeyCtrl) return shift ? Leaving::ShiftEnter : Leaving::Enter;
  if (spec.tab_key == TabKey::Reported && keys.pressed(ImGuiKey_Tab)) return shift ? Leaving::ShiftTab : Leaving::Tab;
  return Leaving::Stayed;
}

}  // namespace

void handle_keys(ActiveField& field, ImGuiID id, const EditSpec& spec, const TextRows& rows, bool just_entered,
                 EditOutcome& outcome) {
  ImGuiContext& g = *GImGui;
  const ImGuiIO& io = ImGui::GetIO();
  const Keys keys(id);
  const bool writable = spec.writable == Writable::Yes;
  EditText& edit = field.edit;
  const std::size_t caret_before = edit.caret();
  g.ActiveIdUsingNavDirMask |= 15;  // all four directions
  g.WantTextInputNextFrame = 1;
  for (const ImGuiKey key : kOwnedKeys) keys.own(key);
  if (spec.tab_key == TabKey::Reported) keys.own(ImGuiKey_Tab);

  for (const MoveKey& move : kMoveKeys)
    if (keys.pressed(move.key) && !io.KeyAlt)
      edit.move(io.KeyCtrl ? move.with_ctrl : move.plain, io.KeyShift ? Selecting::Yes : Selecting::No, rows,
                kPageRows);
  if (keys.chord(ImGuiMod_Ctrl | ImGuiKey_A)) edit.select_all();
  clipboard(edit, keys, spec, outcome);
  if (keys.chord(ImGuiMod_Ctrl | ImGuiKey_Z)) outcome.request = Request::Undo;
  if (keys.chord(ImGuiMod_Ctrl | ImGuiKey_Y) || keys.chord(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z))
    outcome.request = Request::Redo;
  if (outcome.request != Request::None) field.recalls = true;
  if (just_entered) {
    ImGui::GetIO().InputQueueCharacters.resize(0);
  } else {
    outcome.left = leaving_key(keys, spec);
    std::u32string typed = typed_characters(spec.lines);
    const bool enter = keys.pressed(ImGuiKey_Enter) || keys.pressed(ImGuiKey_KeypadEnter);
    if (enter && spec.lines == Lines::Many && !io.KeyCtrl) typed += U'\n';
    if (writable && !(io.KeyShift && keys.pressed(ImGuiKey_Delete))) erase(edit, keys, outcome.changes);
    if (writable && !typed.empty())
      if (auto change = edit.insert(typed)) outcome.changes.push_back(std::move(*change));
  }
  if (outcome.changed() || edit.caret() != caret_before) field.show_caret = true;
}

bool menu_key(ImGuiID id) {
  const Keys keys(id);
  return keys.pressed(ImGuiKey_Menu) || keys.chord(ImGuiMod_Shift | ImGuiKey_F10);
}

bool may_do(FieldAction action, const ActiveField& field, const EditSpec& spec) {
  const bool writable = spec.writable == Writable::Yes;
  const bool may_leave = spec.secret == Secret::No && field.edit.has_selection();
  switch (action) {
    case FieldAction::Undo:
      return writable && (spec.recall == Recall::ByModel || !field.past.empty());
    case FieldAction::Cut:
      return writable && may_leave;
    case FieldAction::Copy:
      return may_leave;
    case FieldAction::Paste: {
      const char* there = ImGui::GetClipboardText();
      return writable && there && *there;
    }
    case FieldAction::SelectAll:
      return !field.edit.text().empty();
    case FieldAction::None:
      break;
  }
  return false;
}

void carry_out(FieldAction action, ActiveField& field, const EditSpec& spec, EditOutcome& outcome) {
  if (!may_do(action, field, spec)) return;
  if (action == FieldAction::Undo) outcome.request = Request::Undo, field.recalls = true;
  if (action == FieldAction::Cut) cut_selection(field.edit, spec, outcome);
  if (action == FieldAction::Copy) copy_selection(field.edit);
  if (action == FieldAction::Paste) paste_clipboard(field.edit, spec, outcome);
  if (action == FieldAction::SelectAll) field.edit.select_all();
  if (outcome.changed()) field.show_caret = true;
}

}  // namespace ziping::view
