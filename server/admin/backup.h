// Copies a data folder, key and all, into a new one.
//
// Promise    The copy is made in a folder beside its place, named .part, until it was opened, verified whole and found
//            to end where the original ended; only then does it get its name. Whatever goes wrong leaves nothing at
//            that place. Whoever makes a copy has that folder to itself from copy_out() to the end of the Copy.
// Threads    copy_out() reads the ledger and keeps its writers waiting; finish() looks at the copy alone.
// Errors     Invalid "already-there": the target is not an empty place, nothing was touched. Unavailable
//            "backup-running": another copy is being made for that place, by this program or another. Corrupt
//            "bad-backup".
#pragma once

#include "server/ledger/ledger.h"

namespace ziping::server {

struct Copy {
  std::filesystem::path place, part;
  std::string ends;                                     // the last links of both chains
  std::optional<base::FolderLock> lock = std::nullopt;  // on `part`
};

Result<Copy> copy_out(Ledger& ledger, const std::filesystem::path& place);
Result<Json> finish(const Copy& copy);  // {"reports","revisions","versions"} of the copy

}  // namespace ziping::server
