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

// A title that has no room in one row has its unit in the second.
std::string words_of_cell(const Ui& ui, const std::string& cell, std::size_t row, float width) {
  return row == 0 && text_width(ui.look, Type::Small, cell) > width ? unit_below(cell) : cell;
}

float line_of_table(const Ui& ui) { return std::round(ui.look.type_px(Type::Small) * kProseLineHeight); }

// How many rows of text a cell takes; most take one, and are not laid out for that.
std::size_t lines_in(const Ui& ui, const std::string& words, float width) {
  if (words.find('\n') == words.npos && text_width(ui.look, Type::Small, words) < width) return 1;
  return TextRows(from_utf8(words), width, advance_of(ui.look, Type::Small)).rows().size();
}

// Where each row begins, and where the last one ends.
std::vector<float> row_tops(const Ui& ui, const Rows& rows, const std::vector<float>& widths) {
  std::vector<float> out{0};
  for (std::size_t row = 0; row < rows.size(); ++row) {
    std::size_t lines = 1;
    for (std::size_t i = 0; i < rows[row].size(); ++i) {
      const float width = widths[i] - 2 * ui.px(kPadding);
      lines = std::max(lines, lines_in(ui, words_of_cell(ui, rows[row][i], row, width), width));
    }
    out.push_back(out.back() + line_of_table(ui) * static_cast<float>(lines) + 2 * ui.px(kPadding));
  }
  return out;
}

// As it is kept, or measured anew.
const RulingShown& ruled(const Ui& ui, const Rows& rows, std::optional<std::size_t> figures_from, const TableUse& use,
                         RulingShown& shown) {
  const RulingShown::Source source{use.made, rows.size(), width_left(), ui.look.type_px(Type::Small)};
  if (source.made != 0 && shown.source == source) return shown;
  shown = {};
  shown.source = source;
  shown.widths = column_widths(ui, rows, source.width);
  for (std::size_t i = 0; i < shown.widths.size(); ++i)
    shown.aligned.push_back((figures_from ? i >= *figures_from : is_figures(rows, i)) ? Align::Right : Align::Left);
  shown.tops = row_tops(ui, rows, shown.widths);
  return shown;
}

class Ruling {
 public:
  Ruling(Ui& ui, const std::string& id, const Rows& rows, const TableUse& use, const RulingShown& shown)
      : ui_(ui), id_(id), rows_(rows), use_(use), shown_(shown), at_(ImGui::GetCursorScreenPos()) {
    for (const float width : shown.widths) width_ += width;
  }

  // Those near the sight, so that Tab finds the next one, and what is wanted wherever it is.
  void draw_rows() {
    const float top = ImGui::GetWindowPos().y, height = ImGui::GetWindowHeight();
    const auto behind = [this](float y) {
      return static_cast<std::size_t>(std::ranges::upper_bound(shown_.tops, y - at_.y) - shown_.tops.begin());
    };
    const std::size_t first = std::max<std::size_t>(behind(top - height), 1) - 1;
    const std::size_t end = std::min(behind(top + 2 * height), rows_.size());
    std::set<std::size_t> far = use_.always;
    if (shown_.ringed) far.insert(*shown_.ringed);
    for (const std::size_t number : far)
      if (number < first) row(number);
    for (std::size_t number = first; number < end; ++number) row(number);
    for (const std::size_t number : far)
      if (number >= std::max(first, end) && number < rows_.size()) row(number);
    take_room({width_, shown_.tops.back()});
  }

  [[nodiscard]] const std::optional<TablePress>& pressed() const { return pressed_; }
  [[nodiscard]] const std::optional<std::size_t>& ringed() const { return ringed_; }

 private:
  void row(std::size_t number) {
    const Box room{{at_.x, at_.y + shown_.tops[number]}, {at_.x + width_, at_.y + shown_.tops[number + 1]}};
    const Item item = number == 0 ? Item{} : press(room, number);
    if (item.ringed) ringed_ = number;
    if (ImGui::IsRectVisible(room.min, room.max)) draw(rows_[number], number, room, item);
    if (use_.beside) use_.beside(number, room);
  }

  [[nodiscard]] Box cell_of(Box row, std::size_t column) const {
    float left = row.min.x;
    for (std::size_t i = 0; i < column; ++i) left += shown_.widths[i];
    return {{left, row.min.y}, {left + shown_.widths[column], row.max.y}};
  }

  Item press(Box room, std::size_t number) {
    if (use_.pressable == Pressable::No) return {};
    const Item item = button_item_at(id_ + "/" + std::to_string(number), room);
    if (!item.pressed) return item;
    pressed_ = TablePress{number, {}};
    const ImVec2 mouse = ImGui::GetMousePos();
    if (!item.hovered || mouse.y < room.min.y || mouse.y >= room.max.y) return item;
    for (std::size_t i = 0; i < shown_.widths.size(); ++i)
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
      draw_cell(cells[i], number, i, cell_of(room, i).inset(ui_.px(kPadding), ui_.px(kPadding)));
    if (item.ringed) focus_ring(ui_.look, room);
  }

  void draw_cell(const std::string& words, std::size_t number, std::size_t column, Box cell) {
    const std::string label = id_ + "/" + std::to_string(number) + "/" + std::to_string(column);
    const float width = shown_.widths[column] - 2 * ui_.px(kPadding);
    const WrappedText& text =
        wrapped(ui_, ImGui::GetID(label.c_str()), words_of_cell(ui_, words, number, width), width, Type::Small);
    const float line = line_of_table(ui_);
    for (const TextRow& row : text.rows.rows()) {
      const std::string part = to_utf8(std::u32string_view(text.text).substr(row.begin, row.end - row.begin));
      draw_text_in(ui_.look, {cell.min, {cell.max.x, cell.min.y + line}}, Type::Small,
                   number == 0 ? ui_.colour().quiet : ui_.colour().text, part, shown_.aligned[column]);
      cell.min.y += line;
    }
  }

  Ui& ui_;
  const std::string& id_;
  const Rows& rows_;
  const TableUse& use_;
  const RulingShown& shown_;
  ImVec2 at_;
  float width_ = 0;
  std::optional<TablePress> pressed_;
  std::optional<std::size_t> ringed_;
};

}  // namespace

std::optional<TablePress> reading_table(Ui& ui, const std::string& id, const Rows& rows,
                                        std::optional<std::size_t> figures_from, const TableUse& use) {
  if (rows.empty() || rows.front().empty()) return std::nullopt;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  RulingShown of_this_frame;
  RulingShown& shown = use.kept ? *use.kept : of_this_frame;
  Ruling ruling(ui, id, rows, use, ruled(ui, rows, figures_from, use, shown));
  ruling.draw_rows();
  shown.ringed = ruling.ringed();
  ImGui::PopStyleVar();
  return ruling.pressed();
}

}  // namespace ziping::view
