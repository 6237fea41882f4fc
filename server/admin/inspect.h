// What an administrator asks of a data folder that is not being served: is all of it whole, and what does it hold?
#pragma once

#include "server/intake/intake.h"

namespace ziping::server {

// Every hash, signature, digest and receipt, and the chain of the log. Gives counts; the first fault is the error.
Result<Json> verify(Ledger& ledger);
// [{"report","stage","versions","heads","digest"}]: the digest is that of the merge of all heads.
Result<Json> list_reports(Ledger& ledger);
Status back_up(Ledger& ledger, const std::filesystem::path& folder, const std::filesystem::path& out);

}  // namespace ziping::server
