#include "client/view/widgets/rich_text.h"

#include <algorithm>
#include <string>
#include <vector>

#include "client/view/widgets/edit_box.h"
#include "client/view/widgets/utf32.h"

namespace ziping::view {
namespace {

struct SpanColours {
  Colour ground, ink;
};

SpanColours colours_of(const Palette& colour, SpanStyle style) {
  const Colour none = faded(colour.surface, 0);
  switch (style) {
    case SpanStyle::Inserted:
      return {colour.good_soft, colour.text};
    case SpanStyle::Removed:
      return {colour.bad_soft, colour.quiet};
    case SpanStyle::Clash:
      return {colour.clash_soft, colour.text};
    case SpanStyle::Remarked:
      return {colour.warn_soft, colour.text};
    case SpanStyle::MovedAway:
      return {colour.accent_soft, colour.quiet};
    case SpanStyle::MovedHere:
    case SpanStyle::Found:
      return {colour.accent_soft, colour.text};
    case SpanStyle::FoundHere:
      return {colour.accent, colour.on_accent};
    case SpanStyle::Quiet:
      return {none, colour.quiet};
    case SpanStyle::Plain:
      break;
  }
  return {none, colour.text};
}

// The colour of the line through or under the words, where the style has one.
std::optional<Colour> through(const Palette& colour, SpanStyle style) {
  if (style == SpanStyle::Removed) return colour.bad;
  if (style == SpanStyle::MovedAway) return colour.accent;
  return std::nullopt;
}

std::optional<Colour> under(const Palette& colour, SpanStyle style) {
  if (style == SpanStyle::Inserted) return colour.good;
  if (style == SpanStyle::Clash) return colour.clash;
  if (style == SpanStyle::MovedHere) return colour.accent;
  return std::nullopt;
}

// The spans as one text, and where each ends in it.
struct Joined {
  std::string text;
  std::vector<std::size_t> ends;  // in code points
};

Joined join(std::span<const TextSpan> spans) {
  Joined joined;
  std::size_t length = 0;
  for (const TextSpan& span : spans) {
    joined.text += span.text;
    length += from_utf8(span.text).size();
    joined.ends.push_back(length);
  }
  return joined;
}

// The text picture has no grounds: it tells inserted from removed as {+…+} and [-…-], as word diffs do.
std::pair<std::string_view, std::string_view> brackets_of(SpanStyle style) {
  switch (style) {
    case SpanStyle::Inserted:
      return {"{+", "+}"};
    case SpanStyle::Removed:
      return {"[-", "-]"};
    case SpanStyle::Clash:
      return {"{⇄", "⇄}"};
    case SpanStyle::MovedAway:
      return {"<-", "->"};
    case SpanStyle::MovedHere:
      return {"<+", "+>"};
    case SpanStyle::FoundHere:
      return {"[=", "=]"};
    case SpanStyle::Found:
    case SpanStyle::Remarked:
    case SpanStyle::Quiet:
    case SpanStyle::Plain:
      break;
  }
  return {};
}

struct Piece {
  std::size_t span = 0;
  Box box;
  std::u32string_view text;
};

std::vector<Piece> lay_out(const Look& look, Type type, const WrappedText& text, const std::vector<std::size_t>& ends,
                           ImVec2 top_left) {
  std::vector<Piece> pieces;
  const float line = std::round(look.type_px(type) * kProseLineHeight);
  std::size_t span = 0;
  for (std::size_t r = 0; r < text.rows.rows().size(); ++r) {
    const TextRow& row = text.rows.rows()[r];
    const float top = top_left.y + static_cast<float>(r) * line;
    for (std::size_t at = row.begin; at < row.end;) {
      while (span < ends.size() && ends[span] <= at) ++span;
      const std::size_t end = span < ends.size() ? std::min(row.end, ends[span]) : row.end;
      const float left = top_left.x + text.rows.x_of(at);
      const float right = top_left.x + text.rows.x_of(end, RowSide::End);
      pieces.push_back({span, {{left, top}, {right, top + line}}, std::u32string_view(text.text).substr(at, end - at)});
      at = end;
    }
  }
  return pieces;
}

void draw_piece(const Ui& ui, Type type, const Piece& piece, SpanStyle style) {
  const SpanColours colours = colours_of(ui.colour(), style);
  const Box ground = piece.box.inset(0, ui.px(2));
  fill(ui.look, ground, colours.ground, 2);
  const float top = piece.box.centre().y - ui.look.type_px(type) / 2;
  draw_text(ui.look, {piece.box.min.x, top}, type, colours.ink, to_utf8(piece.text));
  const std::optional<Colour> struck = through(ui.colour(), style), underlined = under(ui.colour(), style);
  if (struck) horizontal_line(ui.look, piece.box.min.x, piece.box.max.x, std::round(piece.box.centre().y), *struck);
  if (underlined)
    horizontal_line(ui.look, piece.box.min.x, piece.box.max.x, ground.max.y - std::max(1.0f, ui.px(1)), *underlined);
}

}  // namespace

RichOutcome rich_text(Ui& ui, std::string_view label, std::span<const TextSpan> spans, float width, Type type,
                      Pressable pressable) {
  if (width <= 0) width = width_left();
  const Joined joined = join(spans);
  const ImGuiID id = ImGui::GetID(label.data(), label.data() + label.size());
  const WrappedText& text = wrapped(ui, id, joined.text, width, type);
  const float line = std::round(ui.look.type_px(type) * kProseLineHeight);
  const ImVec2 size{width, line * static_cast<float>(text.rows.rows().size())};
  Item item;
  if (pressable == Pressable::Yes) item = button_item(label, size);
  RichOutcome outcome;
  outcome.box = pressable == Pressable::Yes ? item.box : take_room(size);
  if (!ImGui::IsRectVisible(outcome.box.min, outcome.box.max)) return outcome;
  std::size_t opened = spans.size();
  ImVec2 last = outcome.box.min;
  const ImVec2 mouse = ImGui::GetMousePos();
  for (const Piece& piece : lay_out(ui.look, type, text, joined.ends, outcome.box.min)) {
    const SpanStyle style = spans[piece.span].style;
    const ImVec2 middle = piece.box.centre();
    if (opened != piece.span) {
      if (opened < spans.size()) log_text(middle, brackets_of(spans[opened].style).second);
      log_text(middle, brackets_of(style).first);
      opened = piece.span;
    }
    draw_piece(ui, type, piece, style);
    last = middle;
    const bool over = mouse.x >= piece.box.min.x && mouse.x < piece.box.max.x && mouse.y >= piece.box.min.y &&
                      mouse.y < piece.box.max.y;
    if (!over || !item.hovered) continue;
    outcome.hovered = piece.span;
    if (item.pressed) {
      outcome.pressed = piece.span;
      outcome.pressed_at = piece.box.min;
    }
  }
  if (opened < spans.size()) log_text(last, brackets_of(spans[opened].style).second);
  outcome.pressed_whole = item.pressed && !outcome.pressed;
  if (item.ringed) focus_ring(ui.look, item.box.inset(-ui.px(4), -ui.px(2)));
  return outcome;
}

float span_top(Ui& ui, std::string_view label, std::span<const TextSpan> spans, std::size_t index, float width,
               Type type) {
  const Joined joined = join(spans);
  const ImGuiID id = ImGui::GetID(label.data(), label.data() + label.size());
  const WrappedText& text = wrapped(ui, id, joined.text, width, type);
  const std::size_t begin =
      index == 0 || joined.ends.empty() ? 0 : joined.ends[std::min(index, joined.ends.size()) - 1];
  const float line = std::round(ui.look.type_px(type) * kProseLineHeight);
  return line * static_cast<float>(text.rows.row_of(begin));
}

}  // namespace ziping::view
