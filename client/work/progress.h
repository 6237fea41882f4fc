// How much of what a form requires a report says, by who writes it. Pure.
#pragma once

#include <string>
#include <vector>

#include "shared/form/form.h"
#include "shared/report/state.h"

namespace ziping::client {

// What one team writes in one row, or what the office writes outside of such rows: its required fields, or the text of
// a row, and how many of them say something.
struct PartProgress {
  std::string team;  // id; empty: the office
  std::string row;   // path text; empty: the office's fields
  int filled = 0, asked = 0;
};

// The office's part first, then the rows that belong to teams in the order of the form and the report.
std::vector<PartProgress> progress(const form::Form& form, const report::State& state);

}  // namespace ziping::client
