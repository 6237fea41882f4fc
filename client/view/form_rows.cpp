#include "client/view/form_rows.h"

#include <algorithm>

namespace ziping::view {
namespace {

constexpr float kHeaderHeight = 28;
constexpr float kTool = 28;
constexpr float kMarginMin = 44;  // room for （10）

const report::Rows& rows_at(const Sheet& sheet, const form::Path& path) {
  const report::Node* node = report::find_node(sheet.report.state, path);
  return node ? node->group(path.name) : sheet.report.state.group({});
}

std::string_view noun_of(document::Show show) {
  switch (show) {
    case document::Show::Table:
      return "行";
    case document::Show::Blocks:
      return "段";
    case document::Show::Plain:
    case document::Show::Numbered:
    case document::Show::Runs:
      break;
  }
  return "条";
}

// A square with a mark that stays in the background until the mouse is over its row.
enum class Stands { Back, Forward };
bool tool(Sheet& sheet, const std::string& label, Box box, Mark mark, std::string_view hint, Stands stands) {
  const Ui& ui = sheet.ui;
  const Item item = button_item_at(label, box);
  if (!item.visible) return false;
  if (item.hovered) fill(ui.look, box, ui.colour().line, kCornerRadius);
  if (item.ringed) focus_ring(ui.look, box);
  const bool forward = item.hovered || item.ringed;
  const Colour stroke = forward                     ? ui.colour().text
                        : stands == Stands::Forward ? ui.colour().quiet
                                                    : ui.colour().line_strong;
  draw_mark(ui.look, box.centre(), ui.px(14), mark, stroke);
  explain_on_hover(ui, item, hint);
  return item.pressed;
}

struct Tool {
  std::string_view id;
  Mark mark;
  std::string hint;
};

}  // namespace

form::Path GroupPlace::row_path(const report::Row& row) const {
  form::Path out = path;
  out.rows.push_back({path.name, row.id});
  out.name.clear();
  return out;
}

GroupPlace place_of(const Sheet& sheet, const form::Group& group, form::Path path, std::string_view noun) {
  const report::Rows& rows = rows_at(sheet, path);
  std::string text = path.text();
  std::string lock = app::rows_locked_because(sheet.frame.model, path);
  return {group, std::move(path), rows, noun, std::move(text), std::move(lock)};
}

void group_of_rows(Sheet& sheet, const document::Content& content) {
  const form::Group* group = sheet.report.form->top().find_group(content.name);
  if (!group) return;
  const GroupPlace place = place_of(sheet, *group, {{}, content.name}, noun_of(content.show));
  notice_added(sheet, place);
  if (sheet.is_target(place.text)) {
    ImGui::SetScrollHereY(0.25f);
    sheet.arrive();
  }
  if (place.rows.empty()) {
    const std::string none = "还没有填写“" + group->label + "”。";
    text_line(sheet.ui, Type::Body, sheet.ui.colour().quiet, none);
  } else {
    switch (content.show) {
      case document::Show::Table:
        table_of_rows(sheet, place);
        break;
      case document::Show::Blocks:
        blocks_of_rows(sheet, place, content);
        break;
      case document::Show::Plain:
      case document::Show::Numbered:
      case document::Show::Runs:
        list_of_rows(sheet, place, content);
        break;
    }
  }
  if (!place.rows.empty() && content.show == document::Show::Table) return;
  findings_under(sheet, place.text, width_left());
  add_button(sheet, place);
}

void add_row(Sheet& sheet, const GroupPlace& place, const std::string& after) {
  sheet.memory.adding = FormMemory::Adding{place.text, after, place.rows.size()};
  sheet.frame.ask(app::AddRow{place.text, after});
}

void notice_added(Sheet& sheet, const GroupPlace& place) {
  FormMemory& memory = sheet.memory;
  if (!memory.adding || memory.adding->group != place.text) return;
  const FormMemory::Adding adding = *memory.adding;
  memory.adding.reset();
  if (place.rows.size() != adding.rows + 1) return;
  const auto before = std::ranges::find(place.rows, adding.after, &report::Row::id);
  const auto fresh = before == place.rows.end() ? place.rows.begin() : before + 1;
  if (fresh != place.rows.end()) sheet.go_to(place.row_path(*fresh).text());
}

void add_button(Sheet& sheet, const GroupPlace& place) {
  if (!place.lock.empty()) return;
  const std::string label = "添加一" + std::string(place.noun) + "###group/" + place.text + "/add";
  const Enabled enabled = place.rows.size() < place.group.rows_max ? Enabled::Yes : Enabled::No;
  if (button(sheet.ui, Rank::Quiet, label, enabled, Mark::Plus))
    add_row(sheet, place, place.rows.empty() ? std::string() : place.rows.back().id);
}

float margin_of_card(const Ui& ui, float card_width) {
  return std::max(std::floor((card_width - prose_width_max(ui)) / 2), ui.px(kMarginMin));
}

bool ask_removal(Sheet& sheet, const std::string& row_text, std::string_view question, Box box) {
  Ui& ui = sheet.ui;
  const std::string yes = "删除###row/" + row_text + "/remove/yes", no = "不删###row/" + row_text + "/remove/no";
  const auto press = [&](const std::string& label, float right, Colour ink, Colour border) {
    const float width = text_width(ui.look, Type::Body, shown_part(label)) + ui.px(24);
    const Box at{{right - width, box.min.y}, {right, box.max.y}};
    const Item item = button_item_at(label, at);
    fill(ui.look, at, item.hovered ? ui.colour().bad_soft : ui.colour().surface, kCornerRadius);
    outline(ui.look, at, border, kCornerRadius);
    if (item.ringed) focus_ring(ui.look, at);
    draw_text_in(ui.look, at, Type::Body, ink, shown_part(label), Align::Centre);
    return std::pair(item.pressed, at.min.x);
  };
  const auto [declined, left] = press(no, box.max.x, ui.colour().text, ui.colour().line_strong);
  const auto [agreed, words_end] = press(yes, left - ui.px(8), ui.colour().bad, ui.colour().bad);
  draw_text_in(ui.look, {box.min, {words_end - ui.px(12), box.max.y}}, Type::Body, ui.colour().text, question,
               Align::Right);
  if (declined || agreed) sheet.memory.removing.clear();
  return agreed;
}

namespace {

// What can be done to a row, from the right end of its header on; returns where that begins.
float row_tools(Sheet& sheet, const GroupPlace& place, std::size_t index, const RowHeader& header, Box box,
                Stands stands, Pressed& pressed) {
  const report::Row& row = place.rows[index];
  const std::string text = place.row_path(row).text();
  const std::string noun(place.noun);
  const bool open = header.lock.empty();
  std::vector<Tool> tools;
  if (open && header.more != Mark::None) tools.push_back({"more", header.more, "标题、填写单位和衔接方式"});
  if (open && index > 0) tools.push_back({"up", Mark::Up, "上移"});
  if (open && index + 1 < place.rows.size()) tools.push_back({"down", Mark::Down, "下移"});
  if (place.lock.empty()) tools.push_back({"insert", Mark::Plus, "在这一" + noun + "后面插入一" + noun});
  if (open) tools.push_back({"remove", Mark::Bin, "删除这一" + noun});
  float left = box.max.x - sheet.px(kTool) * static_cast<float>(tools.size());
  const float start = left;
  for (const Tool& one : tools) {
    const Box at{{left, box.min.y}, {left + sheet.px(kTool), box.max.y}};
    left = at.max.x;
    const std::string label = "###row/" + text + "/" + std::string(one.id);
    if (!tool(sheet, label, at, one.mark, one.hint, stands)) continue;
    if (one.id == "more") pressed = Pressed::More;
    if (one.id == "up") sheet.frame.ask(app::MoveRow{text, -1});
    if (one.id == "down") sheet.frame.ask(app::MoveRow{text, 1});
    if (one.id == "insert") add_row(sheet, place, row.id);
    if (one.id == "remove") sheet.memory.removing = text;
  }
  return start;
}

}  // namespace

Pressed row_header(Sheet& sheet, const GroupPlace& place, std::size_t index, const RowHeader& header) {
  Ui& ui = sheet.ui;
  const Palette& colour = ui.colour();
  const std::string text = place.row_path(place.rows[index]).text();
  const Box box = take_room({width_left(), sheet.px(kHeaderHeight)});
  if (!header.number.empty())
    draw_text_in(ui.look, {{box.min.x - sheet.px(kMarginMin), box.min.y}, {box.min.x - sheet.px(4), box.max.y}},
                 Type::Small, colour.quiet, header.number, Align::Right);
  Pressed pressed = Pressed::Nothing;
  float right = box.max.x;
  if (sheet.memory.removing == text) {
    const float half = box.min.x + box.width() / 2;
    if (ask_removal(sheet, text, "删除这一" + std::string(place.noun) + "？", {{half, box.min.y}, box.max}))
      sheet.frame.ask(app::RemoveRow{text});
    right = half;
  } else {
    const bool over =
        ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(box.min, {box.max.x, box.max.y + sheet.px(64)});
    right = row_tools(sheet, place, index, header, box, over ? Stands::Forward : Stands::Back, pressed);
  }
  float x = box.min.x;
  const auto words = [&](Type type, Colour ink, std::string_view say, float at_most) {
    const float width = std::min(text_width(ui.look, type, say), at_most);
    draw_text_in(ui.look, {{x, box.min.y}, {x + width, box.max.y}}, type, ink, say);
    x += width + sheet.px(8);
  };
  constexpr std::string_view kPleaseRead = "请通读";
  const float marks = (header.team.empty() ? 0 : pill_width(ui, header.team) + sheet.px(8)) +
                      (header.please_read ? pill_width(ui, kPleaseRead) + sheet.px(8) : 0) +
                      (header.lock.empty() ? 0 : sheet.px(24) + text_width(ui.look, Type::Small, header.lock));
  if (!header.title.empty())
    words(header.type, header.type == Type::Small ? colour.quiet : colour.text, header.title,
          std::max(right - x - marks - sheet.px(16), sheet.px(32)));
  if (header.required == Required::Yes) {
    ImGui::GetWindowDrawList()->AddCircleFilled({x, box.centre().y}, sheet.px(3), colour.bad);
    log_text(box.centre(), "*");
    x += sheet.px(8);
  }
  const auto in_pill = [&](std::string_view say, Tone tone) {
    draw_pill_in(ui, {{x, box.min.y}, {right, box.max.y}}, say, tone);
    x += pill_width(ui, say) + sheet.px(8);
  };
  if (!header.team.empty()) in_pill(header.team, Tone::Neutral);
  if (header.please_read) in_pill(kPleaseRead, Tone::Warn);
  if (!header.lock.empty()) {
    draw_mark(ui.look, {x + sheet.px(6), box.centre().y}, sheet.px(12), Mark::Lock, colour.quiet);
    x += sheet.px(16);
    words(Type::Small, colour.quiet, header.lock, std::max(right - x, 1.0f));
  }
  return pressed;
}

void removed_strip(Sheet& sheet, const report::Row& row, const std::string& row_text) {
  if (row.removed_by.empty()) return;
  const auto clashes = sheet.clashes(row_text);
  clash_strip(sheet, row_text, "有人删除了它，有人修改了它，要请人决定", clashes ? clashes->first : 0, width_left());
}

}  // namespace ziping::view
