// One's own steps of writing in a report, for taking them back and doing them again after the program was started anew.
//
// Layout     What a step says is the window's own (client/app/undo.h); here it is kept and given back as it came.
// Limits     kStepsMax steps a report, and kStepsBytesMax compressed bytes, over which the last kStepsBetweenSums may
// go;
//            the oldest go first.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "shared/base/json.h"

namespace ziping::client {

inline constexpr std::int64_t kStepsMax = 5000;
inline constexpr std::int64_t kStepsBytesMax = 16 << 20;
inline constexpr std::int64_t kStepsBetweenSums = 16;
inline constexpr std::int64_t kStepsAtOnce =
    200;  // told with a report that is opened, and each time more are asked for
inline constexpr std::size_t kStepBytesMax = 4 << 20;  // of one, as JSON; a larger one is kept as null

// Steps are numbered from 0 for good. To keep: these take the place of all from `first` on, unless there are none.
struct Steps {
  std::int64_t first = 0;  // the number of the first one in `steps`
  std::vector<base::Json> steps;
  std::int64_t next = 0;  // the step that would be done again
};

}  // namespace ziping::client
