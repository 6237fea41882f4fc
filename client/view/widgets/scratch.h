// What is on the screen and not in the model: the field being typed in, texts that are not yet values, laid-out rows.
//
// Ownership  Held by whoever owns the window, for as long as it is open, and passed to every widget. Losing it loses
//            a caret position and a half-typed figure, nothing more: each edit is reported in the frame it happens.
// Limits     layouts holds at most kLayoutsMax texts.
#pragma once
#include <imgui.h>

#include <map>
#include <optional>
#include <string>
#include <unordered_map>

#include "client/view/widgets/edit_text.h"

namespace ziping::view {

// The one field that has the keyboard.
struct ActiveField {
  ImGuiID id = 0;
  EditText edit;
  float scrolled_x = 0;  // of a field of one line
  bool dragging = false;
  bool show_caret = false;  // scroll it into sight after the next edit or move
  bool recalls = false;     // an undo or redo was asked for here: the next text from outside answers it
};

// A text wrapped at one width, kept while neither changes.
struct WrappedText {
  std::size_t hash = 0;
  float width = 0;
  float type_px = 0;
  std::u32string text;
  TextRows rows;
  std::size_t characters = 0;
};

inline constexpr std::size_t kLayoutsMax = 2000;

struct Scratch {
  std::optional<ActiveField> active;
  ImGuiID wanted = 0;  // the field to activate when it is next drawn
  std::unordered_map<ImGuiID, WrappedText> layouts;
  std::map<ImGuiID, std::string> unparsed;  // what stands in a field of figures or dates and is not one
};

}  // namespace ziping::view
