#include "client/view/reading_table.h"

#include <algorithm>

#include "client/view/widgets/edit_box.h"
#include "client/view/widgets/utf32.h"

namespace ziping::view {
namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr float kPadding = 8;                         // at 100 %
constexpr float kColumnLeast = 56, kHeaderMost = 88;  // four to five characters: a title is not cut for less
constexpr float kWordMost = 120;                      // nor is a word, up to this
constexpr float kColumnWanted = 220;                  // none asks for more before the others have what they need

// Figures stand below each other by their last digits.
bool is_figures(const Rows& rows, std::size_t column) {
  constexpr std::string_view kOfFigures = "0123456789.,-%";
  return std::all_of(rows.begin() + 1, rows.end(), [&](const std::vector<std::string>& cells) {
    return cells[column].find_first_not_of(kOfFigures) == std::string::npos;
  });
}

// Of the words that only a blank parts: what is cut in the middle is hard to read.
float longest_word(const Ui& ui, std::string_view cell) {
  float out = 0;
  while (!cell.empty()) {
    const std::string_view word = cell.substr(0, cell.find(' '));
    cell.remove_prefix(std::min(cell.size(), word.size() + 1));
    const bool is_chinese =
        std::ranges::any_of(word, [](char c) { return (static_cast<unsigned char>(c) & 0x80) != 0; });
    if (!is_chinese) out = std::max(out, text_width(ui.look, Type::Small, word) + 2 * ui.px(kPadding) + 1);
  }
  return out;
}

// 预算数 (万元) in two rows: the unit is not parted.
std::string unit_below(std::string title) {
  if (const std::size_t unit = title.rfind(" ("); unit != title.npos) title[unit] = '\n';
  return title;
}

// What each column would like, brought to the width there is: too much is taken from what they have above the least,
// in its measure; too little is given to all alike.
std::vector<float> column_widths(const Ui& ui, const Rows& rows, float width) {
  const std::size_t count = rows.front().size();
  const auto wanted = [&](const std::string& cell) {
    return text_width(ui.look, Type::Small, cell) + 2 * ui.px(kPadding) + 1;
  };
  std::vector<float> out(count), least(count);
  float total = 0, least_total = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::string title = unit_below(rows[0][i]);
    const std::size_t cut = title.find('\n');
    const float unit = cut == title.npos ? 0 : wanted(title.substr(cut + 1));
    const float header = std::max(wanted(title.substr(0, cut)), unit);
    out[i] = least[i] = std::clamp(header, ui.px(kColumnLeast), ui.px(kHeaderMost));
    for (const auto& cells : rows) {
      least[i] = std::max(least[i], std::min(longest_word(ui, cells[i]), ui.px(kWordMost)));
      out[i] = std::max({out[i], least[i], std::min(wanted(cells[i]), ui.px(kColumnWanted))});
    }
    total += out[i];
    least_total += least[i];
  }
  for (std::size_t i = 0; i < count; ++i) {
    if (least_total >= width)
      out[i] = width / static_cast<float>(count);
    else if (total > width)
      out[i] -= (out[i] - least[i]) * (total - width) / (total - least_total);
    else
      out[i] *= width / total;
  }
  return out;
}

class Ruling {
 public:
  Ruling(Ui& ui, const std::string& id, const Rows& rows, float width, std::optional<std::size_t> figures_from,
         const TableUse& use)
      : ui_(ui), id_(id), use_(use), widths_(column_widths(ui, rows, width)) {
    for (std::size_t i = 0; i < widths_.size(); ++i)
      aligned_.push_back((figures_from ? i >= *figures_from : is_figures(rows, i)) ? Align::Right : Align::Left);
  }

  void row(const std::vector<std::string>& cells, std::size_t number) {
    const float line = std::round(ui_.look.type_px(Type::Small) * kProseLineHeight);
    const bool is_header = number == 0;
    float height = line;
    for (std::size_t i = 0; i < cells.size(); ++i)
      height = std::max(height, static_cast<float>(rows_of(cells[i], number, i).rows.rows().size()) * line);
    float total = 0;
    for (const float width : widths_) total += width;
    const Box room = take_room({total, height + 2 * ui_.px(kPadding)});
    const Item item = is_header ? Item{} : press(room, number);
    if (ImGui::IsRectVisible(room.min, room.max)) draw(cells, number, room, item);
    if (use_.beside) use_.beside(number, room);
  }

