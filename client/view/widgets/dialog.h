// Things in front of the page: a question that everything else waits for, and the short list under a button.
#pragma once
#include <optional>
#include <span>
#include <string_view>

#include "client/view/widgets/panes.h"

namespace ziping::view {

// A raised card over the dimmed window, as high as its content and no higher than the window, where it then scrolls.
// What is behind gets neither mouse nor keyboard while this is drawn; whether to draw it is the caller's to say. True
// in the frame it appears, for giving the keyboard to a field.
bool dialog(Ui& ui, std::string_view id, std::string_view title, float width_at_100, const Draw& content);

// Within the content of a dialog: what is drawn from here on stays in sight at its end while the rest scrolls. For its
// buttons.
void dialog_footer(Ui& ui);

struct MenuEntry {
  std::string label;  // with its ###id
  Enabled enabled = Enabled::Yes;
};

// Three dots that open the list. Returns the entry pressed in this frame.
std::optional<std::size_t> menu_button(Ui& ui, std::string_view label, std::string_view hint,
                                       std::span<const MenuEntry> entries);

}  // namespace ziping::view
