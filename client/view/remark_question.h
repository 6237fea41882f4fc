// The popup in which a remark is written: about which words, and the words themselves.
#pragma once

#include <optional>

#include "client/view/frame.h"

namespace ziping::view {

// About some words of a paragraph of what is read; opens the popup.
void ask_for_remark(Frame& frame, std::size_t paragraph, std::size_t begin, std::size_t end);
// About a paragraph as a whole, or one of its sentences, which the popup offers.
void ask_for_remark_in_paragraph(Frame& frame, std::size_t paragraph);
// About a row of a table of it, and the cell in it that was pressed.
void ask_for_remark_in_table(Frame& frame, std::size_t paragraph, std::size_t row, std::optional<std::size_t> column);

// One that was begun before.
void go_on_with_remark(Frame& frame, const client::NewRemark& about);

// What is written stays (client/app/unsaid.h) until it is taken: neither Escape nor a full disk takes it away.
void remark_question(Frame& frame);

}  // namespace ziping::view
