// What is on the screen and not in the model: the field being typed in, texts that are not yet values, laid-out rows.
//
// Ownership  Held by whoever owns the window, for as long as it is open, and passed to every widget. Losing it loses
//            a caret position and a half-typed figure, nothing more: each edit is reported in the frame it happens.
// Limits     layouts holds at most kLayoutsMax texts, or as many as two frames need.
#pragma once
#include <imgui.h>

#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

#include "client/view/widgets/edit_text.h"
#include "shared/base/date.h"

namespace ziping::view {

// The one field that has the keyboard.
struct ActiveField {
  ImGuiID id = 0;
  EditText edit;
  float scrolled_x = 0;  // of a field of one line
  bool dragging = false;
  bool show_caret = false;  // scroll it into sight after the next edit or move
  bool recalls = false;     // an undo or redo was asked for here: the next text from outside answers it
  // Of a box that recalls its text itself: what stood there before each step, and what was taken back.
  std::vector<std::string> past = {}, future = {};
  double typed_at = 0;  // when a letter was added last, in seconds of the window
};

// A text wrapped at one width, kept while neither changes.
struct WrappedText {
  std::size_t hash = 0;
  float width = 0;
  float type_px = 0;
  std::u32string text;
  TextRows rows;
  std::size_t characters = 0;
  int used = 0;  // the frame that needed it last
};

// What stands in a field of figures or dates and is not one.
struct Unparsed {
  std::string text;
  std::string before;  // the value when this text was begun, which stands as long as the text is none
  std::string last;    // what was reported of it since
};

// What is said under a field about what was typed or pasted into it last, as long as its value is this one.
struct FieldNote {
  std::string sentence;
  std::optional<std::string> value;  // none: until the field is changed again
};

// The list of options, or the month, that is open; one at a time.
struct OpenList {
  ImGuiID id = 0;
  std::optional<std::size_t> at;  // the option that Enter takes
  std::string typed;              // the first characters, as far as they have led to it
  base::Date day;                 // the day that Enter takes
};

// The menu of the field that has the keyboard.
enum class FieldAction { None, Undo, Cut, Copy, Paste, SelectAll };
struct FieldMenu {
  ImGuiID field = 0;  // 0: it is not open
  ImVec2 from, to;    // the corners of what it stands beside: one place of the mouse, or the caret
  FieldAction chosen = FieldAction::None;
};

inline constexpr std::size_t kLayoutsMax = 2000;

struct Scratch {
  std::optional<ActiveField> active;
  ImGuiID wanted = 0;  // the field to activate when it is next drawn
  std::unordered_map<ImGuiID, WrappedText> layouts;
  int layouts_dropped = -1;  // in this frame, some of them
  std::map<ImGuiID, Unparsed> unparsed;
  std::map<ImGuiID, FieldNote> notes;
  OpenList list;
  FieldMenu menu;
  std::string opens;       // the popup of a list or month that opens when its field is next drawn
  bool in_footer = false;  // of the dialog that is being drawn
};

}  // namespace ziping::view
