#include "client/view/find_bar.h"

#include <algorithm>

#include "client/app/find.h"
#include "client/text/say.h"
#include "client/view/history_words.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/buttons.h"
#include "client/view/widgets/fields.h"

namespace ziping::view {
namespace {

constexpr float kFieldWidth = 220, kFieldWidthMin = 120, kLabelWidth = 56;
constexpr float kFindBarHeight = 32 + 24 + 3 * 8, kReplaceRow = 32 + 8;
constexpr const char* kFindWords = "###find/words";
constexpr const char* kWith = "###find/with";

// What is read stays as it is.
bool replaces(const app::OpenReport& report) { return report.middle != app::Middle::Reading; }

void row_label(const Ui& ui, std::string_view words) {
  draw_text_in(ui.look, take_room({ui.px(kLabelWidth), ui.px(kControlHeight)}), Type::Small, ui.colour().quiet, words,
               Align::Right);
  ImGui::SameLine(0, ui.px(8));
}

// Narrower where the window has no room for it and the buttons.
float field_width(const Ui& ui) {
  const float buttons = button_width(ui, Rank::Quiet, text::say("common.previous")) +
                        button_width(ui, Rank::Quiet, text::say("common.next")) +
                        button_width(ui, Rank::Bare, text::say("common.close")) + ui.px(3 * 8);
  return std::clamp(width_left() - ui.px(kLabelWidth + 8) - buttons, ui.px(kFieldWidthMin), ui.px(kFieldWidth));
}

void find_field(Frame& frame, float width) {
  Ui& ui = frame.ui;
  const app::Find& find = frame.model.report->find;
  row_label(ui, text::say("find.find"));
  const FieldOutcome typed = line_field(
      ui, {.id = kFindWords, .width = width, .hint = text::say("find.find_hint"), .recall = Recall::Here}, find.words);
  if (!frame.memory.find_was_open) activate(ui, typed.edit.item.id);
  if (typed.value) frame.ask(app::FindWords{*typed.value});
  if (typed.edit.left == Leaving::Enter || typed.edit.left == Leaving::ShiftEnter) {
    const int step = typed.edit.left == Leaving::Enter ? 1 : -1;
    frame.ask(app::NextFound{find.gone_to ? step : 0});
    activate(ui, typed.edit.item.id);
  }
}

void find_buttons(Frame& frame, Enabled any) {
  Ui& ui = frame.ui;
  if (button(ui, Rank::Quiet, text::label("common.previous", "###find/previous"), any)) frame.ask(app::NextFound{-1});
  ImGui::SameLine(0, ui.px(8));
  if (button(ui, Rank::Quiet, text::label("common.next", "###find/next"), any)) frame.ask(app::NextFound{1});
  ImGui::SameLine(0, ui.px(8));
  if (button(ui, Rank::Bare, text::label("common.close", "###find/close"))) frame.ask(app::ShowFind{false});
}

void with_field(Frame& frame, float width) {
  Ui& ui = frame.ui;
  row_label(ui, text::say("find.with"));
  const FieldOutcome typed =
      line_field(ui, {.id = kWith, .width = width, .hint = text::say("find.with_hint"), .recall = Recall::Here},
                 frame.model.report->find.with);
  if (typed.value) frame.ask(app::ReplaceWith{*typed.value});
}

void replace_buttons(Frame& frame, Enabled any) {
  Ui& ui = frame.ui;
  if (button(ui, Rank::Quiet, text::label("find.replace", "###find/replace"), any)) frame.ask(app::ReplaceFound{false});
  ImGui::SameLine(0, ui.px(8));
  if (button(ui, Rank::Quiet, text::label("find.replace_all", "###find/replace_all"), any))
    frame.ask(app::ReplaceFound{true});
}

// Tab goes through both fields before the buttons.
void fields_and_buttons(Frame& frame, bool with_replacing) {
  const Ui& ui = frame.ui;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = field_width(ui), buttons = at.x + ui.px(kLabelWidth + 8) + width + ui.px(8);
  const Enabled any = frame.model.report->find.found.empty() ? Enabled::No : Enabled::Yes;
  find_field(frame, width);
  if (with_replacing) with_field(frame, width);
  ImGui::SetCursorScreenPos({buttons, at.y});
  find_buttons(frame, any);
  if (!with_replacing) return;
  ImGui::SetCursorScreenPos({buttons, at.y + ui.px(kReplaceRow)});
  replace_buttons(frame, any);
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
  if (find.words.empty()) return words(text::say(replaces(report) ? "find.help" : "find.help_reading"));
  if (find.found.empty()) return words(text::say("find.nothing"));
  const app::Found& found = find.found[find.at];
  const app::FoundWords around = app::words_around(report, found);
  const auto path = form::Path::parse(found.path);
  std::string out = std::to_string(find.at + 1) + "/" + std::to_string(find.found.size()) + "　";
  if (path && !found.path.empty()) out += text::say("find.place", {place_words(frame.model, *path)});
  words(out + text::say("find.found", {around.before, around.words, around.after}));
}

}  // namespace

void find_bar(Frame& frame) {
  if (!frame.model.report->find.open) {
    frame.memory.find_was_open = false;
    return;
  }
  Ui& ui = frame.ui;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const bool with_replacing = replaces(*frame.model.report);
  const float width = width_left(), height = ui.px(kFindBarHeight + (with_replacing ? kReplaceRow : 0));
  fill(ui.look, {at, {at.x + width, at.y + height}}, ui.colour().surface);
  horizontal_line(ui.look, at.x, at.x + width, at.y + height - 1, ui.colour().line);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {ui.px(8), ui.px(8)});
  ImGui::SetCursorScreenPos({at.x, at.y + ui.px(8)});
  fields_and_buttons(frame, with_replacing);
  place_row(frame);
  ImGui::PopStyleVar();
  ImGui::SetCursorScreenPos({at.x, at.y + height});
  frame.memory.find_was_open = true;
}

}  // namespace ziping::view
