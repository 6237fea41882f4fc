#include "client/view/widgets/panes.h"

#include <algorithm>
#include <string>

namespace ziping::view {
namespace {

constexpr float kGrip = 8;  // of the border, for the mouse

enum class Side { Left, Right };

constexpr ImGuiWindowFlags kPaneFlags = ImGuiWindowFlags_NoSavedSettings;

void pane(const std::string& id, Colour ground, ImVec2 size, ImGuiWindowFlags flags, const Draw& content) {
  ImGui::PushStyleColor(ImGuiCol_ChildBg, ground);
  if (ImGui::BeginChild(id.c_str(), size, ImGuiChildFlags_NavFlattened, kPaneFlags | flags)) content();
  ImGui::EndChild();
  ImGui::PopStyleColor();
}

// The border of a pane: drag to resize, double-click to fold.
void border(Ui& ui, const std::string& id, PaneState& state, Side side, float x, float top, float height) {
  const Box grip{{x - ui.px(kGrip) / 2, top}, {x + ui.px(kGrip) / 2, top + height}};
  ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop | ImGuiItemFlags_NoNav, true);
  const Item item = button_item_at(id, grip);
  ImGui::PopItemFlag();
  if (item.hovered || item.held) ImGui::SetMouseCursor(ImGuiMouseCursor_ResizeEW);
  if (item.held && ImGui::IsMouseDragging(ImGuiMouseButton_Left, 1)) {
    const float moved = ImGui::GetIO().MouseDelta.x / ui.look.scale;
    state.width = std::clamp(state.width + (side == Side::Left ? moved : -moved), kPaneWidthMin, kPaneWidthMax);
  }
  if (item.double_clicked) state.folded = Folded::Yes;
  vertical_line(ui.look, x, top, top + height, item.hovered || item.held ? ui.colour().accent : ui.colour().line);
}

void bar(Ui& ui, std::string_view id, float height_at_100, float line_at, const Draw& content) {
  const float height = ui.px(height_at_100);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = width_left();
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(16), 0});
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(12), 0});
  ImGui::PushStyleColor(ImGuiCol_ChildBg, ui.colour().surface);
  const std::string name(id);
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoScrollbar | ImGuiWindowFlags_NoScrollWithMouse | kPaneFlags;
  if (ImGui::BeginChild(name.c_str(), {width, height},
                        ImGuiChildFlags_AlwaysUseWindowPadding | ImGuiChildFlags_NavFlattened, kFlags))
    content();
  ImGui::EndChild();
  ImGui::PopStyleColor();
  ImGui::PopStyleVar(2);
  horizontal_line(ui.look, at.x, at.x + width, at.y + line_at * (height - 1), ui.colour().line);
}

}  // namespace

void split_panes(Ui& ui, std::string_view id, Panes& panes, ImVec2 size, const Draw& left, const Draw& middle,
                 const Draw& right) {
  const float width_at_100 = size.x / ui.look.scale;
  const bool became_narrow =
      width_at_100 < kRightFoldsBelow && (panes.last_width == 0 || panes.last_width >= kRightFoldsBelow);
  if (became_narrow) panes.right.folded = Folded::Yes;
  panes.last_width = width_at_100;

  float left_width = panes.left.folded == Folded::Yes ? 0 : ui.px(panes.left.width);
  float right_width = panes.right.folded == Folded::Yes ? 0 : ui.px(panes.right.width);
  // Where there is not room for all three, the sides give way before the form does.
  const float over = left_width + right_width + ui.px(kMiddleWidthMin) - size.x;
  if (over > 0) right_width = std::max(std::min(right_width, ui.px(kPaneWidthMin)), right_width - over);
  const float middle_width = std::max(size.x - left_width - right_width, 1.0f);
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const std::string name(id);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  const auto with_spacing = [&](const Draw& content) {
    return [&ui, &content] {
      ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8), ui.px(8)});
      content();
      ImGui::PopStyleVar();
    };
  };
  // Between two panes a strip belongs to neither, so that the mouse finds their border there.
  const float grip = ui.px(kGrip);
  const auto side = [&](const char* part, float x, float width, const Draw& content) {
    fill(ui.look, {{x, at.y}, {x + width, at.y + size.y}}, ui.colour().surface);
    const float inset = x > at.x ? grip / 2 : 0;
    ImGui::SetCursorScreenPos({x + inset, at.y});
    pane(name + part, ui.colour().surface, {width - grip / 2, size.y}, 0, with_spacing(content));
  };
  if (left_width > 0) side("/left", at.x, left_width, left);
  const float from = left_width > 0 ? grip / 2 : 0;
  const float to = right_width > 0 ? grip / 2 : 0;
  ImGui::SetCursorScreenPos({at.x + left_width + from, at.y});
  pane(name + "/middle", ui.colour().ground, {middle_width - from - to, size.y}, 0, with_spacing(middle));
  if (right_width > 0) side("/right", at.x + left_width + middle_width, right_width, right);
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy(size);
  ImGui::PopStyleVar();
  if (left_width > 0) border(ui, name + "/left_border", panes.left, Side::Left, at.x + left_width - 1, at.y, size.y);
  if (right_width > 0)
    border(ui, name + "/right_border", panes.right, Side::Right, at.x + left_width + middle_width, at.y, size.y);
}

void top_bar(Ui& ui, std::string_view id, const Draw& content) { bar(ui, id, kTopBarHeight, 1, content); }

void status_bar(Ui& ui, std::string_view id, const Draw& content) { bar(ui, id, kStatusHeight, 0, content); }

void scroll_column(Ui& ui, std::string_view id, ImVec2 size, float width_max_at_100, const Draw& content) {
  const std::string name(id);
  if (ImGui::BeginChild(name.c_str(), size, ImGuiChildFlags_NavFlattened, kPaneFlags)) {
    const float room = width_left();
    const float margin = ui.px(24);
    const float width = std::max(std::min(room - 2 * margin, ui.px(width_max_at_100)), 1.0f);
    ImGui::SetCursorPos({std::round((room - width) / 2), margin});
    {
      const Column column(width);
      content();
    }
    ImGui::Dummy({0, margin});
  }
  ImGui::EndChild();
}

void whole_window(Ui&, std::string_view id, const Draw& content) {
  const ImGuiViewport* viewport = ImGui::GetMainViewport();
  ImGui::SetNextWindowPos(viewport->Pos);
  ImGui::SetNextWindowSize(viewport->Size);
  const std::string name(id);
  constexpr ImGuiWindowFlags kFlags = ImGuiWindowFlags_NoDecoration | ImGuiWindowFlags_NoMove |
                                      ImGuiWindowFlags_NoSavedSettings | ImGuiWindowFlags_NoBringToFrontOnFocus |
                                      ImGuiWindowFlags_NoScrollWithMouse;
  if (ImGui::Begin(name.c_str(), nullptr, kFlags)) content();
  ImGui::End();
}

}  // namespace ziping::view
