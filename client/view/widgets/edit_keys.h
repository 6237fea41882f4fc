// What the keyboard does to the field that has it.
#pragma once
#include "client/view/widgets/edit_box.h"

namespace ziping::view {

// Applies this frame's keys and typed characters to the field, and tells the outcome what came of them.
// `just_entered`: the key that opened the field by keyboard is not typed into it.
void handle_keys(ActiveField& field, ImGuiID id, const EditSpec& spec, const TextRows& rows, bool just_entered,
                 EditOutcome& outcome);

}  // namespace ziping::view
