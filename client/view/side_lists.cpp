#include "client/view/side_lists.h"

#include "client/view/widgets/edit_box.h"
#include "client/view/widgets/utf32.h"

namespace ziping::view {

bool pressable(Frame& frame, const std::string& label, const std::function<void()>& draw, Lit lit) {
  Ui& ui = frame.ui;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = width_left(), padding = ui.px(8);
  ImDrawList* list = ImGui::GetWindowDrawList();
  ImDrawListSplitter layers;  // the ground goes under what is drawn before its height is known
  layers.Split(list, 2);
  layers.SetCurrentChannel(list, 1);
  ImGui::SetCursorScreenPos({at.x + padding, at.y + padding});
  float bottom = 0;
  {
    const Column column(width - 2 * padding);
    draw();
  }
  bottom = ImGui::GetItemRectMax().y + padding;
  layers.SetCurrentChannel(list, 0);
  const Box box{at, {at.x + width, bottom}};
  const Item item = button_item_at(label, box);
  if (item.visible) {
    if (lit == Lit::Yes) fill(ui.look, box, ui.colour().accent_soft, kCornerRadius);
    if (item.hovered && lit == Lit::No) fill(ui.look, box, ui.colour().ground, kCornerRadius);
    if (item.ringed) focus_ring(ui.look, box);
  }
  layers.Merge(list);
  ImGui::SetCursorScreenPos(at);
  take_room({width, bottom - at.y});
  return item.pressed;
}

void inset_group(const Ui& ui, const std::function<void()>& draw) {
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(8));
  ImGui::BeginGroup();
  {
    const Column column(width_left() - ui.px(8));
    draw();
  }
  ImGui::EndGroup();
}

void small_text(Ui& ui, const std::string& id, Colour colour, std::string_view words) {
  const float width = width_left();
  const ImGuiID key = ImGui::GetID(id.c_str());
  const WrappedText& text = wrapped(ui, key, words, width, Type::Small);
  const float line = std::round(ui.look.type_px(Type::Small) * kProseLineHeight);
  const Box room = take_room({width, line * static_cast<float>(text.rows.rows().size())});
  if (!ImGui::IsRectVisible(room.min, room.max)) return;
  float y = room.min.y + (line - ui.look.type_px(Type::Small)) / 2;
  for (const TextRow& row : text.rows.rows()) {
    draw_text(ui.look, {room.min.x, y}, Type::Small, colour,
              to_utf8(std::u32string_view(text.text).substr(row.begin, row.end - row.begin)));
    y += line;
  }
}

}  // namespace ziping::view
