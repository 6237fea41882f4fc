#include "client/view/widgets/buttons.h"

#include <string>

namespace ziping::view {
namespace {

constexpr float kMarkSize = 14;
constexpr float kCheckSide = 18;

struct ButtonColours {
  Colour ground, border, words;
};

Colour mixed(Colour one, Colour other, float share) {
  const ImVec4 a = ImGui::ColorConvertU32ToFloat4(one);
  const ImVec4 b = ImGui::ColorConvertU32ToFloat4(other);
  return ImGui::ColorConvertFloat4ToU32(
      {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share, a.z + (b.z - a.z) * share, a.w + (b.w - a.w) * share});
}

ButtonColours colours_of(const Palette& colour, Rank rank, const Item& item, Enabled enabled) {
  const Colour none = faded(colour.surface, 0);
  if (enabled == Enabled::No)
    return rank == Rank::Bare ? ButtonColours{none, none, colour.faint}
                              : ButtonColours{colour.ground, colour.line, colour.faint};
  const float pressed = item.held && item.hovered ? 0.22f : item.hovered ? 0.1f : 0.0f;
  switch (rank) {
    case Rank::Primary: {
      const Colour ground = mixed(colour.accent, colour.text, pressed);
      return {ground, ground, colour.on_accent};
    }
    case Rank::Danger:
      return item.hovered ? ButtonColours{colour.bad_soft, colour.bad, colour.bad}
                          : ButtonColours{colour.surface, colour.line_strong, colour.text};
    case Rank::Bare:
      return {item.hovered ? mixed(colour.surface, colour.shade, item.held ? 1.0f : 0.7f) : none, none, colour.accent};
    case Rank::Quiet:
      break;
  }
  return {mixed(colour.surface, colour.text, pressed * 0.5f), colour.line_strong, colour.text};
}

float padding(const Ui& ui, Rank rank) { return ui.px(rank == Rank::Bare ? 8 : 16); }

std::string segment_words(const Tab& segment) {
  std::string words(shown_part(segment.label));
  if (segment.count > 0) words += " " + std::to_string(segment.count);
  return words;
}

float segment_width(const Ui& ui, const Tab& segment) {
  return text_width(ui.look, Type::Body, segment_words(segment)) + 2 * ui.px(12);
}

}  // namespace

float button_width(const Ui& ui, Rank rank, std::string_view label, Mark mark) {
  const float words = text_width(ui.look, Type::Body, shown_part(label));
  return words + 2 * padding(ui, rank) + (mark == Mark::None ? 0 : ui.px(kMarkSize + 8));
}

bool button(Ui& ui, Rank rank, std::string_view label, Enabled enabled, Mark mark) {
  const Item item = button_item(label, {button_width(ui, rank, label, mark), ui.px(kControlHeight)}, enabled);
  if (!item.visible) return false;
  const ButtonColours colours = colours_of(ui.colour(), rank, item, enabled);
  fill(ui.look, item.box, colours.ground, kCornerRadius);
  if (colours.border != colours.ground) outline(ui.look, item.box, colours.border, kCornerRadius);
  if (item.ringed) focus_ring(ui.look, item.box.inset(-ui.px(2), -ui.px(2)));
  Box words = item.box.inset(padding(ui, rank));
  if (mark != Mark::None) {
    draw_mark(ui.look, {words.min.x + ui.px(kMarkSize) / 2, words.centre().y}, ui.px(kMarkSize), mark, colours.words);
    words.min.x += ui.px(kMarkSize + 8);
  }
  draw_text_in(ui.look, words, Type::Body, colours.words, shown_part(label));
  return item.pressed;
}

bool mark_button(Ui& ui, std::string_view label, Mark mark, std::string_view hint, Enabled enabled) {
  const Item item = button_item(label, {ui.px(kControlHeight), ui.px(kControlHeight)}, enabled);
  if (!item.visible) return false;
  const ButtonColours colours = colours_of(ui.colour(), Rank::Bare, item, enabled);
  fill(ui.look, item.box, colours.ground, kCornerRadius);
  if (item.ringed) focus_ring(ui.look, item.box);
  const Colour stroke = enabled == Enabled::No ? ui.colour().faint
                        : item.hovered         ? ui.colour().text
                                               : ui.colour().quiet;
  draw_mark(ui.look, item.box.centre(), ui.px(kMarkSize), mark, stroke);
  explain_on_hover(ui, item, hint);
  return item.pressed;
}

float check_box_width(const Ui& ui, std::string_view label) {
  const std::string_view words = shown_part(label);
  return ui.px(kCheckSide) + (words.empty() ? 0 : ui.px(8) + text_width(ui.look, Type::Body, words));
}

bool check_box(Ui& ui, std::string_view label, Checked checked, Enabled enabled) {
  const float side = ui.px(kCheckSide);
  const std::string_view words = shown_part(label);
  const Item item = button_item(label, {check_box_width(ui, label), ui.px(kControlHeight)}, enabled);
  if (!item.visible) return false;
  const Palette& colour = ui.colour();
  const float top = std::round(item.box.centre().y - side / 2);
  const Box square{{item.box.min.x, top}, {item.box.min.x + side, top + side}};
  const bool on = checked == Checked::Yes;
  const bool off = enabled == Enabled::No;
  fill(ui.look, square, off ? colour.ground : on ? colour.accent : colour.surface, 3);
  if (!on || off) outline(ui.look, square, item.hovered ? colour.accent : colour.line_strong, 3);
  if (on) draw_mark(ui.look, square.centre(), ui.px(13), Mark::Check, off ? colour.faint : colour.on_accent);
  if (item.ringed) focus_ring(ui.look, square.inset(-ui.px(3), -ui.px(3)));
  draw_text_in(ui.look, {{square.max.x + ui.px(8), item.box.min.y}, item.box.max}, Type::Body,
               off ? colour.faint : colour.text, words);
  return item.pressed;
}

std::size_t tab_strip(Ui& ui, std::span<const Tab> tabs, std::size_t current) {
  const Palette& colour = ui.colour();
  const ImVec2 start = ImGui::GetCursorScreenPos();
  const float height = ui.px(40);
  const float right = start.x + width_left();
  ImVec2 at = start;
  std::size_t chosen = current;
  for (std::size_t i = 0; i < tabs.size(); ++i) {
    const std::string_view words = shown_part(tabs[i].label);
    const std::string count = tabs[i].count > 0 ? std::to_string(tabs[i].count) : std::string();
    const float words_width = text_width(ui.look, Type::Strong, words);  // as wide as the current one
    const float count_width =
        count.empty() ? 0 : std::max(text_width(ui.look, Type::Small, count) + ui.px(12), ui.px(20));
    const float width = words_width + (count.empty() ? 0 : count_width + ui.px(8)) + ui.px(24);
    if (at.x > start.x && at.x + width > right) at = {start.x, at.y + height};  // a row below
    const Item item = button_item_at(tabs[i].label, {at, {at.x + width, at.y + height}});
    if (item.pressed) chosen = i;
    if (item.visible) {
      const bool is_current = i == current;
      const Colour ink = is_current ? colour.accent : item.hovered ? colour.text : colour.quiet;
      draw_text_in(ui.look, {{at.x + ui.px(12), at.y}, {at.x + ui.px(12) + words_width, at.y + height}},
                   is_current ? Type::Strong : Type::Body, ink, words, Align::Centre);
      if (!count.empty()) {
        const float middle = item.box.centre().y;
        const Box pill{{item.box.max.x - ui.px(12) - count_width, middle - ui.px(10)},
                       {item.box.max.x - ui.px(12), middle + ui.px(10)}};
        fill(ui.look, pill, is_current ? colour.accent_soft : colour.shade, kPillRadius);
        draw_text_in(ui.look, pill, Type::Small, is_current ? colour.accent : colour.quiet, count, Align::Centre);
      }
      if (is_current)
        fill(ui.look, {{at.x + ui.px(12), at.y + height - ui.px(2)}, {item.box.max.x - ui.px(12), at.y + height}},
             colour.accent);
      if (item.ringed) focus_ring(ui.look, item.box.inset(ui.px(2), ui.px(4)));
    }
    at.x += width;
  }
  const float bottom = at.y + height;
  horizontal_line(ui.look, start.x, right, bottom - 1, colour.line);
  take_room({right - start.x, bottom - start.y});
  return chosen;
}

std::size_t segment_strip(Ui& ui, std::span<const Tab> segments, std::size_t current) {
  const Palette& colour = ui.colour();
  const Box whole = take_room({segment_strip_width(ui, segments), ui.px(kControlHeight)});
  fill(ui.look, whole, colour.ground, kCornerRadius);
  outline(ui.look, whole, colour.line, kCornerRadius);
  std::size_t chosen = current;
  float left = whole.min.x;
  for (std::size_t i = 0; i < segments.size(); ++i) {
    const float width = segment_width(ui, segments[i]);
    const Item item = button_item_at(segments[i].label, {{left, whole.min.y}, {left + width, whole.max.y}});
    left += width;
    if (item.pressed) chosen = i;
    if (!item.visible) continue;
    const bool is_current = i == current;
    if (is_current) {
      fill(ui.look, item.box, colour.accent_soft, kCornerRadius);
      outline(ui.look, item.box, colour.accent, kCornerRadius);
    } else if (item.hovered) {
      fill(ui.look, item.box, mixed(colour.surface, colour.shade, 0.7f), kCornerRadius);
    }
    if (item.ringed) focus_ring(ui.look, item.box.inset(-ui.px(2), -ui.px(2)));
    const Colour ink = is_current ? colour.accent : item.hovered ? colour.text : colour.quiet;
    draw_text_in(ui.look, item.box, Type::Body, ink, segment_words(segments[i]), Align::Centre);
  }
  return chosen;
}

float segment_strip_width(const Ui& ui, std::span<const Tab> segments) {
  float width = 0;
  for (const Tab& segment : segments) width += segment_width(ui, segment);
  return width;
}

void explain_last_button(const Ui& ui, std::string_view sentence) {
  Item item;
  item.hovered = ImGui::IsItemHovered(ImGuiHoveredFlags_AllowWhenDisabled);
  explain_on_hover(ui, item, sentence);
}

}  // namespace ziping::view
