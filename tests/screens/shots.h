// The screens that pictures are made of, each with the work that leads to it.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "client/view/memory.h"
#include "tests/support/desk/desk.h"

namespace ziping::tests {

struct Shot {
  std::string name;  // of the file
  std::string role, team;
  // Done before the first frame is drawn.
  std::function<void(Desk&, view::Memory&)> prepare;
};

// With this report open where one is.
std::vector<Shot> shots(const report::State& report);

}  // namespace ziping::tests
