// What the next synchronisation would change, as it was looked up: how many reports and places, then each.
#pragma once

#include "client/view/frame.h"

namespace ziping::view {

void foreseen_card(Frame& frame);

// 本次同步将修改 2 份报告中的 3 处，新增 1 份报告; a sentence for nothing too.
std::string foreseen_words(const std::vector<client::ForeseenReport>& reports);

}  // namespace ziping::view
