#include <algorithm>

#include "client/view/widgets/fields.h"

namespace ziping::view {
namespace {
constexpr float kLabelHeight = 20;
constexpr float kFindingMark = 12;
}  // namespace

Colour ink_of(const Palette& colour, Level level) {
  switch (level) {
    case Level::Good:
      return colour.good;
    case Level::Warn:
      return colour.warn;
    case Level::Bad:
      return colour.bad;
    case Level::Clash:
      return colour.clash;
    case Level::Info:
      break;
  }
  return colour.quiet;
}

Colour soft_of(const Palette& colour, Level level) {
  switch (level) {
    case Level::Good:
      return colour.good_soft;
    case Level::Warn:
      return colour.warn_soft;
    case Level::Bad:
      return colour.bad_soft;
    case Level::Clash:
      return colour.clash_soft;
    case Level::Info:
      break;
  }
  return colour.accent_soft;
}

Mark mark_of(Level level) {
  switch (level) {
    case Level::Good:
      return Mark::Check;
    case Level::Warn:
      return Mark::Warning;
    case Level::Bad:
      return Mark::Cross;
    case Level::Clash:
      return Mark::Clash;
    case Level::Info:
      break;
  }
  return Mark::Info;
}

FieldPlace begin_field(Ui& ui, const FieldFrame& frame, float control_height) {
  const Palette& colour = ui.colour();
  ImGui::BeginGroup();
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  const float width = frame.width > 0 ? frame.width : width_left();
  if (!frame.label.empty()) {
    const Box row = take_room({width, ui.px(kLabelHeight + 4)});
    const Box label{row.min, {row.max.x, row.min.y + ui.px(kLabelHeight)}};
    const float taken = std::min(text_width(ui.look, Type::Small, frame.label), width - ui.px(24));
    draw_text_in(ui.look, {label.min, {label.min.x + taken, label.max.y}}, Type::Small, colour.quiet, frame.label);
    float x = label.min.x + taken + ui.px(8);
    if (frame.required == Required::Yes) {
      ImGui::GetWindowDrawList()->AddCircleFilled({x, label.centre().y}, ui.px(3), colour.bad);
      log_text(label.centre(), "*");
      x += ui.px(8);
    }
    if (!frame.lock_reason.empty() && frame.lock_words == LockWords::Here) {
      draw_mark(ui.look, {x + ui.px(6), label.centre().y}, ui.px(12), Mark::Lock, colour.quiet);
      draw_text_in(ui.look, {{x + ui.px(16), label.min.y}, label.max}, Type::Small, colour.quiet, frame.lock_reason);
    }
  }
  return {take_room({width, control_height}), width};
}

Colour ground_of(const Palette& colour, const FieldFrame& frame) {
  if (frame.marked) return colour.accent_soft;
  return frame.lock_reason.empty() ? colour.surface : colour.ground;
}

void end_field(Ui& ui, const FieldFrame& frame, const FieldPlace& place, std::span<const FindingLine> also) {
  for (const FindingLine& finding : frame.findings) finding_line(ui, place.width, finding);
  for (const FindingLine& finding : also) finding_line(ui, place.width, finding);
  ImGui::PopStyleVar();
  ImGui::EndGroup();
}

void finding_line(Ui& ui, float width, const FindingLine& finding) {
  const float indent = ui.px(kFindingMark + 6);
  const float height = paragraph_height(ui.look, width - indent, Type::Small, finding.sentence);
  const Box room = take_room({width, height + ui.px(4)});
  const Colour ink = ink_of(ui.colour(), finding.level);
  const float first = std::round(ui.look.type_px(Type::Small) * kProseLineHeight);
  const float top = room.min.y + ui.px(4);
  draw_mark(ui.look, {room.min.x + ui.px(kFindingMark) / 2, top + first / 2}, ui.px(kFindingMark),
            mark_of(finding.level), ink);
  draw_paragraph(ui.look, {room.min.x + indent, top}, width - indent, Type::Small, ink, finding.sentence);
}

}  // namespace ziping::view
