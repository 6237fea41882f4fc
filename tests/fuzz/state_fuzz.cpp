// A state that is taken is written and read as itself under the same digest, and can be told as a delta against
// anything.
#include "shared/report/delta.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/small_states.h"

using namespace ziping;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto json = base::parse_json(fuzz::text(bytes, size));
  const auto state = json ? report::parse_state(*json) : base::Result<report::State>(json.error());
  if (!state) return 0;
  const auto again = report::parse_state(report::to_json(*state));
  ENSURE(again && *again == *state && report::digest(*again) == report::digest(*state));
  const report::State* parents[] = {&fuzz::first_state(), &fuzz::second_state()};
  for (const std::size_t count : {0u, 1u, 2u}) {
    const auto some = std::span(parents).first(count);
    const auto told = report::apply_delta(some, report::make_delta(some, *state));
    ENSURE(told && *told == *state);
  }
  ENSURE(report::changed_paths(fuzz::first_state(), *state).empty() == (*state == fuzz::first_state()));
  return 0;
}
