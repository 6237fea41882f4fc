#include "shared/base/check.h"

#include <cstdio>
#include <cstdlib>

namespace ziping::base {

void check_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "%s:%d: a broken assumption: %s\n", file, line, condition);
  std::abort();
}

}  // namespace ziping::base
