// libsodium, started once for the whole program before its first use.
#pragma once

#include <sodium.h>

#include "shared/base/check.h"

namespace ziping::base {

inline void start_sodium() {
  static const bool started = sodium_init() >= 0;
  ENSURE(started);
}

}  // namespace ziping::base
