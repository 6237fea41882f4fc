#include "client/view/widgets/prose_field.h"

#include <imgui_internal.h>

#include <algorithm>

#include "client/text/say.h"
#include "client/view/widgets/utf32.h"

namespace ziping::view {
namespace {
constexpr float kPaddingX = 12;
constexpr float kPaddingY = 8;
constexpr float kCountHeight = 24;
constexpr float kBarWidth = 3;

// Which rows of a text are in sight, and where their characters stand in its bytes.
class RowsInSight {
 public:
  RowsInSight(const WrappedText& text, Box inner, float line) : text_(text) {
    const ImRect sight = ImGui::GetCurrentWindow()->ClipRect;
    const auto rows = static_cast<float>(text.rows.rows().size());
    const auto row_at = [&](float y) {
      return static_cast<std::size_t>(std::clamp((y - inner.min.y) / line, 0.0f, rows));
    };
    first_ = row_at(sight.Min.y);
    last_ = std::min(row_at(sight.Max.y) + 1, text.rows.rows().size());
  }

  [[nodiscard]] std::size_t first() const { return first_; }
  [[nodiscard]] std::size_t last() const { return last_; }  // behind them
  [[nodiscard]] bool none() const { return first_ >= last_; }

  // For index_of(): once, and only where there is something to look for.
  void find_bytes() {
    const std::size_t begin = text_.rows.rows()[first_].begin, end = text_.rows.rows()[last_ - 1].end;
    const std::u32string_view all = text_.text;
    bytes_ = {utf8_bytes(all.substr(0, begin))};
    for (const char32_t& one : all.substr(begin, end - begin)) bytes_.push_back(bytes_.back() + utf8_bytes({&one, 1}));
  }
  [[nodiscard]] bool holds(const MarkedWords& one) const {
    return one.begin < bytes_.back() && one.end > bytes_.front();
  }
  // Of the character that holds the byte; of one out of sight the nearest that is not.
  [[nodiscard]] std::size_t index_of(std::size_t byte) const {
    const auto behind = std::ranges::upper_bound(bytes_, byte) - bytes_.begin();
    return text_.rows.rows()[first_].begin + static_cast<std::size_t>(std::max<std::ptrdiff_t>(behind, 1)) - 1;
  }

