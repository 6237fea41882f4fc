// Makes the tables that are only caches anew from the log of entries: revisions with their receipts, versions, reports.
//
// Promise    Within the caller's transaction. What the log says is never touched.
#pragma once

#include "server/ledger/ledger.h"

namespace ziping::server {

// {"entries", "differences"}: how many rows of the caches were other than the log says. Anything but 0 was a fault.
Result<Json> rebuild(Ledger& ledger);

}  // namespace ziping::server
