// A row that some removed while others changed it: what it was before, what changed since, and who wrote that. Pure.
// The report keeps only who removed it; the rest is told by the states that they had before them, and by blame.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "client/app/model.h"

namespace ziping::app {

// Of the revisions that those who removed it had before them, the ones that were not asked for yet.
std::vector<std::string> unread_before(const OpenReport& report, const form::Path& row);
// The first of these states that has the row; null where none has, or none is read yet.
std::shared_ptr<const report::State> state_before(const OpenReport& report, const form::Path& row);

// What became of the row since: its fields by their labels alone, and the rows within it.
std::vector<Change> row_changes(const OpenReport& report, const report::State& before, const form::Path& row,
                                const TeamNames& teams);
// The changed fields whose authors are not asked for as the report stands now, as path texts.
std::vector<std::string> unasked_authors(const OpenReport& report, const std::vector<Change>& changes);
// The revisions that brought what is new in these fields, each once; all zeros for a draft. None while nobody has said.
std::vector<std::string> writers_of(const OpenReport& report, const report::State& before,
                                    const std::vector<Change>& changes);

}  // namespace ziping::app
