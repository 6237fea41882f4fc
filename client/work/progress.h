// How much of what a form requires a report says, by who writes it. Pure.
#pragma once

#include <string>
#include <vector>

#include "shared/document/layout.h"
#include "shared/form/form.h"
#include "shared/report/state.h"

namespace ziping::client {

struct Progress {
  int filled = 0, asked = 0;
};

// What one team writes in one row, or what the office writes outside of such rows: its required fields and those of its
// rows, or the text of a team's row, and how many of them say something.
struct PartProgress {
  std::string team;  // id; empty: the office
  std::string row;   // path text; empty: the office's fields
  int filled = 0, asked = 0;
};

// The office's part first, then the rows that belong to teams in the order of the form and the report.
std::vector<PartProgress> progress(const form::Form& form, const report::State& state);

// The same places by the section that prints them, whoever writes them; 0 of 0 where a section asks nothing.
std::vector<Progress> progress_of_sections(const form::Form& form, const report::State& state,
                                           const std::vector<document::Section>& sections);

}  // namespace ziping::client
