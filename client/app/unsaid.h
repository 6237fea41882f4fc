// What somebody has begun to say about the open report and not said yet: a remark, an answer, the note of a step, a
// sentence in place of a conflict, a figure that could not be read. Each stands at a place, which is canonical JSON:
//
//   ["remark", version, "at", "quote", nth]   ["answer", "the remark"]   ["note", "return"]
//   ["own", "path", base, nth]                ["typed", "path"]
//
// Promise    It is kept with every key that is pressed, as an edit is, and lies there until it was said or thrown away.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "client/app/model.h"

namespace ziping::app {

std::string place_of_remark(const client::NewRemark& about);
std::string place_of_answer(std::string_view remark);
std::string place_of_note(sync::Action action);
// Of a conflict by what it is about: the nth, from 0, of those in its text that have the same base.
std::string place_of_own_words(const report::State& state, const ConflictPlace& conflict);

// The words at a place; null: none are begun.
const Unsaid* unsaid_at(const OpenReport& report, const std::string& place);

// Remarks that are begun, without their words, and these.
struct BegunRemark {
  std::string place;
  client::NewRemark about;
  std::string words;
};
std::vector<BegunRemark> begun_remarks(const OpenReport& report);

// Words whose place is gone: for conflicts that somebody else has decided meanwhile.
struct LeftWords {
  std::string place;
  form::Path path;
  std::string words;
};
std::vector<LeftWords> words_without_conflict(const OpenReport& report);

// Those that stand among the remarks or the steps now: they are said.
std::vector<std::string> said_meanwhile(const OpenReport& report);

}  // namespace ziping::app
