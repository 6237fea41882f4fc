#include "client/view/widgets/blocks.h"

#include <algorithm>
#include <string>

namespace ziping::view {
namespace {

struct ToneColours {
  Colour ground, ink;
};

ToneColours colours_of(const Palette& colour, Tone tone) {
  switch (tone) {
    case Tone::Accent:
      return {colour.accent_soft, colour.accent};
    case Tone::Good:
      return {colour.good_soft, colour.good};
    case Tone::Warn:
      return {colour.warn_soft, colour.warn};
    case Tone::Bad:
      return {colour.bad_soft, colour.bad};
    case Tone::Clash:
      return {colour.clash_soft, colour.clash};
    case Tone::Neutral:
      break;
  }
  return {colour.shade, colour.quiet};
}

constexpr float kPillHeight = 22;
constexpr unsigned kPillBorder = 56;  // opacity
constexpr float kBarHeight = 6;

}  // namespace

void space(const Ui& ui, float pixels_at_100) {
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  ImGui::Dummy({0, ui.px(pixels_at_100)});
  ImGui::PopStyleVar();
}

void text_line(const Ui& ui, Type type, Colour colour, std::string_view text) {
  const Box room = take_room({text_width(ui.look, type, text), std::round(ui.look.type_px(type) * kProseLineHeight)});
  draw_text(ui.look, {room.min.x, room.centre().y - ui.look.type_px(type) / 2}, type, colour, text);
}

void text_block(const Ui& ui, Type type, Colour colour, std::string_view text, float width) {
  if (width <= 0) width = width_left();
  const Box room = take_room({width, paragraph_height(ui.look, width, type, text)});
  draw_paragraph(ui.look, room.min, width, type, colour, text);
}

void section_header(const Ui& ui, std::string_view title, std::string_view at_right) {
  const Box room = take_room({width_left(), ui.px(32)});
  const float right = at_right.empty() ? 0 : text_width(ui.look, Type::Small, at_right) + ui.px(16);
  draw_text_in(ui.look, {room.min, {room.max.x - right, room.max.y}}, Type::Section, ui.colour().text, title);
  if (!at_right.empty()) draw_text_in(ui.look, room, Type::Small, ui.colour().quiet, at_right, Align::Right);
}

Card::Card(const Ui& ui, float padding_at_100) : Card(ui, ImVec2(ui.px(padding_at_100), ui.px(padding_at_100))) {}

Card::Card(const Ui& ui, ImVec2 padding)
    : ui_(ui), top_left_(ImGui::GetCursorScreenPos()), width_(width_left()), padding_(padding) {
  layers_.Split(ImGui::GetWindowDrawList(), 2);
  layers_.SetCurrentChannel(ImGui::GetWindowDrawList(), 1);
  ImGui::SetCursorScreenPos({top_left_.x + padding_.x, top_left_.y + padding_.y});
  column_.emplace(width_ - 2 * padding_.x);
}

Card::~Card() {
  column_.reset();
  const float bottom = ImGui::GetItemRectMax().y + padding_.y;
  const Box box{top_left_, {top_left_.x + width_, bottom}};
  ImDrawList* list = ImGui::GetWindowDrawList();
  layers_.SetCurrentChannel(list, 0);
  fill(ui_.look, box, ui_.colour().surface, kCornerRadius);
  outline(ui_.look, box, ui_.colour().line, kCornerRadius);
  layers_.Merge(list);
  ImGui::SetCursorScreenPos(top_left_);
  ImGui::Dummy({width_, bottom - top_left_.y});
}

Colour ink_of(const Palette& colour, Tone tone) { return colours_of(colour, tone).ink; }

float pill_width(const Ui& ui, std::string_view words) { return text_width(ui.look, Type::Small, words) + ui.px(16); }

float badge_width(const Ui& ui, std::string_view words) {
  return ui.px(12) + (words.empty() ? 0 : ui.px(4) + text_width(ui.look, Type::Small, words));
}

void draw_pill_in(const Ui& ui, Box box, std::string_view words, Tone tone) {
  const ToneColours colours = colours_of(ui.colour(), tone);
  const float width = std::min(pill_width(ui, words), box.width());
  const float top = std::round(box.centre().y - ui.px(kPillHeight) / 2);
  const Box shape{{box.min.x, top}, {box.min.x + width, top + ui.px(kPillHeight)}};
  fill(ui.look, shape, colours.ground, kPillRadius);
  outline(ui.look, shape, faded(colours.ink, kPillBorder), kPillRadius);  // it may stand on its own ground's colour
  draw_text_in(ui.look, shape.inset(ui.px(8)), Type::Small, colours.ink, words, Align::Centre);
}

void pill(const Ui& ui, std::string_view words, Tone tone) {
  draw_pill_in(ui, take_room({pill_width(ui, words), ui.px(kPillHeight)}), words, tone);
}

void draw_badge(const Ui& ui, ImVec2 left_middle, Mark mark, std::string_view words, Tone tone) {
  const Colour ink = colours_of(ui.colour(), tone).ink;
  const float half = ui.px(12) / 2;
  draw_mark(ui.look, {left_middle.x + half, left_middle.y}, ui.px(12), mark, ink);
  draw_text(ui.look, {left_middle.x + ui.px(16), left_middle.y - ui.look.type_px(Type::Small) / 2}, Type::Small, ink,
            words);
}

void badge(const Ui& ui, Mark mark, std::string_view words, Tone tone) {
  const Box room = take_room({badge_width(ui, words), ui.px(kPillHeight)});
  draw_badge(ui, {room.min.x, room.centre().y}, mark, words, tone);
}

void draw_progress_in(const Ui& ui, Box box, float share) {
  share = std::clamp(share, 0.0f, 1.0f);
  const std::string percent = std::to_string(static_cast<int>(share * 100)) + "%";
  const float words = text_width(ui.look, Type::Small, "100%");
  const float top = std::round(box.centre().y - ui.px(kBarHeight) / 2);
  const Box track{{box.min.x, top}, {box.max.x - words - ui.px(8), top + ui.px(kBarHeight)}};
  fill(ui.look, track, ui.colour().shade, kBarHeight / 2);
  const Colour ink = share >= 1 ? ui.colour().good : ui.colour().accent;
  if (share > 0)
    fill(ui.look, {track.min, {track.min.x + std::max(track.width() * share, ui.px(kBarHeight)), track.max.y}}, ink,
         kBarHeight / 2);
  draw_text_in(ui.look, box, Type::Small, ui.colour().quiet, percent, Align::Right);
}

void progress_bar(const Ui& ui, float width, float share) {
  draw_progress_in(ui, take_room({width, ui.px(20)}), share);
}

StripPlace begin_strip(const Ui& ui, Level level, std::string_view sentence, float buttons_width) {
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = width_left();
  const float left = ui.px(16 + 14 + 8);
  const float room = width - left - ui.px(16) - (buttons_width > 0 ? buttons_width + ui.px(16) : 0);
  const float words = paragraph_height(ui.look, room, Type::Body, sentence);
  const float height = std::max(words + ui.px(16), ui.px(kControlHeight + 16));
  const Box box{at, {at.x + width, at.y + height}};
  fill(ui.look, box, soft_of(ui.colour(), level), kCornerRadius);
  draw_mark(ui.look, {at.x + ui.px(16 + 7), box.centre().y}, ui.px(14), mark_of(level), ink_of(ui.colour(), level));
  draw_paragraph(ui.look, {at.x + left, std::round(box.centre().y - words / 2)}, room, Type::Body, ui.colour().text,
                 sentence);
  ImGui::SetCursorScreenPos(
      {box.max.x - ui.px(16) - buttons_width, std::round(box.centre().y - ui.px(kControlHeight) / 2)});
  return {box};
}

void end_strip(const StripPlace& strip) {
  ImGui::SetCursorScreenPos(strip.box.min);
  ImGui::Dummy({strip.box.width(), strip.box.height()});
}

void empty_state(const Ui& ui, std::string_view sentence, std::string_view explanation, float buttons_width) {
  const float width = width_left();
  const float start = ImGui::GetCursorPosX();
  space(ui, 32);
  draw_text_in(ui.look, take_room({width, ui.px(32)}), Type::Section, ui.colour().text, sentence, Align::Centre);
  if (!explanation.empty())
    draw_text_in(ui.look, take_room({width, ui.px(24)}), Type::Body, ui.colour().quiet, explanation, Align::Centre);
  space(ui, 8);
  ImGui::SetCursorPosX(start + std::round((width - buttons_width) / 2));
}

}  // namespace ziping::view
