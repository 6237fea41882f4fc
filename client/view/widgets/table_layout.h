// Where the columns of a table are.
#pragma once
#include <vector>

#include "client/view/widgets/table.h"

namespace ziping::view {

inline constexpr float kCellPadding = 8;

struct ColumnEdges {
  std::vector<float> left;   // one more than columns: the last is the right edge
  bool first_stays = false;  // the first column stands over the others, which scroll sideways below it
  float scrolled = 0;        // that far, while it stays

  // The right edge of the column that stays.
  [[nodiscard]] float stays_until() const { return left[1] + scrolled; }
  [[nodiscard]] std::size_t column_at(float x) const;
  [[nodiscard]] Box cell(std::size_t column, float top, float height) const {
    const float moved = column == 0 ? scrolled : 0;
    return {{left[column] + moved, top}, {left[column + 1] + moved, top + height}};
  }
};

// The least width the columns can live with.
[[nodiscard]] float width_needed(const Look& look, std::span<const TableColumn> columns);

[[nodiscard]] ColumnEdges column_edges(const Look& look, std::span<const TableColumn> columns, float left, float width);

// In the current window, which scrolls sideways: the first column stays in sight where it takes little of it, and what
// is scrolled to is brought out from under it.
void hold_first_column(ColumnEdges& edges);

// While it lives, what is drawn of this column, or those right of it, is not drawn over the column that stays.
class BesideFirst {
 public:
  BesideFirst(const ColumnEdges& edges, std::size_t column);
  ~BesideFirst();
  BesideFirst(const BesideFirst&) = delete;
  BesideFirst& operator=(const BesideFirst&) = delete;

 private:
  bool clips_;
};

}  // namespace ziping::view
