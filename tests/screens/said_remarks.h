// What a reviewer says about version 2 of the sample, and what the department has answered so far.
#pragma once

#include "tests/support/desk/desk.h"

namespace ziping::tests {

// Three points: one answered, one open whose sentence was changed, one about a figure. The desk has read the version.
void give_remarks(Desk& desk);

}  // namespace ziping::tests