  [[nodiscard]] const std::optional<TablePress>& pressed() const { return pressed_; }

 private:
  [[nodiscard]] Box cell_of(Box row, std::size_t column) const {
    float left = row.min.x;
    for (std::size_t i = 0; i < column; ++i) left += widths_[i];
    return {{left, row.min.y}, {left + widths_[column], row.max.y}};
  }

  Item press(Box room, std::size_t number) {
    if (use_.pressable == Pressable::No) return {};
    const Item item = button_item_at(id_ + "/" + std::to_string(number), room);
    if (!item.pressed) return item;
    pressed_ = TablePress{number, {}};
    const ImVec2 mouse = ImGui::GetMousePos();
    if (!item.hovered || mouse.y < room.min.y || mouse.y >= room.max.y) return item;
    for (std::size_t i = 0; i < widths_.size(); ++i)
      if (const Box cell = cell_of(room, i); mouse.x >= cell.min.x && mouse.x < cell.max.x) pressed_->column = i;
    return item;
  }

  void draw(const std::vector<std::string>& cells, std::size_t number, Box room, const Item& item) {
    const bool is_header = number == 0;
    const Palette& colour = ui_.colour();
    if (is_header) fill(ui_.look, room, colour.ground);
    if (item.hovered) fill(ui_.look, room, faded(colour.accent_soft, 128));
    for (std::size_t i = 0; i < cells.size(); ++i)
      if (use_.behind) use_.behind(number, i, cell_of(room, i));
    if (is_header) horizontal_line(ui_.look, room.min.x, room.max.x, room.min.y, colour.line_strong);
    horizontal_line(ui_.look, room.min.x, room.max.x, room.max.y - 1, is_header ? colour.line_strong : colour.line);
    for (std::size_t i = 0; i < cells.size(); ++i)
      draw_cell(rows_of(cells[i], number, i), cell_of(room, i).inset(ui_.px(kPadding), ui_.px(kPadding)), aligned_[i],
                is_header ? colour.quiet : colour.text);
    if (item.ringed) focus_ring(ui_.look, room);
  }

  const WrappedText& rows_of(const std::string& cell, std::size_t row, std::size_t column) {
    const std::string label = id_ + "/" + std::to_string(row) + "/" + std::to_string(column);
    const float width = widths_[column] - 2 * ui_.px(kPadding);
    const bool is_cut = row == 0 && text_width(ui_.look, Type::Small, cell) > width;
    return wrapped(ui_, ImGui::GetID(label.c_str()), is_cut ? unit_below(cell) : cell, width, Type::Small);
  }
  void draw_cell(const WrappedText& text, Box cell, Align align, Colour ink) {
    const float line = std::round(ui_.look.type_px(Type::Small) * kProseLineHeight);
    for (const TextRow& row : text.rows.rows()) {
      const std::string words = to_utf8(std::u32string_view(text.text).substr(row.begin, row.end - row.begin));
      draw_text_in(ui_.look, {cell.min, {cell.max.x, cell.min.y + line}}, Type::Small, ink, words, align);
      cell.min.y += line;
    }
  }

  Ui& ui_;
  const std::string& id_;
  const TableUse& use_;
  std::vector<float> widths_;
  std::vector<Align> aligned_;
  std::optional<TablePress> pressed_;
};

}  // namespace

std::optional<TablePress> reading_table(Ui& ui, const std::string& id, const Rows& rows,
                                        std::optional<std::size_t> figures_from, const TableUse& use) {
  if (rows.empty() || rows.front().empty()) return std::nullopt;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  Ruling ruling(ui, id, rows, width_left(), figures_from, use);
  for (std::size_t i = 0; i < rows.size(); ++i) ruling.row(rows[i], i);
  ImGui::PopStyleVar();
  return ruling.pressed();
}

}  // namespace ziping::view
