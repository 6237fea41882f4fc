#include "client/view/widgets/table_rows.h"

#include <utility>

namespace ziping::view {
namespace {

// Where the row is now that was at `row` when the table was last drawn.
std::optional<std::size_t> row_now(const TableSpec& spec, std::size_t row, const std::string& id) {
  if (id.empty() || (row < spec.rows && spec.row_id(row) == id)) return row;
  for (std::size_t at = 0; at < spec.rows; ++at)
    if (spec.row_id(at) == id) return at;
  return std::nullopt;
}

}  // namespace

bool follow_rows(Ui& ui, const TableSpec& spec, TableState& state, TableOutcome& outcome) {
  if (!spec.row_id) return false;
  if (state.anchor) {
    const auto anchor = row_now(spec, state.anchor->row, state.anchor_id);
    anchor ? void(state.anchor->row = *anchor) : state.anchor.reset();
  }
  if (const auto row = row_now(spec, state.row, state.row_id)) {
    state.row = *row;
    return false;
  }
  state.anchor.reset();
  if (!state.editing) return true;
  outcome.orphaned = TableOutcome::Orphan{state.row_id, state.column, *std::exchange(state.editing, std::nullopt)};
  ui.scratch.active.reset();
  return true;
}

void remember_rows(const TableSpec& spec, TableState& state) {
  if (!spec.row_id || spec.rows == 0) return;
  state.row_id = spec.row_id(state.row);
  state.anchor_id = state.anchor ? spec.row_id(state.anchor->row) : std::string_view();
}

}  // namespace ziping::view
