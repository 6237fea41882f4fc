// Things to press: buttons of four ranks, tabs, folding marks. Each returns true in the frame it is pressed.
//
// Labels are "what is shown###id".
#pragma once
#include <span>
#include <string_view>

#include "client/view/widgets/item.h"

namespace ziping::view {

enum class Rank {
  Primary,  // one a screen
  Quiet,    // framed
  Bare,     // a word that can be pressed, framed only under the mouse
  Danger,   // quiet until hovered
};

bool button(Ui& ui, Rank rank, std::string_view label, Enabled enabled = Enabled::Yes, Mark mark = Mark::None);

// The width button() takes, for rows that are set from the right.
[[nodiscard]] float button_width(const Ui& ui, Rank rank, std::string_view label, Mark mark = Mark::None);

// A mark alone on a square; `hint` is what it does, shown on hover.
bool mark_button(Ui& ui, std::string_view label, Mark mark, std::string_view hint, Enabled enabled = Enabled::Yes);

enum class Checked { No, Yes };

// A box with its words to the right; true when it was pressed, the caller turns the value over.
bool check_box(Ui& ui, std::string_view label, Checked checked, Enabled enabled = Enabled::Yes);
[[nodiscard]] float check_box_width(const Ui& ui, std::string_view label);

struct Tab {
  std::string label;
  int count = 0;  // 0 shows none
};

// Returns the tab that is current after this frame.
std::size_t tab_strip(Ui& ui, std::span<const Tab> tabs, std::size_t current);

// The same within a bar: a framed row, as high as a button and no wider than its words.
std::size_t segment_strip(Ui& ui, std::span<const Tab> segments, std::size_t current);
[[nodiscard]] float segment_strip_width(const Ui& ui, std::span<const Tab> segments);

// Says beside the mouse what the button drawn last does.
void explain_last_button(const Ui& ui, std::string_view sentence);

}  // namespace ziping::view
