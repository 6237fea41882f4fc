// libsodium, started once for the whole program before its first use.
#pragma once

#include <sodium.h>

#include <string>
#include <string_view>

#include "shared/base/check.h"

namespace ziping::base {

inline void start_sodium() {
  static const bool started = sodium_init() >= 0;
  ENSURE(started);
}

// Text as the bytes that it takes and gives.
inline const unsigned char* raw(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }
inline unsigned char* raw(std::string& text) { return reinterpret_cast<unsigned char*>(text.data()); }

}  // namespace ziping::base
