// The questions that a popup asks, by the name that app::Ask carries: the actions of a stage ("submit", "return" …),
// "new" for a new report, "import", "export", "file-add", "file-save" and "file-look" for an attachment, "restored" for
// a server that was set back, "relocate" for where the data lies, "draft" for what a draft says, "move" for a form that
// mends the report's, "remark" for a remark, "copy" for a copy that is to take the place of the data, and "keys" for
// the table of shortcuts.
#pragma once

#include "client/view/frame.h"
#include "client/view/widgets/buttons.h"

namespace ziping::view {

// Draws the popup of the model's question, when there is one.
void question(Frame& frame);

// Opens a popup: asks for it, and empties the fields that it had when it was last shown.
void ask_question(Frame& frame, std::string_view name);

// The same for one that shows a folder: that of the last time, or the person's own.
void ask_for_place(Frame& frame, std::string_view name);

// The last row of a popup: the quiet way out and the one that does it. True when it is to be done; by Ctrl+Enter too,
// unless there is danger in it.
[[nodiscard]] bool answer_row(Frame& frame, std::string_view yes, Enabled enabled, Rank rank = Rank::Primary);

// The last row of a popup that only tells something.
void close_row(Frame& frame, std::string_view words_key);

// Of an action: what it means, what stands in its way, and a note to those who get the report.
void action_question(Frame& frame, sync::Action action);

}  // namespace ziping::view
