// One's own edits of a report, newest last, for taking back and doing again.
//
// Promise    Taking an edit back is a new edit that inverts it on what stands there now, by the merge: words that a
//            colleague added meanwhile stay. Typing in one place runs together until the person pauses or moves on.
// Limits     kUndoMax edits; the oldest go first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "client/work/draft.h"
#include "shared/merge/merge.h"

namespace ziping::app {

inline constexpr std::size_t kUndoMax = 1000;
inline constexpr std::int64_t kTypingPauseMs = 1500;

class Undo {
 public:
  // Remembers what stood at the edit's place before and after it.
  void record(const report::State& before, const report::State& after, const base::Json& edit, std::int64_t now_ms);

  bool can_undo() const { return next_ > 0; }
  bool can_redo() const { return next_ < steps_.size(); }
  // The edits that take back the last step of which something is left, or do it again, on what stands there now; empty
  // when there is none.
  std::vector<base::Json> undo(const report::State& now);
  std::vector<base::Json> redo(const report::State& now);

 private:
  // A step at one field holds its values, a step at a row what the row was (null for not there) and behind which one.
  struct Step {
    std::string path;
    bool is_row = false;
    base::Json before, after;
    std::string before_after, after_after;  // ids of the rows they stood behind
    std::int64_t at_ms = 0;
    bool joins = false;  // typing that the next edit at the same place continues
  };
  enum class Way { Back, Forth };
  std::vector<base::Json> inverse(const report::State& now, const Step& step, Way way) const;
  std::vector<Step> steps_;
  std::size_t next_ = 0;
};

}  // namespace ziping::app
