// `zipingd serve`: until SIGTERM or SIGINT.
//
// Promise    Ends within five seconds of the signal. Whoever has a receipt keeps it: that was on the disk before.
#pragma once

#include "server/options.h"

namespace ziping::server {

int serve(const Options& options);

}  // namespace ziping::server
