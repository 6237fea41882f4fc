// What a reviewer says about version 2 of the sample, and what the department has answered so far.
#pragma once

#include <string>
#include <vector>

#include "tests/support/desk/desk.h"

namespace ziping::tests {

// Three points: one answered, one open whose sentence was changed, one about a figure. The desk has read the version.
void give_remarks(Desk& desk);

// What the reviewer says about places of version 2 as wholes, nothing of it answered. The report has come back.
struct Point {
  std::string at;
  const char* text;
};
void give_points(Desk& desk, const std::vector<Point>& points);

}  // namespace ziping::tests
