// What the keyboard does to the field that has it.
#pragma once
#include "client/view/widgets/edit_box.h"

namespace ziping::view {

// Applies this frame's keys and typed characters to the field, and tells the outcome what came of them.
// `just_entered`: the key that opened the field by keyboard is not typed into it.
void handle_keys(ActiveField& field, ImGuiID id, const EditSpec& spec, const TextRows& rows, bool just_entered,
                 EditOutcome& outcome);

// Whether the menu of the field is asked for by a key.
[[nodiscard]] bool menu_key(ImGuiID id);
// Whether it can be done to the field as it is.
[[nodiscard]] bool may_do(FieldAction action, const ActiveField& field, const EditSpec& spec);
// Does what was chosen from the menu as its keys would.
void carry_out(FieldAction action, ActiveField& field, const EditSpec& spec, EditOutcome& outcome);

}  // namespace ziping::view
