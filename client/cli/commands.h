// The commands that look at history and decide conflicts.
#pragma once

#include "client/cli/answer.h"

namespace ziping::client {

Result<Json> conflict_list(Vault& vault, const ReportRow& report);
// Takes one side: a revision's name or its beginning. For a row that somebody removed, that revision removes it and any
// other name keeps it.
Status conflict_take(Vault& vault, const ReportRow& report, const std::string& path, const std::string& revision);
// Decides with a value of one's own; for a row, "" removes it.
Status conflict_set(Vault& vault, const ReportRow& report, const std::string& path, const std::string& value);

// [{"path", "before", "after"} | {"path", "removed": [sentence], "inserted": [sentence]}]
Result<Json> difference(Vault& vault, const ReportRow& report, const std::string& before, const std::string& after);
std::string difference_text(const Json& difference);

}  // namespace ziping::client
