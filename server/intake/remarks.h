// Judges the remarks that clients push, as intake.h does revisions: accepted with a signed receipt, or kept in
// quarantine with the reason.
//
// Promise    A receipt stands for a remark that its author's own device signed, about words that stand in a submitted
//            version, said by somebody who may, whoever brings it. Pushing the same remark again gives the same
//            receipt.
// Threads    examine_remarks() touches no ledger and runs on any thread; take_remarks() is a job of the Writer.
#pragma once

#include "server/intake/intake.h"
#include "shared/sync/remark.h"

namespace ziping::server {

// A remark that came in. Without `remark` it is refused already, and `refused` says why.
struct PushedRemark {
  Json body;
  std::optional<sync::Remark> remark;
  std::optional<Device> sealer;
  sync::Refused refused;
  Hears hears = Hears::Author;  // of a `refused` that says why; what was verified is its author's whole word
};

// Refused "bad-remark", "unknown-device", "bad-signature", and what the sealers' errors say.
std::vector<PushedRemark> examine_remarks(const Sealers& sealers, const std::vector<Json>& remarks);
// In order; a remark may be what the next one answers. Adds to the verdicts of what came in the same request. Refused
// "unknown-report", "unknown-remark", "denied", "unknown-version", "unknown-place", "too-many-remarks".
Status take_remarks(Ledger& ledger, const Carrier& carrier, const std::vector<PushedRemark>& pushed,
                    Verdicts& verdicts);

}  // namespace ziping::server
