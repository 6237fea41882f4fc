// Which reports of the list are shown: by year, department, stage and what asks for something to be done, by the words
// that are looked for, and by tab. Pure.
//
// Promise    No filter is by a value that the list does not have: one whose last report has gone is dropped.
// Limits     Reckoned once for every list and every wish, never while drawing. What the days that are left decide is as
//            of then, and the list is told anew with every synchronisation.
#pragma once

#include <string>
#include <string_view>

#include "client/app/model.h"

namespace ziping::app {

// After the list changed: what it can be filtered by, its order, and what is shown of it.
void arrange_list(Model& model);
// After the order, the search or the filter changed.
void filter_list(Model& model);

// Whether a report asks who is here to do something. Of who writes: while it can be written in and has conflicts or
// errors, was returned, or has few days left. Of who reviews: when it waits for that. Of both: when something is not
// sent or was refused, or it cannot be read.
bool asks_for_attention(const Model& model, const client::Summary& report);

// {"attention":true,"department":"水利局","stage":"returned","year":2022}, as the settings keep it, without what is not
// filtered by; empty for none. What is none is read as none.
std::string stored_filter(const ListFilter& filter);
ListFilter read_filter(std::string_view stored);

}  // namespace ziping::app
