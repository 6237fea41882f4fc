// Moves reports from stage to stage: submitting freezes a version; finance returns or accepts it.
#pragma once

#include "server/intake/intake.h"

namespace ziping::server {

struct TransitionRequest {
  std::string report;
  sync::Action action = sync::Action::Submit;
  std::string revision;      // of a submit: the head its author saw
  std::int64_t version = 0;  // of a review: the version it is about
  std::string note;
};

struct TransitionResult {
  sync::Stage stage;
  std::int64_t version;
};

class Review {
 public:
  Review(Ledger& ledger, Intake& intake) : ledger_(ledger), intake_(intake) {}

  // Errors: "denied", "wrong-stage", "heads-changed", "open-conflicts", "note-needed", "wrong-version",
  // "unknown-report".
  Result<TransitionResult> carry_out(const Device& device, const TransitionRequest& request);

 private:
  Status check_submit(const ReportRow& row, const TransitionRequest& request);
  Ledger& ledger_;
  Intake& intake_;
  base::SystemClock clock_;
};

}  // namespace ziping::server
