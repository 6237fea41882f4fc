#include "client/view/widgets/table_layout.h"

#include <imgui_internal.h>

#include <algorithm>
#include <cfloat>
#include <cmath>

namespace ziping::view {
namespace {

constexpr float kStaysShareMax =
    0.4f;  // of the width that is seen: a wider column would leave too little to the others

}  // namespace

std::size_t ColumnEdges::column_at(float x) const {
  if (first_stays && x >= left[0] + scrolled && x < stays_until()) return 0;
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

void hold_first_column(ColumnEdges& edges) {
  ImGuiWindow* window = GImGui->CurrentWindow;
  const float width = edges.left[1] - edges.left[0];
  edges.first_stays = edges.left.size() > 2 && width < kStaysShareMax * window->InnerRect.GetWidth();
  if (!edges.first_stays) return;
  edges.scrolled = window->Scroll.x;
  window->DecoInnerSizeX1 = width;
}

BesideFirst::BesideFirst(const ColumnEdges& edges, std::size_t column) : clips_(edges.first_stays && column > 0) {
  if (clips_) ImGui::PushClipRect({edges.stays_until(), -FLT_MAX}, {FLT_MAX, FLT_MAX}, true);
}

BesideFirst::~BesideFirst() {
  if (clips_) ImGui::PopClipRect();
}

}  // namespace ziping::view
