// What follows from the state of an open report, kept beside it in the model so that drawing need not reckon. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "client/app/model.h"

namespace ziping::app {

// After the state changed: the conflicts in it, and which one is shown; how far each section is filled in.
void settle(OpenReport& report);
// The draft as it is now, for reading and comparing.
void read_draft(OpenReport& report, const TeamNames& teams);
// The changes between the two states that are compared, once both are there.
void compare(OpenReport& report, const TeamNames& teams);
// How much changed since the state that was seen last, once both are there.
void count_since(OpenReport& report, const TeamNames& teams);
// The gravest first, in the order of the rules; passed ones left out.
std::vector<const rules::Finding*> findings_in_order(const OpenReport& report);
// Where it is said what became of a place: there; of rows at their group, for the row may not be there.
std::string said_at(const report::State& state, const form::Path& path);
// The section that prints the field or group of a path.
std::optional<std::size_t> section_of(const OpenReport& report, const std::string& path);

}  // namespace ziping::app
