#include "client/view/shortcuts.h"

#include <imgui.h>

#include <utility>

#include "client/view/report_bar.h"

namespace ziping::view {
namespace {

bool pressed(ImGuiKeyChord chord) { return ImGui::Shortcut(chord, ImGuiInputFlags_RouteGlobal); }

void fold(PaneState& pane) { pane.folded = pane.folded == Folded::Yes ? Folded::No : Folded::Yes; }

// Around the panes that are open.
void next_pane(Panes& panes, int step) {
  int at = static_cast<int>(panes.keyboard);
  do at = (at + step + 3) % 3;
  while ((at == 0 && panes.left.folded == Folded::Yes) || (at == 2 && panes.right.folded == Folded::Yes));
  panes.gives_keyboard = static_cast<Pane>(at);
}

void report_shortcuts(Frame& frame) {
  if (pressed(ImGuiMod_Ctrl | ImGuiKey_S)) frame.ask(app::SavePoint{});
  if (pressed(ImGuiMod_Ctrl | ImGuiKey_Z)) frame.ask(app::TakeBack{});
  if (pressed(ImGuiMod_Ctrl | ImGuiKey_Y) || pressed(ImGuiMod_Ctrl | ImGuiMod_Shift | ImGuiKey_Z))
    frame.ask(app::DoAgain{});
  if (pressed(ImGuiMod_Ctrl | ImGuiKey_D)) frame.ask(app::ShowMiddle{app::Middle::Versions});
  if (pressed(ImGuiMod_Ctrl | ImGuiKey_G)) frame.ask(app::ShowMiddle{app::Middle::Plots});
  if (pressed(ImGuiKey_F7)) frame.ask(app::NextFinding{1});
  if (pressed(ImGuiMod_Shift | ImGuiKey_F7)) frame.ask(app::NextFinding{-1});
  if (pressed(ImGuiMod_Ctrl | ImGuiKey_F)) {
    frame.memory.find_was_open = false;  // the keyboard goes there, also where it is open
    frame.ask(app::ShowFind{true});
  }
  if (pressed(ImGuiKey_F3)) frame.ask(app::NextFound{1});
  if (pressed(ImGuiMod_Shift | ImGuiKey_F3)) frame.ask(app::NextFound{-1});
  if (pressed(ImGuiKey_F4)) frame.ask(app::NextNote{1});
  if (pressed(ImGuiMod_Shift | ImGuiKey_F4)) frame.ask(app::NextNote{-1});
  if (pressed(ImGuiKey_F5)) frame.ask(app::NextConflict{1});
  if (pressed(ImGuiMod_Shift | ImGuiKey_F5)) frame.ask(app::NextConflict{-1});
  for (std::size_t i = 0; i < kMiddles.size(); ++i)
    if (pressed(ImGuiMod_Ctrl | static_cast<ImGuiKey>(ImGuiKey_1 + static_cast<int>(i))))
      frame.ask(app::ShowMiddle{kMiddles[i]});
  if (pressed(ImGuiKey_F6)) next_pane(frame.memory.panes, 1);
  if (pressed(ImGuiMod_Shift | ImGuiKey_F6)) next_pane(frame.memory.panes, -1);
  if (pressed(ImGuiKey_F8)) fold(frame.memory.panes.left);
  if (pressed(ImGuiKey_F9)) fold(frame.memory.panes.right);
}

constexpr ShortcutWords kWords[] = {
    {"Ctrl+S", "keys.save"},
    {"Ctrl+Enter", "keys.sync"},
    {"Ctrl+Z　Ctrl+Y", "keys.undo"},
    {"Ctrl+F", "keys.find"},
    {"F3　Shift+F3", "keys.found"},
    {"Ctrl+1 … Ctrl+5", "keys.views"},
    {"Ctrl+D", "keys.compare"},
    {"Ctrl+G", "keys.plots"},
    {"F4　Shift+F4", "keys.notes"},
    {"F5　Shift+F5", "keys.conflicts"},
    {"Alt", "keys.authors"},
    {"F7　Shift+F7", "keys.findings"},
    {"F6　Shift+F6", "keys.next_pane"},
    {"F8　F9", "keys.panes"},
    {"F2　Enter　Tab", "keys.cells"},
    {"Ctrl+Home　Ctrl+End", "keys.ends"},
    {"Shift+↑↓←→　Ctrl+A", "keys.block"},
    {"Ctrl+C　Ctrl+X　Del", "keys.block_use"},
    {"Ctrl++　Ctrl+-", "keys.rows"},
    {"Alt+Shift+↑↓", "keys.move_row"},
    {"Esc　Shift+Tab", "keys.leave_cells"},
    {"Alt+↓", "keys.list"},
    {"Menu　Shift+F10", "keys.menu"},
    {"Alt+←　Esc", "keys.back"},
    {"F1", "keys.keys"},
};

}  // namespace

void go_back(Frame& frame) {
  switch (frame.model.screen) {
    case app::Screen::Home:
      return;
    case app::Screen::Report:
      return frame.ask(app::Leave{});
    case app::Screen::Enrol:
    case app::Screen::Settings:
    case app::Screen::SyncSteps:
      return frame.ask(app::ShowScreen{frame.model.report ? app::Screen::Report : app::Screen::Home});
  }
}

void shortcuts(Frame& frame) {
  const app::Model& model = frame.model;
  // Dear ImGui closes a list by Escape only while nobody else has claimed the key.
  const bool list_is_open = ImGui::IsPopupOpen(nullptr, ImGuiPopupFlags_AnyPopup);
  const bool list_was_open = std::exchange(frame.memory.list_was_open, list_is_open);
  const bool escape = !list_is_open && !list_was_open && pressed(ImGuiKey_Escape);
  if (model.asking) {
    if (escape) frame.ask(app::Ask{});
    return;
  }
  const bool on_report = model.screen == app::Screen::Report && model.report;
  if (pressed(ImGuiKey_F1)) frame.ask(app::Ask{"keys"});
  if (pressed(ImGuiMod_Ctrl | ImGuiKey_Enter) && model.home.self) frame.ask(app::SyncNow{});
  if (pressed(ImGuiMod_Alt | ImGuiKey_LeftArrow)) go_back(frame);
  if (on_report) report_shortcuts(frame);
  // Nobody leaves a report by a key that also leaves a field; there Escape goes no further than to the form.
  if (!escape) return;
  if (on_report && model.report->find.open) return frame.ask(app::ShowFind{false});
  on_report ? frame.ask(app::ShowMiddle{app::Middle::Form}) : go_back(frame);
}

std::span<const ShortcutWords> shortcut_words() { return kWords; }

}  // namespace ziping::view
