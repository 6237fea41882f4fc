// One's own edits of a report, newest last, for taking back and doing again.
//
// Promise    Taking an edit back is a new edit that inverts it on what stands there now, by the merge: words that a
//            colleague added meanwhile stay. Typing in one place runs together until the person pauses or moves on.
//            The vault keeps all the steps, so that this also goes on after the program was started anew.
// Limits     kStepsInMemoryMax bytes of what the steps hold are at hand; the others are asked for when they come near.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "client/work/draft.h"
#include "client/work/steps.h"
#include "shared/merge/merge.h"

namespace ziping::app {

inline constexpr std::int64_t kTypingPauseMs = 1500;
inline constexpr std::size_t kStepsInMemoryMax = 64u << 20;

class Undo {
 public:
  Undo() = default;
  // As the vault kept them; what makes no sense is left out, with all before it.
  explicit Undo(const client::Steps& kept, std::size_t bytes_max = kStepsInMemoryMax);

  // Remembers as one step what stood at the edits' places before and after them all; gives what the vault is to keep of
  // that.
  client::Steps record(const report::State& before, const report::State& after, std::span<const base::Json> edits,
                       std::int64_t now_ms);

  std::size_t bytes() const { return bytes_; }  // about what the steps take
  bool can_undo() const { return next_ > 0; }
  bool can_redo() const { return next_ < steps_.size(); }
  // Why this person may not write at a place now; empty where he may.
  using Lock = std::function<std::string(const form::Path&)>;
  struct Taken {
    std::vector<base::Json> edits;
    std::string locked;  // why a step stays as it is; empty when none was in the way
  };
  // The edits that take back the last step of which something is left, or do it again, on what stands there now; none
  // when there is no such step, or it is of a place where nobody may write.
  Taken undo(const report::State& now, const Lock& lock);
  Taken redo(const report::State& now, const Lock& lock);

  client::Steps moved() const;  // for the vault: where taking back stands now

  // Once few are left at hand to take back or to do again, the block of the vault that goes on there; each time once.
  std::optional<std::int64_t> wants();
  void put(const client::Steps& block);

 private:
  // At a field its values, at a row what the row was (null for not there) and behind which one.
  struct Place {
    std::string path;
    bool is_row = false;
    base::Json before, after;
    std::string before_after, after_after;  // ids of the rows they stood behind
  };
  struct Step {
    std::vector<Place> places;  // one, but for a paste and the like
    std::int64_t at_ms = 0;
    bool joins = false;     // typing that the next edit at the same place continues
    std::size_t bytes = 0;  // of its values
  };
  enum class Way { Back, Forth };
  static std::optional<Place> place_of(const report::State& before, const report::State& after, const base::Json& edit);
  static std::optional<base::Json> inverse(const report::State& now, const Place& place, Way way);
  static std::vector<base::Json> inverse(const report::State& now, const Step& step, Way way);
  static std::string locked(const Step& step, const Lock& lock);
  void measure(Step& step);      // anew
  void drop_farthest();          // from the next one, until there is room
  client::Steps newest() const;  // of all steps the last, which is also the next to take back
  std::int64_t behind() const { return first_ + std::ssize(steps_); }

  // undo_kept.cpp
  static base::Json to_json(const Place& place);
  static base::Json to_json(const Step& step, const Place* leans_on);
  const Place* leans_on(std::size_t step) const;
  struct Block {
    std::int64_t first = 0;
    std::vector<Step> steps;
  };
  static Block parse(const client::Steps& kept);
  static std::optional<Place> parse_place(const base::Json& json, const base::Json* before);
  static std::optional<Step> parse(const base::Json& json, std::span<const Step> earlier);

  std::vector<Step> steps_;
  std::size_t next_ = 0, bytes_ = 0, bytes_max_ = kStepsInMemoryMax;
  std::int64_t first_ = 0;   // the number of steps_[0] among all that ever were
  std::int64_t end_ = 0;     // behind the last that the vault has
  std::int64_t asked_ = -1;  // the block that was asked for
};

}  // namespace ziping::app
