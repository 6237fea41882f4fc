// One's own steps of writing in a report, for taking them back and doing them again after the program was started anew.
//
// Layout     What a step says is the window's own (client/app/undo_kept.cpp); here it is kept and given back as it
// came,
//            whole blocks of them, so that a step can lean on earlier ones of its block.
// Limits     None on how many there are: they stay as long as the report does.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "shared/base/json.h"

namespace ziping::client {

inline constexpr std::int64_t kStepsInBlock = 64;
// Of one, as JSON: four times a state, for it holds what stood somewhere before and after. A larger one is kept as
// null.
inline constexpr std::size_t kStepBytesMax = 32 << 20;

// Steps are numbered from 0 for good. To keep: these take the place of all from `first` on, unless there are none.
struct Steps {
  std::int64_t first = 0;  // the number of the first one in `steps`
  std::vector<base::Json> steps;
  std::int64_t next = 0;  // the step that would be done again
  std::int64_t end = 0;   // behind the last that is kept; nothing to the vault, which knows it
};

constexpr std::int64_t block_of(std::int64_t step) { return step / kStepsInBlock; }

}  // namespace ziping::client
