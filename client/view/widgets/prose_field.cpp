#include "client/view/widgets/prose_field.h"

#include <algorithm>

#include "client/text/say.h"

namespace ziping::view {
namespace {
constexpr float kPaddingX = 12;
constexpr float kPaddingY = 8;
constexpr float kCountHeight = 24;
}  // namespace

std::string grouped(std::size_t number) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, ",");
  return digits;
}

float prose_width_max(const Ui& ui) {
  return kProseCharactersMax * ui.look.type_px(Type::Body) + 2 * ui.px(kPaddingX) + 1;
}

EditOutcome prose_field(Ui& ui, const ProseFrame& frame, std::string_view text) {
  const Palette& colour = ui.colour();
  FieldFrame field = frame.field;
  field.width = std::min(field.width > 0 ? field.width : width_left(), prose_width_max(ui));
  const ImGuiID id = ImGui::GetID(field.id.data(), field.id.data() + field.id.size());
  const bool locked = !field.lock_reason.empty();
  const float line = std::round(ui.look.type_px(Type::Body) * kProseLineHeight);
  const auto rows = [&](std::string_view of) {
    const auto count = wrapped(ui, id, of, field.width - 2 * ui.px(kPaddingX), Type::Body).rows.rows().size();
    return std::max(static_cast<float>(count), static_cast<float>(frame.rows_min));
  };
  const float text_height = rows(text) * line;
  const float count_height = ui.px(kCountHeight);
  const FieldPlace place = begin_field(ui, field, text_height + ui.px(kPaddingY) * 2 + count_height);
  const Box box = place.control;
  const bool active = ui.scratch.active && ui.scratch.active->id == id;
  const bool hovered = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(box.min, box.max);
  fill(ui.look, box, locked ? colour.ground : colour.surface, kCornerRadius);
  const Colour border = field.tint >= Level::Warn ? ink_of(colour, field.tint)
                        : locked                  ? colour.line
                        : hovered                 ? colour.faint
                                                  : colour.line_strong;
  active ? focus_ring(ui.look, box) : outline(ui.look, box, border, kCornerRadius);

  Box inner = box.inset(ui.px(kPaddingX), ui.px(kPaddingY));
  inner.max.y = inner.min.y + text_height;
  const EditSpec spec{.label = field.id,
                      .text = text,
                      .lines = Lines::Many,
                      .writable = locked ? Writable::No : Writable::Yes,
                      .hint = field.hint};
  EditOutcome outcome = edit_box(ui, spec, box, inner);

  const std::size_t characters =
      wrapped(ui, id, outcome.changed() ? outcome.text : text, inner.width(), Type::Body).characters;
  const std::string count = text::say(frame.characters_max > 0 ? "fields.characters_of" : "fields.characters",
                                      {grouped(characters), grouped(frame.characters_max)});
  const bool over = frame.characters_max > 0 && characters > frame.characters_max;
  const Box foot{{inner.min.x, box.max.y - count_height - ui.px(4)}, {inner.max.x, box.max.y - ui.px(4)}};
  const float count_left = foot.max.x - text_width(ui.look, Type::Small, count);
  if (over) draw_mark(ui.look, {count_left - ui.px(10), foot.centre().y}, ui.px(12), Mark::Cross, colour.bad);
  draw_text_in(ui.look, foot, Type::Small, over ? colour.bad : colour.quiet, count, Align::Right);
  const std::string note = note_of(ui, field.id, text);
  const FindingLine said[] = {{Level::Info, note}};
  end_field(ui, field, place, note.empty() ? std::span<const FindingLine>() : std::span<const FindingLine>(said));
  return outcome;
}

}  // namespace ziping::view
