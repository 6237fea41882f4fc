// The edits that bring an imported report into a draft.
#pragma once

#include <string>
#include <vector>

#include "client/work/draft.h"

namespace ziping::client {

struct ImportPlan {
  std::vector<Json> edits;
  std::vector<std::string> kept;  // fields and groups that were filled already; what the text has for them stays out
};

// What is filled already is nobody's to overwrite.
ImportPlan plan_import(const report::State& now, const report::State& imported);

}  // namespace ziping::client
