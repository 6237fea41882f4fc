// The figures of a block: chips such as "水利项目 12 项" in the order of the rows, and the fields of the one that is
// open.
#include <algorithm>
#include <vector>

#include "client/text/say.h"
#include "client/view/form_rows.h"
#include "shared/form/value.h"

namespace ziping::view {
namespace {

constexpr float kChipHeight = 28;
// "近800", but "800余".
constexpr std::string_view kBehind[] = {"余", "多"};

std::string shown_of(const form::Group& group, const report::Row& row, std::string_view name) {
  const form::Field* field = group.find(name);
  return field ? form::shown(*field, row.value(name).json()) : std::string();
}

std::string chip_words(const form::Group& group, const report::Row& row) {
  const std::string label = shown_of(group, row, "label"), value = shown_of(group, row, "value");
  const std::string unit = shown_of(group, row, "unit"), qualifier = shown_of(group, row, "qualifier");
  if (label.empty() && value.empty()) return text::say("figures.nothing", {});
  const bool behind = std::ranges::find(kBehind, qualifier) != std::end(kBehind);
  std::string out = label.empty() ? text::say("figures.unnamed", {}) : label;
  if (value.empty()) return out;
  out += " " + (behind ? value + qualifier : qualifier + value);
  return unit.empty() ? out : out + " " + unit;
}

Level worst_of(const Sheet& sheet, const form::Group& group, const std::string& row_text) {
  Level worst = Level::Good;
  for (const form::Field& field : group.fields) {
    const std::string at = row_text + "." + field.name;
    worst = std::max(worst, sheet.clashes(at) ? Level::Clash : sheet.worst(at));
  }
  return worst;
}

// Chips one behind the other, going on in the next row where there is no room.
class Flow {
 public:
  explicit Flow(Sheet& sheet) : sheet_(sheet), start_(ImGui::GetCursorScreenPos()), at_(start_), width_(width_left()) {}
  ~Flow() { ImGui::SetCursorScreenPos(start_), take_room({width_, at_.y + sheet_.px(kChipHeight) - start_.y}); }
  Flow(const Flow&) = delete;
  Flow& operator=(const Flow&) = delete;

  Box next(float width) {
    width = std::min(width, width_);
    if (at_.x > start_.x && at_.x + width > start_.x + width_) at_ = {start_.x, at_.y + sheet_.px(kChipHeight + 4)};
    const Box box{at_, {at_.x + width, at_.y + sheet_.px(kChipHeight)}};
    at_.x = box.max.x + sheet_.px(8);
    return box;
  }

 private:
  Sheet& sheet_;
  ImVec2 start_, at_;
  float width_;
};

enum class Open { No, Yes };

bool chip(Sheet& sheet, Flow& flow, const std::string& label, Level level, Open is_open) {
  const bool open = is_open == Open::Yes;
  const Ui& ui = sheet.ui;
  const std::string_view words = shown_part(label);
  const bool marked = level >= Level::Warn;
  const Box box = flow.next(text_width(ui.look, Type::Small, words) + sheet.px(24) + (marked ? sheet.px(16) : 0));
  const Item item = button_item_at(label, box);
  if (!item.visible) return false;
  const Palette& colour = ui.colour();
  const Box shape = box.inset(0, sheet.px(2));
  fill(ui.look, shape, open || item.hovered ? colour.accent_soft : colour.ground, kPillRadius);
  outline(ui.look, shape, open ? colour.accent : colour.line, kPillRadius);
  if (item.ringed) focus_ring(ui.look, shape, kPillRadius);
  Box inner = box.inset(sheet.px(12));
  if (marked) {
    draw_mark(ui.look, {inner.min.x + sheet.px(4), inner.centre().y}, sheet.px(11), mark_of(level),
              ink_of(colour, level));
    inner.min.x += sheet.px(16);
  }
  draw_text_in(ui.look, inner, Type::Small, open ? colour.accent : colour.text, words);
  return item.pressed;
}

void open_figure(Sheet& sheet, const GroupPlace& place, const report::Row& row) {
  const form::Path path = place.row_path(row);
  const std::string text = path.text();
  const Card card(sheet.ui, 12);
  std::vector<Asked> asked;
  for (const form::Field& field : place.group.fields) {
    form::Path at = path;
    at.name = field.name;
    asked.push_back({&field, std::move(at), Label::Above, LockWords::Here});
  }
  field_grid(sheet, asked);
  if (!app::locked_because(sheet.frame.model, path).empty()) {
    if (button(sheet.ui, Rank::Quiet, text::label("figures.fold", "###row/" + text + "/done")))
      sheet.memory.figure.clear();
    return;
  }
  const Box box = take_room({width_left(), sheet.px(kControlHeight)});
  if (sheet.memory.removing == text) {
    if (!ask_removal(sheet, text, text::say("figures.remove_question"), box)) return;
    sheet.frame.ask(app::RemoveRow{text});
    sheet.memory.figure.clear();
    return;
  }
  ImGui::SetCursorScreenPos(box.min);
  if (button(sheet.ui, Rank::Quiet, text::label("figures.done", "###row/" + text + "/done")))
    sheet.memory.figure.clear();
  ImGui::SameLine();
  if (button(sheet.ui, Rank::Bare, text::label("figures.remove", "###row/" + text + "/remove")))
    sheet.memory.removing = text;
}

}  // namespace

void figures_of_row(Sheet& sheet, const form::Group& group, const form::Path& row) {
  form::Path path = row;
  path.name = group.name;
  const GroupPlace place = place_of(sheet, group, std::move(path), text::say("rows.entry"));
  if (place.rows.empty() && !place.lock.empty()) return;
  notice_added(sheet, place);
  if (sheet.is_target(place.text)) {
    ImGui::SetScrollHereY(0.25f);
    sheet.arrive();
  }
  const report::Row* open = nullptr;
  {
    Flow flow(sheet);
    for (const report::Row& figure : place.rows) {
      const std::string text = place.row_path(figure).text();
      if (sheet.leads_to_target(text)) sheet.memory.figure = text;
      if (sheet.is_target(text)) sheet.go_to(text + "." + group.fields.front().name);
      const bool is_open = sheet.memory.figure == text;
      if (is_open) open = &figure;
      const std::string label = chip_words(group, figure) + "###row/" + text;
      if (chip(sheet, flow, label, worst_of(sheet, group, text), is_open ? Open::Yes : Open::No))
        sheet.memory.figure = is_open ? std::string() : text;
    }
    if (place.lock.empty()) {
      const std::string label = text::say("rows.add_named", {group.label}) + "###group/" + place.text + "/add";
      if (chip(sheet, flow, label, Level::Good, Open::No))
        add_row(sheet, place, place.rows.empty() ? std::string() : place.rows.back().id);
    }
  }
  findings_under(sheet, place.text, width_left());
  if (open) open_figure(sheet, place, *open);
}

}  // namespace ziping::view
