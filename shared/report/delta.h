// What changed between the parents' states and a new state, for storage and the wire. JSON, see docs/format.md:
//
//   {"set": {path: value}, "unset": [path],
//    "text": {path: [skip, remove, "insert", …]},            bytes of the old text to keep, to drop, and what comes
//    instead "from": {"1": [path]},                                  as the second parent has it "rows": {group path:
//    {"remove": [id], "place": [[after, id or row], …]}},     in this order; after "" is the top "removed_by": {row
//    path: [revision]}, "extra": {node path: {member: value or null}}}
//
// Promise    apply(parents, make(parents, state)) == state, for any states.
// Errors     apply: Invalid "bad-delta". Who applies a delta from outside compares the digest afterwards.
#pragma once

#include <span>

#include "shared/base/json.h"
#include "shared/report/state.h"

namespace ziping::report {

inline constexpr std::size_t kDeltaBytesMax = 4u << 20;

// parents[0] is what the delta is against; with no parents it is against the empty state.
base::Json make_delta(std::span<const State* const> parents, const State& state);
base::Result<State> apply_delta(std::span<const State* const> parents, const base::Json& delta);

// The places that differ: fields, and rows added, removed, moved or marked (path.name empty).
std::vector<form::Path> changed_paths(const State& before, const State& after);

}  // namespace ziping::report
