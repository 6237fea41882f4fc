// What is read, set like the printed report: GB/T 9704 in its order of headings, its indents of two characters and its
// signature at the right, on a white sheet. Remarks stand in the margin; a sentence of a version, or a row of a
// table in it, can be pressed to say something about it.
#pragma once

#include "client/view/frame.h"

namespace ziping::view {

void reading_sheet(Frame& frame, const std::vector<app::Paragraph>& document);

}  // namespace ziping::view
