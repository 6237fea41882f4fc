// The edits of a draft, as they are kept in the journal, and what they make of a state.
//
//   {"op": "set", "path": P, "value": V or null}      {"op": "place", "path": ROW, "after": ID or "", "row": {…}}
//   {"op": "remove", "path": ROW}                      {"op": "move", "path": ROW, "after": ID}       {"op": "keep",
//   "path": ROW}
#pragma once

#include "shared/form/form.h"
#include "shared/report/state.h"

namespace ziping::client {

using base::Json;
using base::Result;
using base::Status;

Json set_edit(const std::string& path, Json value);
Json place_edit(const std::string& row_path, const std::string& after, Json row);
Json row_edit(const std::string& op, const std::string& row_path, const std::string& after = {});

// NotFound "unknown-row" where the row of an edit is not there.
Status apply_edit(report::State& state, const Json& edit);

}  // namespace ziping::client