 private:
  const WrappedText& text_;
  std::size_t first_ = 0, last_ = 0;
  std::vector<std::size_t> bytes_;  // of each character in sight, and behind the last
};

// Beside each row a bar for everyone of whom something stands in it; gives the piece under the mouse.
const Written* draw_written(Ui& ui, std::span<const Written> written, const WrappedText& text, Box frame, Box inner,
                            float line) {
  const ImVec2 mouse = ImGui::GetIO().MousePos;
  const bool inside = ImGui::IsWindowHovered(ImGuiHoveredFlags_AllowWhenBlockedByActiveItem) &&
                      ImGui::IsMouseHoveringRect(frame.min, frame.max);
  std::vector<std::size_t> ends;  // of the pieces, in bytes and then in characters
  for (const Written& piece : written) ends.push_back((ends.empty() ? 0 : ends.back()) + piece.bytes);
  ends = indexes_of_bytes(text.text, ends);
  const Written* pointed = nullptr;
  const RowsInSight sight(text, inner, line);
  std::size_t first = 0;
  for (std::size_t i = sight.first(); i < sight.last(); ++i) {
    const TextRow& row = text.rows.rows()[i];
    while (first < ends.size() && ends[first] <= row.begin) ++first;
    std::size_t last = first;
    while (last < ends.size() && ends[last] < row.end) ++last;
    const std::size_t count = std::min(last + 1, ends.size()) - std::min(first, ends.size());
    const float top = inner.min.y + static_cast<float>(i) * line,
                share = line / static_cast<float>(std::max<std::size_t>(count, 1));
    for (std::size_t k = 0; k < count; ++k) {
      const float from = top + static_cast<float>(k) * share;
      fill(ui.look, {{frame.min.x + ui.px(4), from}, {frame.min.x + ui.px(4 + kBarWidth), from + share}},
           written[first + k].bar);
    }
    if (inside && mouse.y >= top && mouse.y < top + line) {
      const std::size_t at = text.rows.position_at(i, mouse.x - inner.min.x);
      for (std::size_t k = 0; k < count && !pointed; ++k)
        if (ends[first + k] > at || first + k + 1 == ends.size()) pointed = &written[first + k];
    }
  }
  return pointed;
}

// The words from one character to another, as far as they stand in a row.
Box words_in_row(const TextRows& rows, std::size_t nth, std::size_t begin, std::size_t end, Box inner, float line) {
  const TextRow& row = rows.rows()[nth];
  const float top = inner.min.y + static_cast<float>(nth) * line;
  const float from = begin > row.begin ? rows.x_of(begin) : 0;
  const float to = rows.x_of(std::min(end, row.end), RowSide::End);
  return {{inner.min.x + from, top}, {inner.min.x + std::max(to, from), top + line}};
}

// Into sight, wherever they are.
void scroll_to(const MarkedWords& one, const WrappedText& text, Box inner, float line) {
  const std::size_t begin = index_of_byte(text.text, one.begin), end = index_of_byte(text.text, one.end);
  for (std::size_t i = text.rows.row_of(begin); i < text.rows.rows().size() && text.rows.rows()[i].begin < end; ++i) {
    const Box words = words_in_row(text.rows, i, begin, end, inner, line);
    ImGui::ScrollToRect(ImGui::GetCurrentWindow(), {words.min, words.max}, ImGuiScrollFlags_KeepVisibleCenterY);
  }
}

// Behind the words; gives what is under the mouse. A word that is everywhere is marked a thousand times, so that only
// what is in sight is looked at.
const MarkedWords* draw_marked(Ui& ui, const ProseFrame& frame, const WrappedText& text, Box inner, float line) {
  RowsInSight sight(text, inner, line);
  if (frame.scrolls_to_mark)
    for (const MarkedWords& one : frame.marked)
      if (one.as == MarkedAs::GoneTo) scroll_to(one, text, inner, line);
  if (sight.none()) return nullptr;
  sight.find_bytes();
  const MarkedWords* pointed = nullptr;
  for (const MarkedWords& one : frame.marked) {
    if (!sight.holds(one)) continue;
    const std::size_t begin = sight.index_of(one.begin), end = sight.index_of(one.end);
    for (std::size_t i = text.rows.row_of(begin); i < sight.last() && text.rows.rows()[i].begin < end; ++i) {
      const Box words = words_in_row(text.rows, i, begin, end, inner, line);
      if (one.as == MarkedAs::Remarked)
        fill(ui.look, {{words.min.x, words.max.y - ui.px(3)}, {words.max.x, words.max.y - ui.px(1)}}, ui.colour().warn);
      else
        fill(ui.look, words, one.as == MarkedAs::GoneTo ? ui.colour().warn_soft : ui.colour().accent_soft);
      if (!one.said.empty() && ImGui::IsMouseHoveringRect(words.min, words.max)) pointed = &one;
    }
  }
  return pointed;
}

// Everyone once, in the order of the text, as far as there is room.
void draw_authors(Ui& ui, std::span<const Written> written, Box foot) {
  std::vector<std::string_view> told;
  float x = foot.min.x;
  for (const Written& piece : written) {
    if (std::ranges::find(told, piece.who) != told.end()) continue;
    told.push_back(piece.who);
    const float width = text_width(ui.look, Type::Small, piece.who);
    if (x + ui.px(16) + width > foot.max.x) return;
    const float middle = foot.centre().y;
    fill(ui.look, {{x, middle - ui.px(5)}, {x + ui.px(kBarWidth), middle + ui.px(5)}}, piece.bar);
    draw_text_in(ui.look, {{x + ui.px(8), foot.min.y}, {x + ui.px(8) + width, foot.max.y}}, Type::Small,
                 ui.colour().quiet, piece.who);
    x += ui.px(24) + width;
  }
}

std::string count_words(std::size_t characters, std::size_t most) {
  if (most == 0) return text::say("fields.characters", {grouped(characters)});
  if (characters <= most) return text::say("fields.characters_of", {grouped(characters), grouped(most)});
  return text::say("fields.characters_over", {grouped(characters), grouped(most), grouped(characters - most)});
}

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
  const MarkedWords* remarked =
      frame.marked.empty() ? nullptr
                           : draw_marked(ui, frame, wrapped(ui, id, text, inner.width(), Type::Body), inner, line);
  const EditSpec spec{.label = field.id,
                      .text = text,
                      .lines = Lines::Many,
                      .writable = locked ? Writable::No : Writable::Yes,
                      .recall = field.recall,
                      .hint = field.hint};
  EditOutcome outcome = edit_box(ui, spec, box, inner);

  const std::size_t characters =
      wrapped(ui, id, outcome.changed() ? outcome.text : text, inner.width(), Type::Body).characters;
  const bool over = frame.characters_max > 0 && characters > frame.characters_max;
  const std::string count = count_words(characters, frame.characters_max);
  const Box foot{{inner.min.x, box.max.y - count_height - ui.px(4)}, {inner.max.x, box.max.y - ui.px(4)}};
  const float count_left = foot.max.x - text_width(ui.look, Type::Small, count);
  if (!frame.written.empty() && !outcome.changed()) {
    const Written* pointed =
        draw_written(ui, frame.written, wrapped(ui, id, text, inner.width(), Type::Body), box, inner, line);
    draw_authors(ui, frame.written, {foot.min, {count_left - ui.px(24), foot.max.y}});
    if (pointed)
      explain_on_hover(ui, outcome.item, pointed->when.empty() ? pointed->who : pointed->who + " · " + pointed->when);
  }
  if (remarked) explain_on_hover(ui, outcome.item, remarked->said);
  if (over) draw_mark(ui.look, {count_left - ui.px(10), foot.centre().y}, ui.px(12), Mark::Cross, colour.bad);
  draw_text_in(ui.look, foot, Type::Small, over ? colour.bad : colour.quiet, count, Align::Right);
  const std::string note = note_of(ui, field.id, text);
  const FindingLine said[] = {{Level::Info, note}};
  end_field(ui, field, place, note.empty() ? std::span<const FindingLine>() : std::span<const FindingLine>(said));
  return outcome;
}

}  // namespace ziping::view
