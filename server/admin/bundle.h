// Bundles at the server itself: what came on a stick goes through the same intake as what came over HTTP, and an answer
// goes back.
//
// Promise    A bundle is taken in one transaction or not at all; of what is in it, each revision has its own verdict.
// The
//            same bundle again gives the same receipts.
// Threads    Jobs of the Writer; look() reads only.
// Errors     as of sync::PackedBundle; Invalid "foreign-bundle", "unknown-maker"; NotFound "missing-revisions",
//            "unknown-user".
#pragma once

#include "server/ledger/ledger.h"

namespace ziping::server {

// {"maker", "at", "revisions", "known", "bytes"}: of the revisions, how many the ledger holds already.
Result<Json> look(Ledger& ledger, std::string_view file, const std::string& passphrase);
// {"maker", "receipts", "refused": [REFUSAL]}. The maker's cursor is kept for the answer.
Result<Json> take_bundle(Ledger& ledger, const std::string& who, std::string_view file, const std::string& passphrase);

struct BundleAnswer {
  std::string file;
  std::int64_t entries = 0, receipts = 0, refused = 0, from = 0, to = 0;
};
// For all devices of one user: the entries behind `since`, or behind what their last bundles told when it is negative;
// the receipts of what the user wrote among them, and what was refused.
Result<BundleAnswer> answer(Ledger& ledger, const std::string& user, std::int64_t since);

}  // namespace ziping::server
