// Where the columns of a table are.
#pragma once
#include <vector>

#include "client/view/widgets/table.h"

namespace ziping::view {

struct ColumnEdges {
  std::vector<float> left;  // one more than columns: the last is the right edge
  [[nodiscard]] std::size_t column_at(float x) const;
  [[nodiscard]] Box cell(std::size_t column, float top, float height) const {
    return {{left[column], top}, {left[column + 1], top + height}};
  }
};

// The least width the columns can live with.
[[nodiscard]] float width_needed(const Look& look, std::span<const TableColumn> columns);

[[nodiscard]] ColumnEdges column_edges(const Look& look, std::span<const TableColumn> columns, float left, float width);

}  // namespace ziping::view
