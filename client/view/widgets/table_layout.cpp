#include "client/view/widgets/table_layout.h"

#include <algorithm>

namespace ziping::view {

std::size_t ColumnEdges::column_at(float x) const {
  const auto after = std::upper_bound(left.begin(), left.end(), x);
  const auto index = after == left.begin() ? 0 : static_cast<std::size_t>(after - left.begin()) - 1;
  return std::min(index, left.size() - 2);
}

float width_needed(const Look& look, std::span<const TableColumn> columns) {
  float needed = 0;
  for (const TableColumn& column : columns) needed += look.px(column.width > 0 ? column.width : column.width_min);
  return needed;
}

ColumnEdges column_edges(const Look& look, std::span<const TableColumn> columns, float left, float width) {
  const float spare = std::max(width - width_needed(look, columns), 0.0f);
  const auto sharing = std::count_if(columns.begin(), columns.end(), [](const TableColumn& c) { return c.width <= 0; });
  const float share = sharing > 0 ? std::floor(spare / static_cast<float>(sharing)) : 0;
  ColumnEdges edges;
  edges.left.push_back(left);
  for (const TableColumn& column : columns)
    edges.left.push_back(edges.left.back() +
                         (column.width > 0 ? look.px(column.width) : look.px(column.width_min) + share));
  if (sharing > 0) edges.left.back() = left + std::max(width, width_needed(look, columns));
  return edges;
}

}  // namespace ziping::view
