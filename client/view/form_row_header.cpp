// The line over a row of a group, and the question before it is removed.
#include <imgui_internal.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "client/text/say.h"
#include "client/view/form_rows.h"

namespace ziping::view {
namespace {

constexpr float kHeaderHeight = 28;
constexpr float kTool = 28;
constexpr float kMarginMin = 44;  // room for （10）

// A square with a mark that stays in the background until the mouse is over its row.
enum class Stands { Back, Forward };
bool tool(Sheet& sheet, const std::string& label, Box box, Mark mark, std::string_view hint, Stands stands) {
  const Ui& ui = sheet.ui;
  const Item item = button_item_at(label, box);
  if (!item.visible) return false;
  if (item.hovered) fill(ui.look, box, ui.colour().shade, kCornerRadius);
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

// What can be done to a row, from the right end of its header on; returns where that begins.
float row_tools(Sheet& sheet, const GroupPlace& place, std::size_t index, const RowHeader& header, Box box,
                Stands stands, Pressed& pressed) {
  const report::Row& row = place.rows[index];
  const std::string text = place.row_path(row).text();
  const bool open = header.lock.empty();
  std::vector<Tool> tools;
  if (open && header.more != Mark::None) tools.push_back({"more", header.more, text::say("rows.more", {})});
  if (open && index > 0) tools.push_back({"up", Mark::Up, text::say("rows.up", {})});
  if (open && index + 1 < place.rows.size()) tools.push_back({"down", Mark::Down, text::say("rows.down", {})});
  if (place.lock.empty()) tools.push_back({"insert", Mark::Plus, text::say("rows.insert", {place.noun})});
  if (open) tools.push_back({"remove", Mark::Bin, text::say("rows.remove", {place.noun})});
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

// What the header says, from left to right, as far as there is room.
class HeaderWords {
 public:
  HeaderWords(const Ui& ui, Box box, float right) : ui_(ui), box_(box), right_(right), x_(box.min.x) {}

  void say(const RowHeader& header) {
    const Colour quiet = ui_.colour().quiet;
    if (!header.title.empty())
      write(header.type, header.type == Type::Small ? quiet : ui_.colour().text, header.title,
            std::max(right_ - x_ - marks_width(header) - ui_.px(16), ui_.px(32)));
    if (header.required == Required::Yes) dot();
    if (!header.team.empty()) in_pill(header.team, Tone::Neutral);
    if (!header.to_read.empty()) in_pill(header.to_read, Tone::Warn);
    if (!header.remarked.empty()) in_pill(header.remarked, Tone::Warn);
    if (header.lock.empty()) return;
    draw_mark(ui_.look, {x_ + ui_.px(6), box_.centre().y}, ui_.px(12), Mark::Lock, quiet);
    x_ += ui_.px(16);
    write(Type::Small, quiet, header.lock, std::max(right_ - x_, 1.0f));
  }

 private:
  [[nodiscard]] float marks_width(const RowHeader& header) const {
    float width = 0;
    if (!header.team.empty()) width += pill_width(ui_, header.team) + ui_.px(8);
    for (const std::string_view words : {header.to_read, std::string_view(header.remarked)})
      if (!words.empty()) width += pill_width(ui_, words) + ui_.px(8);
    if (!header.lock.empty()) width += text_width(ui_.look, Type::Small, header.lock) + ui_.px(24);
    return width;
  }
  void write(Type type, Colour ink, std::string_view words, float at_most) {
    const float width = std::min(text_width(ui_.look, type, words), at_most);
    draw_text_in(ui_.look, {{x_, box_.min.y}, {x_ + width, box_.max.y}}, type, ink, words);
    x_ += width + ui_.px(8);
  }
  void dot() {
    ImGui::GetWindowDrawList()->AddCircleFilled({x_, box_.centre().y}, ui_.px(3), ui_.colour().bad);
    log_text(box_.centre(), "*");
    x_ += ui_.px(8);
  }
  void in_pill(std::string_view words, Tone tone) {
    draw_pill_in(ui_, {{x_, box_.min.y}, {right_, box_.max.y}}, words, tone);
    x_ += pill_width(ui_, words) + ui_.px(8);
  }

  const Ui& ui_;
  const Box box_;
  const float right_;
  float x_;
};

}  // namespace

float margin_of_card(const Ui& ui, float card_width) {
  return std::max(std::floor((card_width - prose_width_max(ui)) / 2), ui.px(kMarginMin));
}

bool ask_removal(Sheet& sheet, const std::string& row_text, std::string_view question, Box box) {
  Ui& ui = sheet.ui;
  const std::string yes = text::label("common.delete", "###row/" + row_text + "/remove/yes");
  const std::string no = text::label("rows.remove_no", "###row/" + row_text + "/remove/no");
  struct Pressing {
    ImGuiID id;
    bool pressed;
    float left;
  };
  const auto press = [&](const std::string& label, float right, Colour ink, Colour border) {
    const float width = text_width(ui.look, Type::Body, shown_part(label)) + ui.px(24);
    const Box at{{right - width, box.min.y}, {right, box.max.y}};
    const Item item = button_item_at(label, at);
    fill(ui.look, at, item.hovered ? ui.colour().bad_soft : ui.colour().surface, kCornerRadius);
    outline(ui.look, at, border, kCornerRadius);
    if (item.ringed) focus_ring(ui.look, at);
    draw_text_in(ui.look, at, Type::Body, ink, shown_part(label), Align::Centre);
    return Pressing{item.id, item.pressed, at.min.x};
  };
  const auto [no_id, declined, left] = press(no, box.max.x, ui.colour().text, ui.colour().line_strong);
  const auto [yes_id, agreed, words_end] = press(yes, left - ui.px(8), ui.colour().bad, ui.colour().bad);
  if (std::exchange(sheet.memory.removing_by_key, false)) {
    ImGui::SetFocusID(yes_id, ImGui::GetCurrentWindow());
    GImGui->NavCursorVisible = true;
  }
  draw_text_in(ui.look, {box.min, {words_end - ui.px(12), box.max.y}}, Type::Body, ui.colour().text, question,
               Align::Right);
  if (declined || agreed) sheet.memory.removing.clear();
  return agreed;
}

Pressed row_header(Sheet& sheet, const GroupPlace& place, std::size_t index, const RowHeader& header) {
  const Ui& ui = sheet.ui;
  const std::string text = place.row_path(place.rows[index]).text();
  const Box box = take_room({width_left(), ui.px(kHeaderHeight)});
  const Box margin{{box.min.x - ui.px(kMarginMin), box.min.y}, {box.min.x - ui.px(4), box.max.y}};
  draw_text_in(ui.look, margin, Type::Small, ui.colour().quiet, header.number, Align::Right);
  Pressed pressed = Pressed::Nothing;
  float right = box.min.x + box.width() / 2;
  if (sheet.memory.removing == text) {
    if (ask_removal(sheet, text, text::say("rows.remove_question", {place.noun}), {{right, box.min.y}, box.max}))
      sheet.frame.ask(app::RemoveRow{text});
  } else {
    const ImVec2 below{box.max.x, box.max.y + ui.px(64)};
    const bool over = ImGui::IsWindowHovered() && ImGui::IsMouseHoveringRect(box.min, below);
    right = row_tools(sheet, place, index, header, box, over ? Stands::Forward : Stands::Back, pressed);
  }
  HeaderWords(ui, box, right).say(header);
  return pressed;
}

}  // namespace ziping::view
