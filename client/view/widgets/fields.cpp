#include "client/view/widgets/fields.h"

#include <algorithm>

#include "client/text/say.h"
#include "shared/base/date.h"
#include "shared/base/decimal.h"

namespace ziping::view {
namespace {

Level worst_of(const FieldFrame& frame) {
  Level worst = frame.tint;
  for (const FindingLine& finding : frame.findings) worst = std::max(worst, finding.level);
  return worst;
}

// The ground, border and unit around a control of one line; returns what is left for the text.
Box draw_control(Ui& ui, const FieldFrame& frame, Box box, bool active, bool hovered, Level level) {
  const Palette& colour = ui.colour();
  const bool locked = !frame.lock_reason.empty();
  fill(ui.look, box, locked ? colour.ground : colour.surface, kCornerRadius);
  const Colour border = level >= Level::Warn ? ink_of(colour, level)
                        : hovered && !locked ? colour.faint
                        : locked             ? colour.line
                                             : colour.line_strong;
  active ? focus_ring(ui.look, box) : outline(ui.look, box, border, kCornerRadius);
  Box inner = box.inset(ui.px(8));
  if (!frame.unit.empty()) {
    draw_text_in(ui.look, inner, Type::Small, colour.quiet, frame.unit, Align::Right);
    inner.max.x -= text_width(ui.look, Type::Small, frame.unit) + ui.px(8);
  }
  return inner;
}

ImGuiID id_of(const FieldFrame& frame) { return ImGui::GetID(frame.id.data(), frame.id.data() + frame.id.size()); }

bool is_active(const Ui& ui, ImGuiID id) { return ui.scratch.active && ui.scratch.active->id == id; }

bool under_mouse(Box box) { return ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(box.min, box.max); }

EditOutcome control(Ui& ui, const FieldFrame& frame, Box box, EditSpec spec, Level level) {
  spec.label = frame.id;
  spec.hint = frame.hint;
  spec.writable = frame.lock_reason.empty() ? Writable::Yes : Writable::No;
  const Box inner = draw_control(ui, frame, box, is_active(ui, id_of(frame)), under_mouse(box), level);
  return edit_box(ui, spec, box, inner);
}

// How a kind of value is read from what people type, and shown to them.
struct Reading {
  std::optional<std::string> (*stored)(std::string_view typed);
  std::string (*shown)(std::string_view stored);
  std::string_view complaint_key;
};

std::optional<std::string> stored_decimal(std::string_view typed) {
  const auto parsed = base::Decimal::parse(typed);
  return parsed ? std::optional(parsed->stored()) : std::nullopt;
}

std::string shown_decimal(std::string_view stored) {
  const auto parsed = base::Decimal::parse_stored(stored);
  return parsed ? parsed->grouped() : std::string(stored);
}

std::optional<std::string> stored_integer(std::string_view typed) {
  const auto parsed = base::Decimal::parse(typed);
  return parsed && parsed->places() == 0 ? std::optional(parsed->stored()) : std::nullopt;
}

std::string shown_integer(std::string_view stored) {
  constexpr std::size_t kDigitsTogether = 4;
  return stored.size() <= kDigitsTogether ? std::string(stored) : shown_decimal(stored);
}

std::optional<std::string> stored_date(std::string_view typed) {
  const auto parsed = base::Date::parse(typed);
  return parsed ? std::optional(parsed->stored()) : std::nullopt;
}

std::string shown_date(std::string_view stored) { return std::string(stored); }

constexpr Reading kDecimalReading{stored_decimal, shown_decimal, "fields.no_number"};
constexpr Reading kIntegerReading{stored_integer, shown_integer, "fields.no_integer"};
constexpr Reading kDateReading{stored_date, shown_date, "fields.no_date"};

// The typed text lives in scratch.unparsed from entering the field until it has left it as a value. While it reads as
// the model's value it is left as typed ("20545.0" stays "20545.0"); a model's value that it does not read as came from
// outside, and replaces it.
FieldOutcome read_field(Ui& ui, const FieldFrame& frame, std::string_view value, Align align, const Reading& reading) {
  const FieldPlace place = begin_field(ui, frame, ui.px(kControlHeight));
  const ImGuiID id = id_of(frame);
  auto& unparsed = ui.scratch.unparsed;
  const auto kept = unparsed.find(id);
  std::string typed = kept != unparsed.end() ? kept->second : std::string(value);
  const auto read = [&](std::string_view text) -> std::optional<std::string> {
    return text.empty() ? std::optional(std::string()) : reading.stored(text);
  };
  if (const auto now = read(typed); now && *now != value) typed = value;
  const bool wrong = !read(typed);
  const std::string shown = wrong ? typed : value.empty() ? std::string() : reading.shown(value);

  FieldOutcome outcome;
  const Level level = wrong && !is_active(ui, id) ? Level::Bad : worst_of(frame);
  outcome.edit = control(ui, frame, place.control, {.text = typed, .align = align, .shown = shown}, level);
  if (outcome.edit.changed()) {
    typed = outcome.edit.text;
    if (auto now = read(typed); now && *now != value) outcome.value = std::move(now);
  }
  const bool reads = read(typed).has_value();
  if (outcome.edit.active || !reads) unparsed[id] = typed;
  if (!outcome.edit.active && reads) unparsed.erase(id);
  const FindingLine complaint[] = {{Level::Bad, text::say(reading.complaint_key)}};
  const bool complains = !reads && !outcome.edit.active;
  end_field(ui, frame, place, complains ? std::span<const FindingLine>(complaint) : std::span<const FindingLine>());
  return outcome;
}

FieldOutcome plain_field(Ui& ui, const FieldFrame& frame, const EditSpec& spec) {
  const FieldPlace place = begin_field(ui, frame, ui.px(kControlHeight));
  FieldOutcome outcome;
  outcome.edit = control(ui, frame, place.control, spec, worst_of(frame));
  if (outcome.edit.changed()) outcome.value = outcome.edit.text;
  end_field(ui, frame, place);
  return outcome;
}

}  // namespace

FieldOutcome line_field(Ui& ui, const FieldFrame& frame, std::string_view value) {
  return plain_field(ui, frame, {.text = value});
}

FieldOutcome secret_field(Ui& ui, const FieldFrame& frame, std::string_view value) {
  return plain_field(ui, frame, {.text = value, .secret = Secret::Yes});
}

FieldOutcome decimal_field(Ui& ui, const FieldFrame& frame, std::string_view value) {
  return read_field(ui, frame, value, Align::Right, kDecimalReading);
}

FieldOutcome integer_field(Ui& ui, const FieldFrame& frame, std::string_view value) {
  return read_field(ui, frame, value, Align::Right, kIntegerReading);
}

FieldOutcome date_field(Ui& ui, const FieldFrame& frame, std::string_view value) {
  return read_field(ui, frame, value, Align::Left, kDateReading);
}

void shown_field(Ui& ui, const FieldFrame& frame, std::string_view value) {
  const FieldPlace place = begin_field(ui, frame, ui.px(kControlHeight));
  const Box box = place.control;
  const std::string_view shown = value.empty() ? "—" : value;
  const float taken = std::min(text_width(ui.look, Type::Strong, shown), box.width());
  draw_text_in(ui.look, {box.min, {box.min.x + taken, box.max.y}}, Type::Strong,
               value.empty() ? ui.colour().faint : ui.colour().text, shown);
  if (!frame.unit.empty())
    draw_text_in(ui.look, {{box.min.x + taken + ui.px(4), box.min.y}, box.max}, Type::Small, ui.colour().quiet,
                 frame.unit);
  end_field(ui, frame, place);
}

}  // namespace ziping::view
