// The two rows of a table that stay while the others scroll.
#pragma once

#include "client/view/widgets/table_layout.h"

namespace ziping::view {

// The titles, on a ground that reaches to `right`. The column whose title was pressed.
[[nodiscard]] std::optional<std::size_t> draw_header(Ui& ui, const TableSpec& spec, const ColumnEdges& edges,
                                                     float right, float top, float height);

void draw_sums(Ui& ui, const TableSpec& spec, const ColumnEdges& edges, float top, float height);

// The line at the right of the column that stays; none where none does.
void draw_edge(const Ui& ui, const ColumnEdges& edges, float top, float bottom);

}  // namespace ziping::view
