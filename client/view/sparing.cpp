#include "client/view/sparing.h"

#include <imgui_internal.h>

namespace ziping::view {
namespace {

bool near_sight(float top, float height) {
  const ImRect& clip = ImGui::GetCurrentWindow()->InnerClipRect;
  const float screen = clip.GetHeight();
  return top + height > clip.Min.y - screen && top < clip.Max.y + screen;
}

}  // namespace

void part_of_page(Rooms& rooms, std::string_view id, Sparing sparing, const std::function<void()>& draw) {
  const ImGuiContext& g = *GImGui;
  Room& room = rooms[ImGui::GetID(id.data(), id.data() + id.size())];
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = ImGui::GetContentRegionAvail().x;
  const bool known = room.width == width && sparing == Sparing::Yes && !room.held;
  if (known && !near_sight(at.y, room.height)) {
    ImGui::Dummy({width, room.height});
    return;
  }
  const bool active_before = g.ActiveId != 0 && g.ActiveIdIsAlive == g.ActiveId;
  const bool focus_before = g.NavIdIsAlive;
  ImGui::BeginGroup();
  draw();
  ImGui::EndGroup();
  const bool active_in_here = !active_before && g.ActiveId != 0 && g.ActiveIdIsAlive == g.ActiveId;
  const bool focus_in_here = !focus_before && g.NavIdIsAlive;
  room = {ImGui::GetItemRectSize().y, width, active_in_here || focus_in_here};
}

}  // namespace ziping::view
