#include "client/view/widgets/fields.h"

#include <imgui_internal.h>

#include <algorithm>
#include <functional>

#include "client/text/say.h"
#include "client/view/widgets/calendar.h"
#include "shared/base/amount.h"
#include "shared/base/utf8.h"

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
  fill(ui.look, box, ground_of(colour, frame), kCornerRadius);
  const Colour border = level >= Level::Warn ? ink_of(colour, level)
                        : hovered && !locked ? colour.faint
                        : locked             ? colour.line
                                             : colour.line_strong;
  const bool ringed = active || frame.marked == MarkedAs::GoneTo;
  ringed ? focus_ring(ui.look, box) : outline(ui.look, box, border, kCornerRadius);
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

EditOutcome control(Ui& ui, const FieldFrame& frame, Box box, EditSpec spec, Level level, float taken_right = 0) {
  spec.label = frame.id;
  spec.hint = frame.hint;
  spec.recall = frame.recall;
  spec.writable = frame.lock_reason.empty() ? Writable::Yes : Writable::No;
  Box inner = draw_control(ui, frame, box, is_active(ui, id_of(frame)), under_mouse(box), level);
  inner.max.x -= taken_right;
  box.max.x -= taken_right;
  return edit_box(ui, spec, box, inner);
}

// How a kind of value is read from what people type, and shown to them.
struct Reading {
  std::function<std::optional<std::string>(std::string_view typed)> stored;
  std::function<std::string(std::string_view stored)> shown;
  std::function<std::string(std::string_view typed)> complaint;  // about what is no value
  std::function<std::string(std::string_view typed)> note = {};  // about what is one in another form
  std::function<std::optional<std::string>(const FieldPlace&, bool active)> beside = {};  // a value chosen otherwise
  float taken_right = 0;  // of the control, by what `beside` draws
};

std::string complaint_about(const base::Amount& amount, std::string_view typed, std::string_view unit, int most) {
  const std::string quoted = base::excerpt(typed);
  switch (amount.fault) {
    case base::AmountFault::Scientific:
      return text::say(amount.instead.empty() ? "fields.scientific" : "fields.scientific_so", {quoted, amount.instead});
    case base::AmountFault::ChineseNumerals:
      return text::say(amount.instead.empty() ? "fields.numerals" : "fields.numerals_so", {quoted, amount.instead});
    case base::AmountFault::Points:
      return text::say("fields.points", {quoted});
    case base::AmountFault::Separators:
      return text::say("fields.separators", {quoted, amount.instead});
    case base::AmountFault::TooManyPlaces:
      return amount.converted() ? text::say("fields.places_converted",
                                            {amount.typed, amount.unit, amount.plain, unit, amount.places, most})
                                : text::say("fields.places", {quoted, amount.places, most});
    case base::AmountFault::NoNumber:
    case base::AmountFault::None:
      break;
  }
  return text::say("fields.no_number", {});
}

Reading decimal_reading(std::string_view unit, int places_max) {
  const auto read = [unit, places_max](std::string_view typed) { return base::read_amount(typed, unit, places_max); };
  return {.stored = [read](std::string_view typed) -> std::optional<std::string> {
            const base::Amount amount = read(typed);
            return amount.fault == base::AmountFault::None ? std::optional(amount.value.stored()) : std::nullopt;
          },
          .shown = [unit](std::string_view stored) { return base::shown_amount(stored, unit); },
          .complaint = [read, unit, places_max](
                           std::string_view typed) { return complaint_about(read(typed), typed, unit, places_max); },
          .note =
              [read, unit](std::string_view typed) {
                const base::Amount amount = read(typed);
                if (!amount.converted()) return std::string();
                return text::say("edit.converted",
                                 {base::grouped(amount.typed), amount.unit, base::grouped(amount.plain), unit});
              }};
}

std::optional<std::string> stored_integer(std::string_view typed) {
  constexpr base::Int128 kIntegerMax = (base::Int128{1} << 53) - 1;  // as of form/value.cpp
  const auto parsed = base::Decimal::parse(typed);
  const bool fits =
      parsed && parsed->places() == 0 && parsed->units() <= kIntegerMax && parsed->units() >= -kIntegerMax;
  return fits ? std::optional(parsed->stored()) : std::nullopt;
}

