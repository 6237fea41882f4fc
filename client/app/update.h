// The one place where the model changes. Pure: no file, socket, clock or thread; what must be done outside comes back
// as orders.
//
// Promise    An edit shows in the model at once and is ordered to be saved in the same call. What somebody else changed
//            meanwhile is merged under it, never over it.
#pragma once

#include "client/app/command.h"
#include "client/work/news.h"

namespace ziping::app {

using Orders = std::vector<client::Order>;

// The moment is the model's own (now_ms), set by the caller before.
Orders update(Model& model, const Command& command);
Orders update(Model& model, client::News news);

// What the program begins with.
Orders begin(Model& model);

}  // namespace ziping::app
