// What differs between two states of a report: fields, rows, and the sentences of texts.
#pragma once

#include <string>

#include "client/work/vault.h"

namespace ziping::client {

// Each state is a version's number, a revision, or "draft".
// [{"path", "label", "before", "after"} | {"path", "label", "removed": [sentence], "inserted": [sentence]}]
Result<Json> difference(Vault& vault, const ReportRow& report, const std::string& before, const std::string& after);
std::string difference_text(const Json& difference);

}  // namespace ziping::client
