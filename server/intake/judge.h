// What the ledger and the form have to say about one revision.
#pragma once

#include "server/intake/intake.h"

namespace ziping::server {

// Refused "denied", "unknown-form", "older-form", "bad-move", "unknown-parent", "too-large", "bad-delta",
// "wrong-digest", "not-yours", "stage-closed", or what form::check_stored says. `paths` names the places of a refusal
// that is about places.
Status judge(Ledger& ledger, const Device& device, const report::Revision& revision, const ReportRow& row,
             std::vector<std::string>& paths);

}  // namespace ziping::server
