// The window's frame: top bar, status line, panes at both sides that can be dragged and folded, and the column between.
//
// Units      Widths in PaneWidths are pixels at 100 %, so that they survive a change of scale.
#pragma once
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "client/view/widgets/blocks.h"

namespace ziping::view {

enum class Folded { No, Yes };

struct PaneState {
  float width = 0;
  Folded folded = Folded::No;
  bool by_itself = false;  // it folded where there was no room, and nobody has opened it since
};

inline constexpr float kPaneWidthMin = 180;
inline constexpr float kPaneWidthMax = 560;
inline constexpr float kMiddleWidthMin = 480;
// Widths of the window at 100 %: narrower, the pane folds by itself.
inline constexpr float kLeftFoldsBelow = 900;
inline constexpr float kRightFoldsBelow = 1400;
inline constexpr float kRailWidth = 28;  // of what stays of a folded pane

enum class Pane { Left, Middle, Right };

struct Panes {
  PaneState left{260, Folded::No};
  PaneState right{340, Folded::No};
  float last_width = 0;                // of the window, to fold a pane when it becomes narrow and not again
  Pane keyboard = Pane::Middle;        // the one that has it
  std::optional<Pane> gives_keyboard;  // to the first thing in it, when it is next drawn
  bool taken_up = false;               // as they were kept, and not drawn since
  bool left_was_open = false;  // in the frame before: where there is no room for both, the one that is opened stays
};

// How they are kept, "260 open 340 folded 1": the width of each and whether it is "open", was "folded" by somebody, or
// folded "by-itself"; and for how many of them the window was too narrow. What makes no sense changes nothing.
[[nodiscard]] std::string stored_panes(const Panes& panes);
void take_up(Panes& panes, std::string_view kept);

// How much of something waits in a folded pane.
struct RailCount {
  Mark mark = Mark::None;
  Tone tone = Tone::Neutral;
  std::size_t count = 0;  // 0 shows none
};

// What stands on the rail of a folded pane, and on its border under the mouse.
struct PaneWords {
  std::string_view name, how_to_fold;
  std::span<const RailCount> counts = {};  // below the name
  std::string_view counted = {};           // what these are, in words, while the mouse is on the rail
};

using Draw = std::function<void()>;

// Three panes over the whole of `size`. Dragging a border changes the widths, double-clicking it folds the pane to a
// rail, and a click on that unfolds it.
void split_panes(Ui& ui, std::string_view id, Panes& panes, ImVec2 size, const Draw& left, const Draw& middle,
                 const Draw& right, PaneWords left_words = {}, PaneWords right_words = {});

// Bars over the whole width with a line at their inner edge; the content is set with `padding` at both ends.
void top_bar(Ui& ui, std::string_view id, const Draw& content);
void status_bar(Ui& ui, std::string_view id, const Draw& content);

// A region that scrolls by itself, its content centred and at most `width_max_at_100` wide.
void scroll_column(Ui& ui, std::string_view id, ImVec2 size, float width_max_at_100, const Draw& content);

// Fills the viewport with a window without any frame and draws into it.
void whole_window(Ui& ui, std::string_view id, const Draw& content);

}  // namespace ziping::view
