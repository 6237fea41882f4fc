// Which row of a table is meant while rows come, go and change places.
#pragma once

#include "client/view/widgets/table.h"

namespace ziping::view {

// Rows of a colleague that came in, or went, do not change which row is meant. True when the current one has gone; what
// was being typed in it is then told as orphaned.
bool follow_rows(Ui& ui, const TableSpec& spec, TableState& state, TableOutcome& outcome);

// Which rows are meant now, once the table is drawn.
void remember_rows(const TableSpec& spec, TableState& state);

}  // namespace ziping::view
