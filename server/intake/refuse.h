// What was sent and is not taken.
#pragma once

#include <string>
#include <utility>

#include "shared/base/result.h"

namespace ziping::server {

inline base::Error refuse(std::string code, std::string message) {
  return {base::ErrorKind::Invalid, std::move(code), std::move(message), {}};
}

}  // namespace ziping::server
