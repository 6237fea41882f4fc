#include "client/view/widgets/table_header.h"

namespace ziping::view {

void draw_header(Ui& ui, const TableSpec& spec, const ColumnEdges& edges, float right, float top, float height) {
  fill(ui.look, {{edges.left.front(), top}, {right, top + height}}, ui.colour().ground);
  for (std::size_t i = 0; i < spec.columns.size(); ++i) {
    const BesideFirst beside(edges, i);
    draw_text_in(ui.look, edges.cell(i, top, height).inset(ui.px(kCellPadding)), Type::Small, ui.colour().quiet,
                 spec.columns[i].title, spec.columns[i].align);
  }
  horizontal_line(ui.look, edges.left.front(), right, top + height - 1, ui.colour().line_strong);
}

void draw_sums(Ui& ui, const TableSpec& spec, const ColumnEdges& edges, float top, float height) {
  horizontal_line(ui.look, edges.left.front(), edges.left.back(), top, ui.colour().line_strong);
  for (std::size_t i = 0; i < spec.sums.size() && i < spec.columns.size(); ++i) {
    const BesideFirst beside(edges, i);
    draw_text_in(ui.look, edges.cell(i, top, height).inset(ui.px(kCellPadding)), Type::Strong, ui.colour().text,
                 spec.sums[i], spec.columns[i].align);
  }
}

void draw_edge(const Ui& ui, const ColumnEdges& edges, float top, float bottom) {
  if (edges.first_stays) vertical_line(ui.look, edges.stays_until() - 1, top, bottom, ui.colour().line_strong);
}

}  // namespace ziping::view
