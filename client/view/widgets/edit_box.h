// The one place where text is typed: fields of one line, prose, and cells of tables are this box in different frames.
//
// The model's text is the truth. What is typed is reported at once, and the caller applies it before the next frame;
// a text that then differs changed outside (a merge, an undo) and is taken over, the caret with it. Escape leaves the
// field and restores nothing. Ctrl+Z and Ctrl+Y are requests to the model, whose history knows whose words are whose;
// where the model has none of a text, the box recalls it itself, as long as it has the keyboard.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "client/view/widgets/item.h"

namespace ziping::view {

enum class Lines { One, Many };
enum class Writable { No, Yes };
enum class Secret { No, Yes };  // shown as dots, and never copied to the clipboard
enum class Request { None, Undo, Redo };
enum class Recall { ByModel, Here };      // whose steps Ctrl+Z and Ctrl+Y go through
enum class TabKey { MovesOn, Reported };  // whether Tab goes to the next widget, or leaves for the caller to decide
enum class Leaving { Stayed, Elsewhere, Escape, Enter, ShiftEnter, Tab, ShiftTab };

struct EditSpec {
  std::string_view label = {};  // with its ###id
  std::string_view text = {};   // of the model
  Lines lines = Lines::One;
  Writable writable = Writable::Yes;
  Secret secret = Secret::No;  // of one line
  Align align = Align::Left;
  Type type = Type::Body;
  TabKey tab_key = TabKey::MovesOn;
  Recall recall = Recall::ByModel;
  std::string_view hint = {};   // shown while there is no text
  std::string_view shown = {};  // of one line: shown instead of the text while it is not being edited
};

struct EditOutcome {
  std::vector<TextChange> changes;  // in order; each counts from the text that the one before left
  std::string text;                 // with all changes; meaningful when there are any
  std::string note;                 // what of a paste was not taken, or not as it came; said under the field
  Request request = Request::None;
  Leaving left = Leaving::Stayed;
  bool active = false;
  bool entered = false;
  Item item;

  [[nodiscard]] bool changed() const { return !changes.empty(); }
};

// Text in `inner`, for which `frame` around it takes the clicks. Of many lines `inner` must be as high as
// its wrapped() rows take. Draws the text, the selection and the caret, and no frame.
EditOutcome edit_box(Ui& ui, const EditSpec& spec, Box frame, Box inner);

// The rows of a text at a width, from the cache where they are there already.
const WrappedText& wrapped(Ui& ui, ImGuiID id, std::string_view text, float width, Type type);

// Gives the keyboard to the field as if it had been clicked, all of it selected; it takes effect when it is next drawn.
void activate(Ui& ui, ImGuiID id);

}  // namespace ziping::view
