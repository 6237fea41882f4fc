// The differences of two states as a page: how many of each kind, then section by section.
#pragma once

#include "client/view/frame.h"

namespace ziping::view {

// 数值 3 · 文字 5 · 新增 1 …
void change_counts(Frame& frame);
void changes_list(Frame& frame);

}  // namespace ziping::view
