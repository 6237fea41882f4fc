// Whatever a delta from outside makes of two states can be told again as a delta of our own, by the wire and back.
#include "shared/report/delta.h"
#include "tests/fuzz/fuzz.h"
#include "tests/fuzz/small_states.h"

using namespace ziping;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
  const auto delta = base::parse_json(fuzz::text(bytes, size));
  if (!delta) return 0;
  const report::State* parents[] = {&fuzz::first_state(), &fuzz::second_state()};
  const auto state = report::apply_delta(parents, *delta);
  if (!state) return 0;
  const auto ours = base::parse_json(base::canonical(report::make_delta(parents, *state)));
  ENSURE(ours.has_value());
  const auto told = report::apply_delta(parents, *ours);
  ENSURE(told && *told == *state && report::digest(*told) == report::digest(*state));
  const auto stored = report::parse_state(report::to_json(*state));
  ENSURE(stored && *stored == *state);
  ENSURE(report::changed_paths(fuzz::first_state(), *state).empty() == (*state == fuzz::first_state()));
  return 0;
}
