// Text, marks and boxes as every widget draws them.
//
// Text stands by its em box: the top that is passed in is the top of a Chinese character, whatever ascent the font
// claims, so labels and figures line up in every font. All that is drawn also goes into Dear ImGui's log, the text
// picture that tests compare.
#pragma once
#include <string>
#include <string_view>

#include "client/view/widgets/text_rows.h"
#include "client/view/widgets/theme.h"

namespace ziping::view {

struct Box {
  ImVec2 min, max;

  [[nodiscard]] float width() const { return max.x - min.x; }
  [[nodiscard]] float height() const { return max.y - min.y; }
  [[nodiscard]] ImVec2 centre() const { return {(min.x + max.x) / 2, (min.y + max.y) / 2}; }
  [[nodiscard]] Box inset(float x, float y = 0) const { return {{min.x + x, min.y + y}, {max.x - x, max.y - y}}; }
};

enum class Align { Left, Centre, Right };

[[nodiscard]] float text_width(const Look& look, Type type, std::string_view text);
[[nodiscard]] Advance advance_of(const Look& look, Type type);

void draw_text(const Look& look, ImVec2 top_left, Type type, Colour colour, std::string_view text);

// In one row, in the middle of the box's height, cut with … where it does not fit.
void draw_text_in(const Look& look, Box box, Type type, Colour colour, std::string_view text,
                  Align align = Align::Left);

// Wrapped like prose; returns the height taken, which is that of one row at least.
float draw_paragraph(const Look& look, ImVec2 top_left, float width, Type type, Colour colour, std::string_view text);
[[nodiscard]] float paragraph_height(const Look& look, float width, Type type, std::string_view text);

// Drawn as shapes, because not every font has them.
enum class Mark {
  None,
  Check,
  Warning,
  Cross,
  Clash,
  Dot,
  Lock,
  Info,
  Left,
  Right,
  Down,
  Up,
  Search,
  More,
  Plus,
  Bin,
  Pencil,
  Calendar
};

void draw_mark(const Look& look, ImVec2 centre, float size, Mark mark, Colour colour);

// The upper right corner of the box folded over, where a mark would take the room of words; reads as the mark does.
void draw_corner(const Look& look, Box box, Mark mark, Colour colour);

// What the mark reads as in a text picture; empty for Mark::None.
[[nodiscard]] std::string_view mark_text(Mark mark);

// Adds to the text picture alone, for what is drawn as a shape; `at` tells which line it belongs to.
void log_text(ImVec2 at, std::string_view text);

void fill(const Look& look, Box box, Colour colour, float radius_at_100 = 0);
void outline(const Look& look, Box box, Colour colour, float radius_at_100 = 0, float thickness_at_100 = 1);
void focus_ring(const Look& look, Box box, float radius_at_100 = kCornerRadius);
void horizontal_line(const Look& look, float left, float right, float y, Colour colour);
void vertical_line(const Look& look, float x, float top, float bottom, Colour colour);

}  // namespace ziping::view
