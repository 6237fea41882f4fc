// Copies a data folder, key and all, into a new one.
//
// Promise    A copy counts only after it was opened, verified whole and found to say the same as the original.
// Errors     Invalid "already-there": the target holds data; nothing was touched. Corrupt "bad-backup".
#pragma once

#include "server/ledger/ledger.h"

namespace ziping::server {

// {"reports","revisions","versions"} of the copy.
Result<Json> back_up(Ledger& ledger, const std::filesystem::path& folder, const std::filesystem::path& out);

}  // namespace ziping::server
