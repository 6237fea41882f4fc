// A field of attachments, and the popups that add, save and show one.
//
// Files that are dropped on the window go to the field under the mouse, else to the one that was used last.
#pragma once

#include <string>

#include "client/view/form_fields.h"

namespace ziping::view {

// Each entry with its size and where it is; what can be done with it stands at its right end.
void files_field(Sheet& sheet, const FieldFrame& frame, const form::Path& path);

// Whether the field holds anything, or something is on its way to it.
[[nodiscard]] bool has_files(const Sheet& sheet, const form::Path& path);

// The popups "file-add", "file-save" and "file-look", of the file that the form remembers.
void add_file_question(Frame& frame);
void save_file_question(Frame& frame);
void look_at_file_question(Frame& frame);

}  // namespace ziping::view
