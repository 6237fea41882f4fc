#include "client/view/timeline.h"

#include <algorithm>

#include "client/text/say.h"
#include "client/view/history_shown.h"
#include "client/view/sparing.h"

namespace ziping::view {
namespace {

constexpr float kRail = 20;  // at 100 %: the line that the moments hang on, with their marks
constexpr std::size_t kPartOfPage = 25;

// Compares it with the newer of the two looked at, or, where it is itself the newer one, the older with it.
void compare_with(Frame& frame, const std::string& which) {
  const app::OpenReport& report = *frame.model.report;
  const std::vector<std::string>& states = history_shown(frame).states;  // newest first
  const auto age = [&](const std::string& state) { return std::ranges::find(states, state) - states.begin(); };
  std::string left = which, right = report.right.empty() ? states.front() : report.right;
  if (left == right) return;
  if (age(left) < age(right)) std::swap(left, right);
  frame.ask(app::Compare{left, right});
}

float line_of(const Ui& ui, Type type) { return std::round(ui.look.type_px(type) * kProseLineHeight); }

// Which of the two that are compared it is.
std::string_view chosen_as(const app::OpenReport& report, const TimelineEntry& entry) {
  if (entry.which.empty()) return {};
  return entry.which == report.left    ? text::say("timeline.old")
         : entry.which == report.right ? text::say("timeline.new")
                                       : "";
}

// The title, with its pills at the right end.
void draw_title(const Ui& ui, Box line, const TimelineEntry& entry, std::string_view chosen) {
  float right = line.max.x;
  const auto place = [&](std::string_view words) {
    const float left = right - pill_width(ui, words), middle = line.centre().y;
    right = left - ui.px(4);
    return Box{{left, std::round(middle - ui.px(11))}, {left + pill_width(ui, words), std::round(middle + ui.px(11))}};
  };
  const Box chosen_pill = chosen.empty() ? Box{} : place(chosen);
  const Box version_pill = entry.pill.empty() ? Box{} : place(entry.pill);
  draw_text_in(ui.look, {line.min, {right - ui.px(4), line.max.y}}, Type::Body, ui.colour().text, entry.title);
  if (!entry.pill.empty()) draw_pill_in(ui, version_pill, entry.pill, Tone::Neutral);
  if (chosen.empty()) return;
  // Filled: the soft accent is the ground of the whole entry then.
  fill(ui.look, chosen_pill, ui.colour().accent, kPillRadius);
  draw_text_in(ui.look, chosen_pill, Type::Small, ui.colour().on_accent, chosen, Align::Centre);
}

// The mark on the rail, and the rail down to the next one.
void draw_rail(const Ui& ui, Box box, float middle, const TimelineEntry& entry, bool is_last) {
  const float x = box.min.x + ui.px(8 + kRail / 2 - 4), gap = ui.px(10);
  const float next = box.max.y + middle - box.min.y;
  if (!is_last) vertical_line(ui.look, std::round(x), middle + gap, next - gap, ui.colour().line_strong);
  draw_badge(ui, {x - ui.px(6), middle}, entry.mark, {}, entry.tone);
}

void draw_entry(Frame& frame, const TimelineEntry& entry, bool is_last) {
  Ui& ui = frame.ui;
  const Palette& colour = ui.colour();
  const float padding = ui.px(8), left = ui.px(kRail + 12), width = width_left() - left - padding;
  const float title = line_of(ui, Type::Body), about = line_of(ui, Type::Small);
  const float note = entry.note.empty() ? 0 : paragraph_height(ui.look, width, Type::Small, entry.note);
  const ImVec2 size{width_left(), title + about + note + 2 * padding};
  Item item;
  if (entry.which.empty()) {
    item.box = take_room(size);
    item.visible = ImGui::IsRectVisible(item.box.min, item.box.max);
  } else {
    item = button_item("###timeline/" + entry.which, size);
  }
  if (item.pressed) compare_with(frame, entry.which);
  if (!item.visible) return;
  const std::string_view chosen = chosen_as(*frame.model.report, entry);
  if (!chosen.empty() || item.hovered)
    fill(ui.look, item.box, chosen.empty() ? colour.surface : colour.accent_soft, kCornerRadius);
  if (item.ringed) focus_ring(ui.look, item.box);
  const ImVec2 at{item.box.min.x + left, item.box.min.y + padding};
  draw_rail(ui, item.box, at.y + title / 2, entry, is_last);
  draw_title(ui, {at, {at.x + width, at.y + title}}, entry, chosen);
  draw_text_in(ui.look, {{at.x, at.y + title}, {at.x + width, at.y + title + about}}, Type::Small, colour.quiet,
               entry.about);
  if (!entry.note.empty())
    draw_paragraph(ui.look, {at.x, at.y + title + about}, width, Type::Small, colour.text, entry.note);
}

}  // namespace

void timeline(Frame& frame) {
  section_header(frame.ui, text::say("timeline.title"));
  const std::vector<TimelineEntry>& all = history_shown(frame).entries;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  for (std::size_t begin = 0; begin < all.size(); begin += kPartOfPage)
    part_of_page(frame.memory.shown.history_rooms, "###timeline/part/" + std::to_string(begin), Sparing::Yes, [&] {
      for (std::size_t i = begin; i < std::min(begin + kPartOfPage, all.size()); ++i)
        draw_entry(frame, all[i], i + 1 == all.size());
    });
  ImGui::PopStyleVar();
}

}  // namespace ziping::view
