#include "client/view/find_bar.h"

#include "client/app/find.h"
#include "client/view/history_words.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/buttons.h"
#include "client/view/widgets/fields.h"

namespace ziping::view {
namespace {

constexpr float kFieldWidth = 220, kLabelWidth = 56;
constexpr float kBarHeight = 2 * 32 + 8 + 24 + 3 * 8;
constexpr const char* kWords = "###find/words";
constexpr const char* kWith = "###find/with";

void row_label(const Ui& ui, std::string_view words) {
  draw_text_in(ui.look, take_room({ui.px(kLabelWidth), ui.px(kControlHeight)}), Type::Small, ui.colour().quiet, words,
               Align::Right);
  ImGui::SameLine(0, ui.px(8));
}

void find_row(Frame& frame) {
  Ui& ui = frame.ui;
  const app::Find& find = frame.model.report->find;
  row_label(ui, "查找");
  const FieldOutcome typed =
      line_field(ui, {.id = kWords, .width = ui.px(kFieldWidth), .hint = "正文和标题里的字"}, find.words);
  if (!frame.memory.find_was_open) activate(ui, typed.edit.item.id);
  if (typed.value) frame.ask(app::FindWords{*typed.value});
  if (typed.edit.left == Leaving::Enter) frame.ask(app::NextFound{0});
  ImGui::SameLine(0, ui.px(8));
  const Enabled any = find.found.empty() ? Enabled::No : Enabled::Yes;
  if (button(ui, Rank::Quiet, "上一处###find/previous", any)) frame.ask(app::NextFound{-1});
  ImGui::SameLine(0, ui.px(8));
  if (button(ui, Rank::Quiet, "下一处###find/next", any)) frame.ask(app::NextFound{1});
  ImGui::SameLine(0, ui.px(8));
  if (button(ui, Rank::Bare, "关闭###find/close")) frame.ask(app::ShowFind{false});
}

void replace_row(Frame& frame) {
  Ui& ui = frame.ui;
  const app::Find& find = frame.model.report->find;
  row_label(ui, "替换为");
  const FieldOutcome typed =
      line_field(ui, {.id = kWith, .width = ui.px(kFieldWidth), .hint = "不写就是删去"}, find.with);
  if (typed.value) frame.ask(app::ReplaceWith{*typed.value});
  ImGui::SameLine(0, ui.px(8));
  const Enabled any = find.found.empty() ? Enabled::No : Enabled::Yes;
  if (button(ui, Rank::Quiet, "替换###find/replace", any)) frame.ask(app::ReplaceFound{false});
  ImGui::SameLine(0, ui.px(8));
  if (button(ui, Rank::Quiet, "全部替换###find/replace_all", any)) frame.ask(app::ReplaceFound{true});
}

// 3/17 东陂镇工作队 · 正文：…解决撂荒问题…
void place_row(Frame& frame) {
  const Ui& ui = frame.ui;
  const app::OpenReport& report = *frame.model.report;
  const app::Find& find = report.find;
  const Box room = take_room({width_left(), ui.px(24)});
  const auto words = [&](std::string_view text) {
    draw_text_in(ui.look, {{room.min.x + ui.px(kLabelWidth + 8), room.min.y}, room.max}, Type::Small, ui.colour().quiet,
                 text);
  };
  if (find.words.empty()) return words("F3 下一处，Shift+F3 上一处；别人填写的部分不会替换。");
  if (find.found.empty()) return words("没有找到。");
  const app::Found& found = find.found[find.at];
  const app::FoundWords around = app::words_around(report, found);
  const auto path = form::Path::parse(found.path);
  std::string out = std::to_string(find.at + 1) + "/" + std::to_string(find.found.size()) + "　";
  if (path) out += place_words(frame.model, *path) + "：";
  words(out + around.before + "【" + around.words + "】" + around.after);
}

}  // namespace

void find_bar(Frame& frame) {
  if (!frame.model.report->find.open) {
    frame.memory.find_was_open = false;
    return;
  }
  Ui& ui = frame.ui;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = width_left(), height = ui.px(kBarHeight);
  fill(ui.look, {at, {at.x + width, at.y + height}}, ui.colour().surface);
  horizontal_line(ui.look, at.x, at.x + width, at.y + height - 1, ui.colour().line);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8), ui.px(8)});
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(8)});
  find_row(frame);
  replace_row(frame);
  place_row(frame);
  ImGui::PopStyleVar();
  ImGui::SetCursorScreenPos({at.x, at.y + height});
  frame.memory.find_was_open = true;
}

}  // namespace ziping::view
