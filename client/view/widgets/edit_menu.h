// The menu of a field: by the right mouse button, the Menu key or Shift+F10. While it is open the field keeps its caret
// and what is selected, and has the keyboard again once it is closed.
#pragma once
#include "client/view/widgets/edit_box.h"

namespace ziping::view {

// Beside `from`, from the next call of edit_menu() on.
void open_edit_menu(Ui& ui, const EditSpec& spec, ImGuiID field, Box from);
// Whether it has been closed since it was opened; then what was chosen is to be carried out, and the menu forgotten.
[[nodiscard]] bool edit_menu_closed(const EditSpec& spec);
// Draws it; what cannot be done is grey. Of a text that cannot be written only what copies it is offered.
void edit_menu(Ui& ui, const EditSpec& spec, const ActiveField& field);

}  // namespace ziping::view