std::string shown_integer(std::string_view stored) {
  constexpr std::size_t kDigitsTogether = 4;
  return stored.size() <= kDigitsTogether ? std::string(stored) : base::grouped(stored);
}

std::optional<std::string> stored_date(std::string_view typed) {
  const auto parsed = base::Date::parse(typed);
  return parsed ? std::optional(parsed->stored()) : std::nullopt;
}

std::string shown_date(std::string_view stored) { return std::string(stored); }

// The typed text lives in scratch.unparsed from entering the field until it has left it, or has left it as a value
// where nobody else keeps what is none. While it reads as the model's value it is left as typed ("20545.0" stays
// "20545.0"); a model's value that it does not read as came from outside, and replaces it. Once it reads as none, the
// value that its beginning had made goes back to what was there: "12345.678元" must not leave 12345.678 behind.
FieldOutcome read_field(Ui& ui, const FieldFrame& frame, std::string_view value, Align align, const Reading& reading) {
  const FieldPlace place = begin_field(ui, frame, ui.px(kControlHeight));
  const ImGuiID id = id_of(frame);
  auto& unparsed = ui.scratch.unparsed;
  const auto kept = unparsed.find(id);
  const std::string whole(value);
  Unparsed now = kept != unparsed.end() ? kept->second : Unparsed{whole, whole, whole};
  const auto read = [&](std::string_view text) -> std::optional<std::string> {
    return base::trimmed(text).empty() ? std::optional(std::string()) : reading.stored(text);
  };
  const auto unread = [&] { return read(now.text) ? std::string() : now.text; };
  if (frame.unread && *frame.unread != unread())  // it was taken back, or is of another day
    now = {std::string(frame.unread->empty() ? value : *frame.unread), whole, whole};
  if (const auto stored = read(now.text); stored && *stored != value) now = {whole, whole, whole};
  const bool wrong = !read(now.text);
  const std::string shown = wrong ? now.text : value.empty() ? std::string() : reading.shown(value);

  FieldOutcome outcome;
  const Level level = wrong && !is_active(ui, id) ? Level::Bad : worst_of(frame);
  outcome.edit =
      control(ui, frame, place.control, {.text = now.text, .align = align, .shown = shown}, level, reading.taken_right);
  if (outcome.edit.changed()) {
    const bool goes_on = outcome.edit.text.starts_with(now.text) || now.text.starts_with(outcome.edit.text);
    if (!goes_on) now.before = whole;
    now.text = outcome.edit.text;
    const auto stored = read(now.text);
    if (stored && *stored != value) outcome.value = *stored;
    if (!stored && value == now.last && now.last != now.before) outcome.value = now.before;
    if (outcome.value) now.last = *outcome.value;
    std::string note = stored && reading.note ? reading.note(now.text) : std::string();
    if (!note.empty()) ui.scratch.notes[id] = {std::move(note), *stored};
  }
  const bool active = outcome.edit.active;
  if (const auto chosen = reading.beside ? reading.beside(place, active) : std::nullopt) {
    now.text = *chosen;
    if (*chosen != value) outcome.value = *chosen;
  }
  const bool reads = read(now.text).has_value();
  const std::string typed = now.text;
  const bool concerns_caller = frame.unread && (outcome.edit.changed() || !frame.unread->empty());
  if (concerns_caller && *frame.unread != unread()) outcome.unread = unread();
  if (active || (!reads && !frame.unread))
    unparsed[id] = std::move(now);
  else
    unparsed.erase(id);
  const std::string complaint = !reads && !active ? reading.complaint(typed) : std::string();
  const std::string note = note_of(ui, frame.id, outcome.value ? std::string_view(*outcome.value) : value);
  std::vector<FindingLine> also;
  if (!complaint.empty()) also.push_back({Level::Bad, complaint});
  if (!note.empty()) also.push_back({Level::Info, note});
  end_field(ui, frame, place, also);
  return outcome;
}

