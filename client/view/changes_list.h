// The differences of two states as a page: how many of each kind, then section by section.
#pragma once

#include "client/view/frame.h"

namespace ziping::view {

// 数值 3 · 文字 5 · 新增 1 …
void change_counts(Frame& frame);
void changes_list(Frame& frame);

// One of them to be read alone: what it is about, and below it what was there and what is.
void change_to_read(Ui& ui, const app::Change& change, std::string_view id);

}  // namespace ziping::view
