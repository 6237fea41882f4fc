// The popup in which a remark is written: about which words, and the words themselves.
#pragma once

#include <optional>
#include <string>

#include "client/view/frame.h"

namespace ziping::view {

// About some words of a paragraph of what is read; opens the popup.
void ask_for_remark(Frame& frame, std::size_t paragraph, std::size_t begin, std::size_t end);
// About a row of a table of it, and the cell in it that was pressed.
void ask_for_remark_in_table(Frame& frame, std::size_t paragraph, std::size_t row, std::optional<std::size_t> column);

void remark_question(Frame& frame);

// What is written about a place, by Memory::words: it stays there until it is taken, so that neither Escape nor a full
// disk takes it away.
[[nodiscard]] std::string remark_words_key(const app::OpenReport& report, const app::RemarkTarget& nearest);

}  // namespace ziping::view
