// Who may change what: known offline, and judged by the same function in the client and in the server.
#pragma once

#include <string>
#include <vector>

#include "shared/form/form.h"
#include "shared/report/state.h"
#include "shared/sync/stage.h"

namespace ziping::sync {

struct Author {
  std::string name;
  std::string role;        // member, lead, office, chief, finance, admin, auditor
  std::string department;  // empty for finance, admin, auditor
  std::string team;        // of members and leads
};

// Who writes for the department as a whole.
bool is_office(const Author& author);

struct Refusal {
  std::string path;
  std::string code;  // "not-yours" or "stage-closed"
  std::string message;
};

// What the author may not change of that which differs between the two states. Office and chief change what the form
// gives to "office"; members and leads what it gives to "team", within rows whose field "team" was theirs, or which
// they add for their own team; never that field itself.
std::vector<Refusal> refusals(const form::Form& form, const Author& author, Stage stage, const report::State& before,
                              const report::State& after);

// The same question about one place of one state; a path that ends in a row asks for the row as a whole.
bool may_change(const form::Form& form, const Author& author, const report::State& state, const form::Path& path);
// The team whose row the path goes through; empty where there is none.
std::string team_at(const report::State& state, const form::Path& path);

}  // namespace ziping::sync
