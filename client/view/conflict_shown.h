// One conflict as the screen shows it, worked out once and kept until it changes.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "client/app/model.h"

namespace ziping::view {

struct ConflictSide {
  std::string revision;
  std::string input;               // as WriteOwn takes it: a stored figure, a sentence
  std::string words;               // as people read it; empty: this side took the value away
  std::vector<app::Piece> pieces;  // of a sentence or line, against the base
  std::string difference;          // of a figure, against the base: "+1,204.00"
};

struct ConflictShown {
  app::ConflictPlace place;
  report::Value value;  // what stands there; with the place, what this was made from
  ConflictSide base;
  std::vector<ConflictSide> sides;
  std::optional<ConflictSide> all;  // merge::suggestion() for a sentence
  std::string apart;                // of two figures: how far they are from each other, "1,204.00 万元"
  std::string before, after;        // the sentences around a sentence
  std::size_t number = 0;           // of the sentence in its text, from 1
  std::string line_end;             // "\n" where the sentence ends its paragraph: no side shows it, a decision has it
  // Of a row that some removed: what it says, what it was compared with (null: nothing yet), and what changed.
  report::Row row;
  std::shared_ptr<const report::State> state_before;
  std::vector<app::Change> changes;
};

// Keeps `shown` when it is of this place and value still. Nothing when there is no such conflict any more.
void show_conflict(std::optional<ConflictShown>& shown, const app::OpenReport& report, const app::ConflictPlace& place,
                   const app::TeamNames& teams);

}  // namespace ziping::view
