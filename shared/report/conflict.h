// A conflict is a value: what stood there before, and what each side made of it, kept until a person decides.
//
//   atomic   {"conflict": {"base": V, "sides": [{"revision": NAME, "value": V}, …]}}           base null: nothing stood
//   there text     {"conflict": {"text": ["plain", {"base": "…", "sides": [{"revision", "value"}, …]}, …]}}
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "shared/base/json.h"
#include "shared/report/state.h"

namespace ziping::report {

// Of one that is read: far more than people could ever write beside one another. A merge leaves out none.
inline constexpr std::size_t kConflictSidesMax = 4096;

struct Side {
  std::string revision;  // 64 hex digits
  base::Json value;      // null: this side took the value away
  bool operator==(const Side&) const = default;
};

struct Conflict {
  base::Json base;
  std::vector<Side> sides;  // sorted by value, no two equal
  bool operator==(const Conflict&) const = default;
};

// Sorts the sides by their canonical bytes and joins equal ones under the lowest revision, so that the order in which
// revisions arrived cannot be seen.
void settle(Conflict& conflict);

using Segment = std::variant<std::string, Conflict>;  // of a text; a Conflict there holds strings only

bool is_conflict(const base::Json& value);
std::optional<Conflict> conflict_of(const base::Json& value);              // of an atomic value
std::optional<std::vector<Segment>> segments_of(const base::Json& value);  // of a text, plain ones included
base::Json to_json(const Conflict& conflict);
base::Json to_json(std::vector<Segment> segments);  // a plain string when no segment is a conflict

// Every place of the state where a conflict stands: values, and rows that some removed (path.name is empty then).
std::vector<form::Path> conflicts(const State& state);

}  // namespace ziping::report
