// What the ledger and the form have to say about one revision.
#pragma once

#include "server/intake/intake.h"

namespace ziping::server {

// What goes with a verdict: the places that a refusal is about, and whom it is for.
struct Grounds {
  std::vector<std::string> paths;
  Hears hears = Hears::Author;
};

// Refused "denied", "unknown-form", "older-form", "bad-move", "unknown-parent", "too-large", "bad-delta",
// "wrong-digest", "not-yours", "stage-closed", or what form::check_stored says. The body counts as its author's once
// it has the digest that he signed.
Status judge(Ledger& ledger, const Device& device, const report::Revision& revision, const ReportRow& row,
             Grounds& grounds);

}  // namespace ziping::server
