#include <imgui_internal.h>

#include <algorithm>
#include <string>

#include "client/view/widgets/fields.h"

namespace ziping::view {
namespace {

constexpr std::size_t kRowsShownMax = 12;

std::string option_label(std::string_view option, std::size_t index) {
  return std::string(option) + "###option" + std::to_string(index);
}

// The rows under the field. Returns the one that was pressed.
std::optional<std::size_t> option_rows(Ui& ui, float width, std::span<const std::string_view> options,
                                       std::size_t current) {
  std::optional<std::size_t> chosen;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  for (std::size_t i = 0; i < options.size(); ++i) {
    const Item row = button_item(option_label(options[i], i), {width, ui.px(kTableRowHeight)});
    if (i == current && ImGui::IsWindowAppearing()) {
      ImGui::SetScrollHereY();
      ImGui::SetKeyboardFocusHere(-1);
    }
    if (row.pressed) chosen = i;
    if (!row.visible) continue;
    const bool lit = row.hovered || row.ringed;
    if (lit || i == current) fill(ui.look, row.box, lit ? ui.colour().accent_soft : ui.colour().ground, kCornerRadius);
    const Box words = row.box.inset(ui.px(8));
    draw_text_in(ui.look, {words.min, {words.max.x - ui.px(20), words.max.y}}, Type::Body, ui.colour().text,
                 options[i]);
    if (i == current)
      draw_mark(ui.look, {words.max.x - ui.px(8), words.centre().y}, ui.px(13), Mark::Check, ui.colour().accent);
  }
  ImGui::PopStyleVar();
  return chosen;
}

}  // namespace

std::optional<std::size_t> choice_field(Ui& ui, const FieldFrame& frame, std::span<const std::string_view> options,
                                        std::size_t current) {
  const Palette& colour = ui.colour();
  const FieldPlace place = begin_field(ui, frame, ui.px(kControlHeight));
  const bool locked = !frame.lock_reason.empty();
  const Item item = button_item_at(frame.id, place.control, locked ? Enabled::No : Enabled::Yes);
  const std::string popup = std::string(frame.id) + "/options";
  if (item.pressed) ImGui::OpenPopup(popup.c_str());
  const bool open = ImGui::IsPopupOpen(popup.c_str());

  fill(ui.look, item.box, locked ? colour.ground : colour.surface, kCornerRadius);
  const Colour border = locked ? colour.line : item.hovered ? colour.faint : colour.line_strong;
  open || item.ringed ? focus_ring(ui.look, item.box) : outline(ui.look, item.box, border, kCornerRadius);
  Box words = item.box.inset(ui.px(8));
  if (!locked) draw_mark(ui.look, {words.max.x - ui.px(6), words.centre().y}, ui.px(12), Mark::Down, colour.quiet);
  words.max.x -= ui.px(20);
  const bool chosen_yet = current < options.size();
  draw_text_in(ui.look, words, Type::Body, chosen_yet ? (locked ? colour.quiet : colour.text) : colour.faint,
               chosen_yet ? options[current] : frame.hint);

  std::optional<std::size_t> chosen;
  ImGui::SetNextWindowPos({item.box.min.x, item.box.max.y + ui.px(4)});
  const auto rows_shown = static_cast<float>(std::min(options.size(), kRowsShownMax));
  ImGui::SetNextWindowSize({place.width, rows_shown * ui.px(kTableRowHeight) + ui.px(8)});
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {ui.px(4), ui.px(4)});
  if (ImGui::BeginPopup(popup.c_str(), ImGuiWindowFlags_NoMove)) {
    chosen = option_rows(ui, width_left(), options, current);
    if (chosen) ImGui::CloseCurrentPopup();
    ImGui::EndPopup();
  }
  ImGui::PopStyleVar();
  end_field(ui, frame, place);
  return chosen == current ? std::nullopt : chosen;
}

}  // namespace ziping::view