FieldOutcome plain_field(Ui& ui, const FieldFrame& frame, const EditSpec& spec) {
  const FieldPlace place = begin_field(ui, frame, ui.px(kControlHeight));
  FieldOutcome outcome;
  outcome.edit = control(ui, frame, place.control, spec, worst_of(frame));
  if (outcome.edit.changed()) outcome.value = outcome.edit.text;
  const std::string note = note_of(ui, frame.id, spec.text);
  const FindingLine said[] = {{Level::Info, note}};
  end_field(ui, frame, place, note.empty() ? std::span<const FindingLine>() : std::span<const FindingLine>(said));
  return outcome;
}

// The mark at the right end of a date, and the month under it.
std::optional<std::string> month_beside(Ui& ui, const FieldFrame& frame, Box box, std::string_view value,
                                        const base::Date& today, bool active) {
  if (!frame.lock_reason.empty()) return std::nullopt;
  const std::string id(frame.id);
  const Box at{{box.max.x - box.height(), box.min.y}, box.max};
  ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop, true);  // Alt+Down is enough
  const Item item = button_item_at(id + "/month", at);
  ImGui::PopItemFlag();
  if (item.hovered) fill(ui.look, at.inset(ui.px(2), ui.px(2)), ui.colour().accent_soft, kCornerRadius);
  if (item.ringed) focus_ring(ui.look, at);
  draw_mark(ui.look, at.centre(), ui.px(15), Mark::Calendar, ui.colour().quiet);
  explain_on_hover(ui, item, text::say("calendar.open"));
  const bool by_key = active && ImGui::GetIO().KeyAlt &&
                      ImGui::IsKeyPressed(ImGuiKey_DownArrow, ImGuiInputFlags_None, ImGuiKeyOwner_Any);
  const std::string popup = id + "/days";
  const bool asked = !ui.scratch.opens.empty() && ui.scratch.opens == popup;
  if (asked) ui.scratch.opens.clear();
  if (item.pressed || by_key || asked) {
    const auto there = base::Date::parse_stored(value);
    open_calendar(ui, popup, there ? *there : today);
  }
  const CalendarOutcome outcome = calendar(ui, popup, box, today);
  if (outcome.closed) activate(ui, ImGui::GetID(id.c_str()));
  return outcome.taken ? std::optional(outcome.taken->stored()) : std::nullopt;
}

}  // namespace

std::string note_of(const Ui& ui, std::string_view id, std::string_view value) {
  const auto at = ui.scratch.notes.find(ImGui::GetID(id.data(), id.data() + id.size()));
  if (at == ui.scratch.notes.end() || (at->second.value && *at->second.value != value)) return {};
  return at->second.sentence;
}

FieldOutcome line_field(Ui& ui, const FieldFrame& frame, std::string_view value) {
  return plain_field(ui, frame, {.text = value});
}

FieldOutcome secret_field(Ui& ui, const FieldFrame& frame, std::string_view value) {
  return plain_field(ui, frame, {.text = value, .secret = Secret::Yes});
}

FieldOutcome decimal_field(Ui& ui, const FieldFrame& frame, std::string_view value, int places_max) {
  return read_field(ui, frame, value, Align::Right, decimal_reading(frame.unit, places_max));
}

FieldOutcome integer_field(Ui& ui, const FieldFrame& frame, std::string_view value) {
  return read_field(ui, frame, value, Align::Right,
                    {.stored = stored_integer, .shown = shown_integer, .complaint = [](std::string_view) {
                       return text::say("fields.no_integer", {});
                     }});
}

FieldOutcome date_field(Ui& ui, const FieldFrame& frame, std::string_view value, const base::Date& today) {
  return read_field(
      ui, frame, value, Align::Left,
      {.stored = stored_date,
       .shown = shown_date,
       .complaint = [](std::string_view) { return text::say("fields.no_date", {}); },
       .beside = [&](const FieldPlace& place,
                     bool active) { return month_beside(ui, frame, place.control, value, today, active); },
       .taken_right = frame.lock_reason.empty() ? ui.px(kControlHeight) : 0});
}

void shown_field(Ui& ui, const FieldFrame& frame, std::string_view value) {
  const FieldPlace place = begin_field(ui, frame, ui.px(kControlHeight));
  const Box box = place.control;
  if (frame.marked) fill(ui.look, box, ground_of(ui.colour(), frame), kCornerRadius);
  if (frame.marked == MarkedAs::GoneTo) focus_ring(ui.look, box);
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
