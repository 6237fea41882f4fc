#include "client/view/widgets/table_header.h"

#include <imgui_internal.h>

#include <algorithm>

namespace ziping::view {
namespace {

constexpr float kSortMark = 9, kSortMarkGap = 8, kSortMarkMargin = 7;  // the margin is in the padding of the cell

Sorting sorting_of(const TableSpec& spec, std::size_t column) {
  return spec.sorting ? spec.sorting(column) : Sorting::Never;
}

// Which title Tab reaches: that of the column the rows are sorted by, else the first. The arrows reach the others.
std::size_t tab_stop(const TableSpec& spec) {
  std::size_t first = spec.columns.size();
  for (std::size_t i = spec.columns.size(); i-- > 0;) {
    const Sorting sorting = sorting_of(spec, i);
    if (sorting == Sorting::Rising || sorting == Sorting::Falling) return i;
    if (sorting == Sorting::No) first = i;
  }
  return first;
}

enum class TabStop { No, Yes };

Item title_item(const TableSpec& spec, std::size_t column, Box cell, TabStop stop) {
  const std::string id = std::string(spec.id) + "/title/" + std::to_string(column);
  if (stop == TabStop::No) ImGui::PushItemFlag(ImGuiItemFlags_NoTabStop, true);
  const Item item = button_item_at(std::string(spec.columns[column].title) + id, cell);
  if (stop == TabStop::No) ImGui::PopItemFlag();
  return item;
}

// Beside the words, or where they leave no room in the padding.
void draw_sort_mark(const Ui& ui, const TableColumn& column, Box cell, Mark mark) {
  const float words = text_width(ui.look, Type::Small, column.title);
  const Box inside = cell.inset(ui.px(kCellPadding));
  const float beside = column.align == Align::Right ? inside.max.x - words - ui.px(kSortMarkGap)
                                                    : inside.min.x + words + ui.px(kSortMarkGap);
  const float margin = ui.px(kSortMarkMargin);
  const float x = std::max(std::min(beside, cell.max.x - margin), cell.min.x + margin);
  draw_mark(ui.look, {x, cell.centre().y}, ui.px(kSortMark), mark, ui.colour().accent);
}

}  // namespace

std::optional<std::size_t> draw_header(Ui& ui, const TableSpec& spec, const ColumnEdges& edges, float right, float top,
                                       float height) {
  fill(ui.look, {{edges.left.front(), top}, {right, top + height}}, ui.colour().ground);
  std::optional<std::size_t> pressed;
  const std::size_t tabbed = tab_stop(spec);
  for (std::size_t i = 0; i < spec.columns.size(); ++i) {
    const BesideFirst beside(edges, i);
    const Box cell = edges.cell(i, top, height);
    const Sorting sorting = sorting_of(spec, i);
    const Item item =
        sorting == Sorting::Never ? Item() : title_item(spec, i, cell, i == tabbed ? TabStop::Yes : TabStop::No);
    if (item.pressed) pressed = i;
    draw_text_in(ui.look, cell.inset(ui.px(kCellPadding)), Type::Small,
                 item.hovered ? ui.colour().text : ui.colour().quiet, spec.columns[i].title, spec.columns[i].align);
    if (sorting == Sorting::Rising) draw_sort_mark(ui, spec.columns[i], cell, Mark::Up);
    if (sorting == Sorting::Falling) draw_sort_mark(ui, spec.columns[i], cell, Mark::Down);
    if (item.ringed) focus_ring(ui.look, cell.inset(ui.px(2), ui.px(2)));
    if (item.hovered && spec.sorting_hint) explain_on_hover(ui, item, spec.sorting_hint(i));
  }
  horizontal_line(ui.look, edges.left.front(), right, top + height - 1, ui.colour().line_strong);
  return pressed;
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
