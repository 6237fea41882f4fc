#include <string>

#include "client/view/widgets/fields.h"
#include "client/view/widgets/option_list.h"

namespace ziping::view {

std::optional<std::size_t> choice_field(Ui& ui, const FieldFrame& frame, std::span<const std::string_view> options,
                                        std::size_t current) {
  const Palette& colour = ui.colour();
  const FieldPlace place = begin_field(ui, frame, ui.px(kControlHeight));
  const bool locked = !frame.lock_reason.empty();
  const Item item = button_item_at(frame.id, place.control, locked ? Enabled::No : Enabled::Yes);
  const std::string popup = std::string(frame.id) + "/options";
  if (item.pressed) open_options(ui, popup, options, current);
  const bool open = ImGui::IsPopupOpen(popup.c_str());

  fill(ui.look, item.box, ground_of(colour, frame), kCornerRadius);
  const Colour border = locked ? colour.line : item.hovered ? colour.faint : colour.line_strong;
  const bool ringed = open || item.ringed || frame.marked == MarkedAs::GoneTo;
  ringed ? focus_ring(ui.look, item.box) : outline(ui.look, item.box, border, kCornerRadius);
  Box words = item.box.inset(ui.px(8));
  if (!locked) draw_mark(ui.look, {words.max.x - ui.px(6), words.centre().y}, ui.px(12), Mark::Down, colour.quiet);
  words.max.x -= ui.px(20);
  const bool chosen_yet = current < options.size();
  draw_text_in(ui.look, words, Type::Body, chosen_yet ? (locked ? colour.quiet : colour.text) : colour.faint,
               chosen_yet ? options[current] : frame.hint);

  const std::optional<std::size_t> chosen = option_list(ui, popup, item.box, options, current).chosen;
  end_field(ui, frame, place);
  return chosen == current ? std::nullopt : chosen;
}

}  // namespace ziping::view
