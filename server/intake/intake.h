// Judges what clients push: each revision by itself, accepted with a signed receipt or kept in quarantine with its
// reason.
//
// Promise    A receipt stands for a revision that was verified: signature, name, parents, digest, values, rights.
//            Pushing the same revision again gives the same receipt.
// Threads    examine() touches no ledger and runs on any thread; take() is a job of the Writer.
#pragma once

#include <optional>
#include <vector>

#include "server/ledger/ledger.h"

namespace ziping::server {

// A revision that came in. Without `revision` it is refused already, and `refused` says why.
struct Pushed {
  Json body;
  std::optional<report::Revision> revision;
  sync::Refused refused;
};

struct Verdicts {
  std::vector<sync::Receipt> receipts;
  std::vector<sync::Refused> refused;
};

// What can be told without the ledger: its shape, whose it is, and the signature.
std::vector<Pushed> examine(const Device& device, const std::vector<Json>& push);
// The rest, in order; a revision may be the parent of the next. Within the caller's transaction, which an error undoes.
Result<Verdicts> take(Ledger& ledger, const Device& device, const std::vector<Pushed>& pushed);

// Puts into quarantine what was refused, whole, and adds the reason to the verdicts.
Status keep_refused(Ledger& ledger, const Device& device, const Json& body, sync::Refused refused, Verdicts& verdicts);

}  // namespace ziping::server
