// Judges what clients push: each revision by itself, accepted with a signed receipt or kept in quarantine with its
// reason.
//
// Promise    A receipt is given only for a revision that was verified (signature, name, parents, digest, size, rights)
// and
//            committed. Pushing the same revision again gives the same receipt.
#pragma once

#include <map>

#include "server/ledger/ledger.h"
#include "shared/report/history.h"

namespace ziping::server {

class Intake {
 public:
  explicit Intake(Ledger& ledger) : ledger_(ledger) {}

  // One durable transaction for the whole request.
  Result<sync::SyncResponse> exchange(const Device& device, const sync::SyncRequest& request);
  // The history of a report, loaded when first asked for.
  Result<report::History*> history(const std::string& report);

 private:
  Result<sync::Receipt> take(const Device& device, const Json& pushed, sync::Refused& refused);
  Status judge(const Device& device, const report::Revision& revision, const ReportRow& row, sync::Refused& refused);

  Ledger& ledger_;
  std::map<std::string, report::History> histories_;
  base::SystemClock clock_;
};

}  // namespace ziping::server
