// What an administrator asks of a data folder: is all of it whole, and what does it hold?
#pragma once

#include "server/ledger/ledger.h"

namespace ziping::server {

// Every hash, signature, digest and receipt, the versions, and the chains of both logs. Gives counts; the first fault
// is the error, Corrupt "bad-signature", "bad-receipt", "bad-version", "broken-chain", "bad-database" and so on.
Result<Json> verify(Ledger& ledger);
// [{"report","stage","versions","heads","digest"}]: the digest is that of the merge of all heads.
Result<Json> list_reports(Ledger& ledger);

}  // namespace ziping::server
