// Fields side by side.
#include <algorithm>
#include <vector>

#include "client/view/form_fields.h"
#include "shared/base/amount.h"

namespace ziping::view {
namespace {

constexpr float kGridGap = 16;
constexpr float kRowGap = 8;
constexpr float kColumnWidthMin = 200;
constexpr std::size_t kColumnsMax = 3;
constexpr std::int64_t kShortLineMax = 80;  // characters of a line that one column is enough for

// Long text, and lines that may be longer than a column shows.
bool takes_a_row(const Sheet& sheet, const Asked& asked, float column) {
  const form::Field& field = *asked.field;
  if (field.kind == form::Kind::Text || field.kind == form::Kind::Files) return true;
  if (field.kind != form::Kind::Line) return false;
  if (!field.computed()) return field.characters_max == 0 || field.characters_max > kShortLineMax;
  return text_width(sheet.ui.look, Type::Strong, computed_text(sheet, field, asked.path.text())) > column;
}

enum class Under { Row, Grid };  // where the findings stand: below each row, or below all of them

class Grid {
 public:
  Grid(Sheet& sheet, Under under)
      : sheet_(sheet), under_(under), width_(width_left()), columns_(columns_in(sheet.ui, width_)) {}

  void add(const Asked& asked) {
    if (takes_a_row(sheet_, asked, columns_.width)) {
      end_row();
      const bool is_long = asked.field->kind == form::Kind::Text || asked.field->kind == form::Kind::Files;
      begin_cell();
      one_field(sheet_, asked, is_long ? std::min(width_, prose_width_max(sheet_.ui)) : width_);
      places_.push_back(asked.path.text());
      end_row();
    } else {
      begin_cell();
      one_field(sheet_, asked, columns_.width);
      places_.push_back(asked.path.text());
      if (taken_ == columns_.count) end_row();
    }
  }

  // A cell that is no field.
  template <class Draw>
  void add_cell(const Draw& draw) {
    begin_cell();
    draw(columns_.width);
    if (taken_ == columns_.count) end_row();
  }

  void finish() {
    end_row();
    findings();
    space(sheet_.ui, kRowGap);
  }

 private:
  void begin_cell() {
    if (taken_ > 0)
      ImGui::SameLine(0, sheet_.px(kGridGap));
    else if (began_)
      space(sheet_.ui, kRowGap);
    began_ = true;
    ++taken_;
  }

  void end_row() {
    taken_ = 0;
    if (under_ == Under::Row) findings();
  }

  void findings() {
    for (const std::string& place : places_) findings_under(sheet_, place, width_);
    places_.clear();
  }

  Sheet& sheet_;
  Under under_;
  float width_;
  Columns columns_;
  std::size_t taken_ = 0;  // cells of the row that is being filled
  bool began_ = false;
  std::vector<std::string> places_;
};

// The sum of what is filled in; empty when nothing is.
std::string sum_of(const Sheet& sheet, std::span<const Asked> asked) {
  std::optional<base::Rational> sum;
  int places = 0;
  for (const Asked& one : asked) {
    const std::string* text = report::value_at(sheet.report.state, one.path).text();
    const auto decimal = text ? base::Decimal::parse_stored(*text) : base::Result<base::Decimal>(base::Error{});
    if (!decimal) continue;
    sum = sum.value_or(base::Rational()).plus(*decimal);
    if (!sum) return {};
    places = std::max(places, decimal->places());
  }
  const auto rounded = sum ? sum->rounded(places) : std::nullopt;
  return rounded ? base::shown_amount(rounded->stored(), asked.front().field->unit) : std::string();
}

// What a rule about exactly these fields, and others, says of them.
std::optional<Level> level_of_sum(const Sheet& sheet, std::span<const Asked> asked) {
  for (const rules::Finding& finding : sheet.report.findings) {
    const bool about_all = std::ranges::all_of(asked, [&](const Asked& one) {
      return std::ranges::find(finding.fields, one.path.text()) != finding.fields.end();
    });
    if (about_all && finding.fields.size() <= asked.size() + 1) return level_of(finding.level);
  }
  return std::nullopt;
}

void sum_cell(Sheet& sheet, std::span<const Asked> asked, std::string_view label, float width) {
  Ui& ui = sheet.ui;
  const std::string shown = sum_of(sheet, asked);
  const FieldFrame frame{.label = label, .width = width};
  const FieldPlace place = begin_field(ui, frame, ui.px(kControlHeight));
  const Box box = place.control;
  const std::string_view words = shown.empty() ? std::string_view("—") : std::string_view(shown);
  float x = box.min.x + text_width(ui.look, Type::Strong, words);
  draw_text_in(ui.look, box, Type::Strong, shown.empty() ? ui.colour().faint : ui.colour().text, words);
  const std::string& unit = asked.front().field->unit;
  draw_text_in(ui.look, {{x + ui.px(4), box.min.y}, box.max}, Type::Small, ui.colour().quiet, unit);
  x += ui.px(4) + text_width(ui.look, Type::Small, unit);
  if (const auto level = level_of_sum(sheet, asked); level && !shown.empty())
    draw_mark(ui.look, {x + ui.px(16), box.centre().y}, ui.px(13), mark_of(*level), ink_of(ui.colour(), *level));
  end_field(ui, frame, place);
}

}  // namespace

Columns columns_in(const Ui& ui, float width) {
  const float gap = ui.px(kGridGap);
  const auto fitting = static_cast<std::size_t>(std::max((width + gap) / (ui.px(kColumnWidthMin) + gap), 1.0f));
  const std::size_t count = std::min(fitting, kColumnsMax);
  const auto many = static_cast<float>(count);
  return {count, std::floor((width - (many - 1) * gap) / many)};
}

void field_grid(Sheet& sheet, std::span<const Asked> asked) {
  Grid grid(sheet, Under::Row);
  for (const Asked& one : asked) grid.add(one);
  grid.finish();
}

void summed_grid(Sheet& sheet, std::span<const Asked> asked, const Summed& summed) {
  if (asked.empty()) return;
  space(sheet.ui, 4);
  text_line(sheet.ui, Type::Strong, sheet.ui.colour().text, summed.caption);
  Grid grid(sheet, Under::Grid);
  for (const Asked& one : asked) grid.add(one);
  if (!summed.total.empty()) grid.add_cell([&](float width) { sum_cell(sheet, asked, summed.total, width); });
  grid.finish();
}

}  // namespace ziping::view
