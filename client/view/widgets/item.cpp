#include "client/view/widgets/item.h"

#include <imgui_internal.h>

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

void explain_on_hover(const Ui& ui, const Item& item, std::string_view sentence) {
  if (!item.hovered || sentence.empty()) return;
  const float width = std::min(text_width(ui.look, Type::Small, sentence), ui.px(360));
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(12), ui.px(8)});
  if (ImGui::BeginTooltip()) {
    const Box room = take_room({width, paragraph_height(ui.look, width, Type::Small, sentence)});
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
