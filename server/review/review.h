// Moves reports from stage to stage: submitting freezes a version; finance receives, returns or accepts it.
//
// Threads    carry_out() is a job of the Writer.
#pragma once

#include <optional>

#include "server/ledger/ledger.h"

namespace ziping::server {

struct TransitionRequest {
  std::string report;
  sync::Action action = sync::Action::Submit;
  std::string revision;      // of a submit: the head its author saw
  std::int64_t version = 0;  // of a review: the version it is about
  std::string note;
  std::optional<std::int64_t> seen = std::nullopt;  // of any: the newest version that the asker knew, 0 for none
};

struct TransitionResult {
  sync::Stage stage = sync::Stage::Drafting;
  std::int64_t version = 0;
};

// Within the caller's transaction; what can be refused is refused before the first row is written. Errors: "denied",
// "wrong-stage", "heads-changed", "open-conflicts", "findings", "note-needed", "note-too-long", "wrong-version",
// "unknown-report".
Result<TransitionResult> carry_out(Ledger& ledger, const Device& device, const TransitionRequest& request);

}  // namespace ziping::server
