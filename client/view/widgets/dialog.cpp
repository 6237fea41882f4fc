#include "client/view/widgets/dialog.h"

#include <imgui_internal.h>

#include <algorithm>
#include <string>
#include <utility>

#include "client/view/widgets/blocks.h"

namespace ziping::view {
namespace {

constexpr float kDialogPadding = 24;
constexpr float kMargin = 32;       // between the card and the window's edges
constexpr float kAboveFooter = 16;  // between the last of the body and the footer
constexpr float kBodyLeast = 96;    // of a window that is too low for anything
constexpr const char *kBody = "body", *kFooter = "footer";
constexpr ImGuiWindowFlags kScrimFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                         ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoScrollWithMouse;

// A soft shadow, as a few rings that fade outwards.
void shadow(const Ui& ui, Box box) {
  constexpr int kRings = 8;
  for (int ring = kRings; ring > 0; --ring) {
    const float out = ui.px(static_cast<float>(ring) * 2);
    const Box larger{{box.min.x - out, box.min.y - out + ui.px(4)}, {box.max.x + out, box.max.y + out + ui.px(4)}};
    fill(ui.look, larger, faded(rgb(0x000000), 6), kCornerRadius + static_cast<float>(ring) * 2);
  }
}

// Where the card stands: centred, a little above the middle. Its height is known from the frame before.
Box card_box(const Ui& ui, const ImGuiViewport& viewport, float height_before, float width_at_100) {
  const float width = std::min(ui.px(width_at_100), viewport.Size.x - 2 * ui.px(kMargin));
  const float height = height_before > 0 ? height_before : ui.px(240);
  const float left = std::round(viewport.Pos.x + (viewport.Size.x - width) / 2);
  const float top = std::round(viewport.Pos.y + std::max((viewport.Size.y - height) * 0.4f, ui.px(kMargin)));
  return {{left, top}, {left + width, top + height}};
}

// The card is two parts, one below the other; only the first scrolls.
void begin_part(const char* name, float width, ImVec2 padding) {
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
  ImGui::BeginChild(name, {width, 0},
                    ImGuiChildFlags_AutoResizeY | ImGuiChildFlags_AlwaysAutoResize |
                        ImGuiChildFlags_AlwaysUseWindowPadding | ImGuiChildFlags_NavFlattened,
                    ImGuiWindowFlags_NoSavedSettings);
  ImGui::PopStyleVar();
}

}  // namespace

bool dialog(Ui& ui, std::string_view id, std::string_view title, float width_at_100, const Draw& content) {
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  const std::string name(id);
  ImGui::SetNextWindowPos(viewport->Pos);
  ImGui::SetNextWindowSize(viewport->Size);
  ImGui::PushStyleColor(ImGuiCol_WindowBg, faded(rgb(0x000000), ui.look.theme == Theme::Light ? 72 : 128));
  ImGui::Begin(name.c_str(), nullptr, kScrimFlags);
  ImGui::PopStyleColor();
  const bool appeared = ImGui::IsWindowAppearing();

  ImGuiStorage& heights = *ImGui::GetStateStorage();  // of the frame before
  const ImGuiID card_id = ImGui::GetID("card"), footer_id = ImGui::GetID(kFooter);
  const float most = viewport->Size.y - 2 * ui.px(kMargin) - heights.GetFloat(footer_id);
  Box box = card_box(ui, *viewport, heights.GetFloat(card_id), width_at_100);
  // Card below, parts above: these draw their scroll bars here too, before the height of the card is known.
  ImDrawList& list = *ImGui::GetWindowDrawList();
  list.ChannelsSplit(2);
  list.ChannelsSetCurrent(1);
  ImGui::SetCursorScreenPos(box.min);
  ImGui::SetNextWindowSizeConstraints({box.width(), 0}, {box.width(), std::max(most, ui.px(kBodyLeast))});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8), ui.px(12)});
  begin_part(kBody, box.width(), {ui.px(kDialogPadding), ui.px(kDialogPadding)});
  ui.scratch.in_footer = false;
  text_line(ui, Type::Section, ui.colour().text, title);
  content();
  const float footer = std::exchange(ui.scratch.in_footer, false) ? ImGui::GetWindowHeight() : 0;
  const float bottom = ImGui::GetWindowPos().y + ImGui::GetWindowHeight();
  ImGui::EndChild();
  ImGui::PopStyleVar();
  list.ChannelsSetCurrent(0);
  box.max.y = bottom + (footer > 0 ? ui.px(kDialogPadding) : 0);
  shadow(ui, box);
  fill(ui.look, box, ui.colour().raised, kCornerRadius);
  outline(ui.look, box, ui.colour().line, kCornerRadius);
  list.ChannelsMerge();
  heights.SetFloat(card_id, box.height());
  heights.SetFloat(footer_id, footer > 0 ? footer + ui.px(kAboveFooter + kDialogPadding) : 0);
  ImGui::End();
  return appeared;
}

void dialog_footer(Ui& ui) {
  const float width = ImGui::GetWindowWidth(), left = ImGui::GetWindowPos().x;
  const float bottom = ImGui::GetWindowPos().y + ImGui::GetWindowHeight();
  const bool scrolls = ImGui::GetScrollMaxY() > 0;
  ImGui::EndChild();
  if (scrolls) horizontal_line(ui.look, left, left + width, bottom - 1, ui.colour().line);
  ImGui::SetCursorScreenPos({left, bottom + ui.px(scrolls ? kAboveFooter : kAboveFooter - kDialogPadding)});
  begin_part(kFooter, width, {ui.px(kDialogPadding), 0});
  ui.scratch.in_footer = true;
}

std::optional<std::size_t> menu_button(Ui& ui, std::string_view label, std::string_view hint,
                                       std::span<const MenuEntry> entries) {
  const std::string popup = std::string(label) + "/menu";
  if (mark_button(ui, label, Mark::More, hint)) ImGui::OpenPopup(popup.c_str());
  const ImVec2 corner = ImGui::GetItemRectMax();
  float width = ui.px(160);
  for (const MenuEntry& entry : entries)
    width = std::max(width, text_width(ui.look, Type::Body, shown_part(entry.label)) + ui.px(24));

  std::optional<std::size_t> chosen;
  // Under the button's right end, but never beyond the left edge of the window.
  const float left = std::max(corner.x - width - ui.px(8), ImGui::GetMainViewport()->Pos.x);
  ImGui::SetNextWindowPos({left, corner.y + ui.px(4)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(4), ui.px(4)});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  if (ImGui::BeginPopup(popup.c_str(), ImGuiWindowFlags_NoMove)) {
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const bool on = entries[i].enabled == Enabled::Yes;
      const Item row = button_item(entries[i].label, {width, ui.px(kControlHeight)}, entries[i].enabled);
      if (on && (row.hovered || row.ringed)) fill(ui.look, row.box, ui.colour().accent_soft, kCornerRadius);
      draw_text_in(ui.look, row.box.inset(ui.px(12)), Type::Body, on ? ui.colour().text : ui.colour().faint,
                   shown_part(entries[i].label));
      if (row.pressed) chosen = i;
    }
    if (chosen) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar(2);
  return chosen;
}

}  // namespace ziping::view
