#include "client/view/widgets/edit_menu.h"

#include <imgui.h>

#include <algorithm>

#include "client/text/say.h"
#include "client/view/widgets/edit_keys.h"

namespace ziping::view {
namespace {

constexpr float kMenuPadding = 4, kMenuGap = 32;

struct FieldEntry {
  FieldAction action;
  std::string_view words, id, keys;
};

constexpr FieldEntry kFieldEntries[] = {
    {FieldAction::Undo, "common.undo", "###menu/undo", "Ctrl+Z"},
    {FieldAction::Cut, "menu.cut", "###menu/cut", "Ctrl+X"},
    {FieldAction::Copy, "common.copy", "###menu/copy", "Ctrl+C"},
    {FieldAction::Paste, "menu.paste", "###menu/paste", "Ctrl+V"},
    {FieldAction::SelectAll, "menu.select_all", "###menu/all", "Ctrl+A"},
};

std::string menu_of(const EditSpec& spec) { return std::string(spec.label) + "/menu"; }

bool is_offered(const FieldEntry& entry, const EditSpec& spec) {
  const bool reads = entry.action == FieldAction::Copy || entry.action == FieldAction::SelectAll;
  return reads || spec.writable == Writable::Yes;
}

float menu_width(const Ui& ui) {
  float words = 0, keys = 0;
  for (const FieldEntry& entry : kFieldEntries) {
    words = std::max(words, text_width(ui.look, Type::Body, text::say(entry.words)));
    keys = std::max(keys, text_width(ui.look, Type::Small, entry.keys));
  }
  return words + keys + ui.px(kMenuGap + 2 * kMenuPadding + 16);
}

bool menu_row(Ui& ui, const FieldEntry& entry, Enabled enabled) {
  const Item row = button_item(text::label(entry.words, entry.id), {width_left(), ui.px(kTableRowHeight)}, enabled);
  if (!row.visible) return row.pressed;
  const Palette& colour = ui.colour();
  const bool may = enabled == Enabled::Yes;
  if (may && (row.hovered || row.ringed)) fill(ui.look, row.box, colour.accent_soft, kCornerRadius);
  const Box inner = row.box.inset(ui.px(8));
  draw_text_in(ui.look, inner, Type::Body, may ? colour.text : colour.faint, text::say(entry.words));
  draw_text_in(ui.look, inner, Type::Small, may ? colour.quiet : colour.faint, entry.keys, Align::Right);
  return row.pressed;
}

}  // namespace

void open_edit_menu(Ui& ui, const EditSpec& spec, ImGuiID field, Box from) {
  ui.scratch.menu = {.field = field, .from = from.min, .to = from.max, .chosen = FieldAction::None};
  ImGui::OpenPopup(menu_of(spec).c_str());
}

bool edit_menu_closed(const EditSpec& spec) { return !ImGui::IsPopupOpen(menu_of(spec).c_str()); }

void edit_menu(Ui& ui, const EditSpec& spec, const ActiveField& field) {
  FieldMenu& menu = ui.scratch.menu;
  const auto rows = std::ranges::count_if(kFieldEntries, [&](const FieldEntry& one) { return is_offered(one, spec); });
  const ImVec2 size{menu_width(ui), static_cast<float>(rows) * ui.px(kTableRowHeight) + 2 * ui.px(kMenuPadding)};
  ImGui::SetNextWindowPos(place_of_popup(ui, {menu.from, menu.to}, size));
  ImGui::SetNextWindowSize(size);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(kMenuPadding), ui.px(kMenuPadding)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  if (ImGui::BeginPopup(menu_of(spec).c_str(), ImGuiWindowFlags_NoMove)) {
    bool begins = ImGui::IsWindowAppearing() && menu.from.y < menu.to.y;  // by the keyboard, which is to go on there
    for (const FieldEntry& entry : kFieldEntries) {
      if (!is_offered(entry, spec)) continue;
      const bool may = may_do(entry.action, field, spec);
      if (may && begins) keyboard_to_next_item();
      begins = begins && !may;
      if (!menu_row(ui, entry, may ? Enabled::Yes : Enabled::No)) continue;
      menu.chosen = entry.action;
      ImGui::CloseCurrentPopup();
    }
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
}

}  // namespace ziping::view
