// A piece of the screen that reacts: where it is, and what mouse and keyboard do to it. Every interactive widget is
// made of these, and reports itself to the test hooks by its label.
//
// A label is "what is shown###id": the id after ### stays the same whatever is shown, in every language.
#pragma once
#include <string>
#include <string_view>

#include "client/view/widgets/paint.h"
#include "client/view/widgets/scratch.h"

namespace ziping::view {

// What every widget is drawn with: the look, and what is being typed. Views pass it on and keep nothing.
struct Ui {
  const Look& look;
  Scratch& scratch;

  [[nodiscard]] float px(float at_100_percent) const { return look.px(at_100_percent); }
  [[nodiscard]] const Palette& colour() const { return look.colour; }
};

enum class Enabled { No, Yes };

struct Item {
  ImGuiID id = 0;
  Box box;
  bool visible = false;  // false: scrolled out of sight, draw nothing
  bool hovered = false;
  bool held = false;
  bool pressed = false;  // clicked, or Enter or the space bar while focused
  bool double_clicked = false;
  bool right_clicked = false;
  bool ringed = false;  // focused by keyboard: draw the ring
};

[[nodiscard]] std::string_view shown_part(std::string_view label);

// Takes room at the cursor for something that does not react.
Box take_room(ImVec2 size);

// Takes room at the cursor for a button-like item.
Item button_item(std::string_view label, ImVec2 size, Enabled enabled = Enabled::Yes);

// The same at a place of its own, in a box that is already laid out; the cursor stays.
Item button_item_at(std::string_view label, Box box, Enabled enabled = Enabled::Yes);

// Of a popup of this size: under the field where it fits into the window, else above it, else over it, whole.
[[nodiscard]] ImVec2 place_of_popup(const Ui& ui, Box field, ImVec2 size);

// The next item that is drawn gets the keyboard, and its ring is seen.
void keyboard_to_next_item();
// Whether the field or button of this id has the keyboard: it is typed into, or has the ring.
[[nodiscard]] bool has_keyboard(const Ui& ui, std::string_view label);

// Shows a sentence while the item is hovered, beside the mouse, or while the keyboard goes about and has reached it,
// under the item.
void explain_on_hover(const Ui& ui, const Item& item, std::string_view sentence);

// Width left in the current row, up to the column's edge.
[[nodiscard]] float width_left();

// While it lives, the flow of the page starts at the cursor and is no wider than `width`.
class Column {
 public:
  explicit Column(float width);
  ~Column();
  Column(const Column&) = delete;
  Column& operator=(const Column&) = delete;

 private:
  float work_edge_;
  float content_edge_;
};

}  // namespace ziping::view
