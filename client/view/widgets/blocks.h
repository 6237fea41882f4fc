// What a page is put together from: cards, section titles, pills, strips, bars, and the sentence where nothing is.
#pragma once
#include <string_view>

#include "client/view/widgets/buttons.h"
#include "client/view/widgets/fields.h"

namespace ziping::view {

void space(const Ui& ui, float pixels_at_100);

// A line of text in the flow of the page.
void text_line(const Ui& ui, Type type, Colour colour, std::string_view text);
void text_block(const Ui& ui, Type type, Colour colour, std::string_view text, float width = 0);

// The title of a section, with who fills it at the right end.
void section_header(const Ui& ui, std::string_view title, std::string_view at_right = {});

// A surface with a border around what is drawn while it lives, as wide as what is left and as high as its content.
class Card {
 public:
  explicit Card(const Ui& ui, float padding_at_100 = 16);
  Card(const Ui& ui, ImVec2 padding);  // as drawn
  ~Card();
  Card(const Card&) = delete;
  Card& operator=(const Card&) = delete;

 private:
  const Ui& ui_;
  ImVec2 top_left_;
  float width_;
  ImVec2 padding_;
  ImDrawListSplitter layers_;  // the ground goes under what is drawn before its height is known
  std::optional<Column> column_;
};

// Stages and counts. Both take room in the row and return nothing.
enum class Tone { Neutral, Accent, Good, Warn, Bad, Clash };
[[nodiscard]] Colour ink_of(const Palette& colour, Tone tone);
void pill(const Ui& ui, std::string_view words, Tone tone);
void badge(const Ui& ui, Mark mark, std::string_view words, Tone tone);
void draw_pill_in(const Ui& ui, Box box, std::string_view words, Tone tone);
void draw_badge(const Ui& ui, ImVec2 left_middle, Mark mark, std::string_view words, Tone tone);
[[nodiscard]] float pill_width(const Ui& ui, std::string_view words);
[[nodiscard]] float badge_width(const Ui& ui, std::string_view words);

// `share` from 0 to 1; the percentage stands at the right.
void progress_bar(const Ui& ui, float width, float share);
void draw_progress_in(const Ui& ui, Box box, float share);

// A soft ground over the whole width with a mark and a sentence; buttons follow on it until end_strip().
struct StripPlace {
  Box box;
};
StripPlace begin_strip(const Ui& ui, Level level, std::string_view sentence, float buttons_width = 0);
void end_strip(const StripPlace& strip);

// One sentence in the middle of what is left; the caller's buttons go below it, centred by `buttons_width`.
void empty_state(const Ui& ui, std::string_view sentence, std::string_view explanation, float buttons_width = 0);

}  // namespace ziping::view
