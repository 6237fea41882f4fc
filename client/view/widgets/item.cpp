#include "client/view/widgets/item.h"

#include <imgui_internal.h>

#include <algorithm>

namespace ziping::view {
namespace {

Item react(std::string_view label, const ImRect& area, Enabled enabled) {
  ImGuiContext& g = *GImGui;
  ImGuiWindow* window = g.CurrentWindow;
  Item item;
  item.id = window->GetID(label.data(), label.data() + label.size());
  item.box = {area.Min, area.Max};
  const bool off = enabled == Enabled::No;
  if (!ImGui::ItemAdd(area, item.id, nullptr, static_cast<ImGuiItemFlags>(off ? ImGuiItemFlags_Disabled : 0)))
    return item;
  item.visible = true;
  item.pressed = ImGui::ButtonBehavior(area, item.id, &item.hovered, &item.held);
  item.ringed = g.NavId == item.id && g.NavCursorVisible && !off;
  item.double_clicked = item.hovered && ImGui::IsMouseDoubleClicked(ImGuiMouseButton_Left);
  item.right_clicked = item.hovered && ImGui::IsMouseClicked(ImGuiMouseButton_Right);
  if (item.hovered) ImGui::SetMouseCursor(ImGuiMouseCursor_Hand);
  const std::string name(label);
  IMGUI_TEST_ENGINE_ITEM_INFO(item.id, name.c_str(), g.LastItemData.StatusFlags);
  return item;
}

}  // namespace

std::string_view shown_part(std::string_view label) { return label.substr(0, label.find("##")); }

Box take_room(ImVec2 size) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  ImGui::Dummy(size);
  return {at, {at.x + size.x, at.y + size.y}};
}

Item button_item(std::string_view label, ImVec2 size, Enabled enabled) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const ImRect area(at, {at.x + size.x, at.y + size.y});
  ImGui::ItemSize(area);
  return react(label, area, enabled);
}

Item button_item_at(std::string_view label, Box box, Enabled enabled) {
  const ImGuiLastItemData before = GImGui->LastItemData;
  Item item = react(label, ImRect(box.min, box.max), enabled);
  GImGui->LastItemData = before;
  return item;
}

ImVec2 place_of_popup(const Ui& ui, Box field, ImVec2 size) {
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  const float gap = ui.px(4), right = viewport->Pos.x + viewport->Size.x, bottom = viewport->Pos.y + viewport->Size.y;
  const float left = std::max(std::min(field.min.x, right - size.x), viewport->Pos.x);
  const float below = field.max.y + gap, above = field.min.y - gap - size.y;
  if (below + size.y <= bottom) return {left, below};
  if (above >= viewport->Pos.y) return {left, above};
  // In a low window it stands beside the field, so that one sees what is being filled in.
  const float top = std::max(bottom - size.y, viewport->Pos.y);
  if (field.min.x - gap - size.x >= viewport->Pos.x) return {field.min.x - gap - size.x, top};
  return {field.max.x + gap + size.x <= right ? field.max.x + gap : left, top};
}

void keyboard_to_next_item() {
  ImGui::SetKeyboardFocusHere();
  GImGui->NavCursorVisible = GImGui->NavHighlightItemUnderNav = true;
}

bool has_keyboard(const Ui& ui, std::string_view label) {
  const ImGuiID id = ImGui::GetID(label.data(), label.data() + label.size());
  return (ui.scratch.active && ui.scratch.active->id == id) || (GImGui->NavId == id && GImGui->NavCursorVisible);
}

void explain_on_hover(const Ui& ui, const Item& item, std::string_view sentence) {
  // The ring stays where it was while the mouse goes about; what the mouse is on then has the word.
  const bool by_key = item.ringed && !item.hovered && GImGui->NavHighlightItemUnderNav;
  if ((!item.hovered && !by_key) || sentence.empty()) return;
  const float width = std::min(text_width(ui.look, Type::Small, sentence), ui.px(360));
  const ImVec2 padding{ui.px(12), ui.px(8)};
  const ImVec2 size{width, paragraph_height(ui.look, width, Type::Small, sentence)};
  if (by_key) ImGui::SetNextWindowPos(place_of_popup(ui, item.box, {size.x + 2 * padding.x, size.y + 2 * padding.y}));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, padding);
  if (ImGui::BeginTooltip()) {
    const Box room = take_room(size);
    draw_paragraph(ui.look, room.min, width, Type::Small, ui.colour().text, sentence);
    ImGui::EndTooltip();
  }
  ImGui::PopStyleVar();
}

Column::Column(float width)
    : work_edge_(GImGui->CurrentWindow->WorkRect.Max.x), content_edge_(GImGui->CurrentWindow->ContentRegionRect.Max.x) {
  ImGuiWindow* window = GImGui->CurrentWindow;
  window->WorkRect.Max.x = window->ContentRegionRect.Max.x = window->DC.CursorPos.x + width;
  ImGui::BeginGroup();
}

Column::~Column() {
  ImGui::EndGroup();
  ImGuiWindow* window = GImGui->CurrentWindow;
  window->WorkRect.Max.x = work_edge_;
  window->ContentRegionRect.Max.x = content_edge_;
}

float width_left() { return ImGui::GetContentRegionAvail().x; }

}  // namespace ziping::view
