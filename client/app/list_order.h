// By what the list of reports is sorted. Pure.
//
// Promise    Reports that are alike stay in the order of the vault, and those that lack what is sorted by come last,
//            whichever way round.
// Limits     Sorted once for every list and every wish, never while drawing.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "client/app/model.h"

namespace ziping::app {

// After the list or the wish changed.
void sort_list(Model& model);

// What a press of a column's title makes of the order: sorted by it, turned round, and then as the vault lists them.
std::optional<ListOrder> order_after_press(const std::optional<ListOrder>& now, OrderBy pressed);

// "conflicts falling", as the settings keep it; empty for none. What is none is read as none.
std::string stored_order(const std::optional<ListOrder>& order);
std::optional<ListOrder> read_order(std::string_view stored);

}  // namespace ziping::app
