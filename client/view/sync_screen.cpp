#include <algorithm>

#include "client/text/say.h"
#include "client/view/foreseen_card.h"
#include "client/view/moment.h"
#include "client/view/page.h"
#include "client/view/questions.h"
#include "client/view/shortcuts.h"
#include "client/view/status_line.h"
#include "client/view/sync_steps.h"

namespace ziping::view {
namespace {

constexpr float kSyncWidth = 960;
constexpr float kStepWidth = 160;
constexpr float kSizeWidth = 80;
constexpr float kTimeWidth = 160;
constexpr float kBesideFrom = 640;  // narrower, how much and when stand below the words

// To the history of the report, where what was not taken stands with its reason.
void look_button(Frame& frame, Box row, const std::string& report, std::size_t number) {
  Ui& ui = frame.ui;
  const std::string label = text::label("action.go_there", "###step/look/" + std::to_string(number));
  const ImVec2 after = ImGui::GetCursorScreenPos();
  ImGui::SetCursorScreenPos({row.max.x - button_width(ui, Rank::Quiet, label), row.min.y + ui.px(4)});
  if (button(ui, Rank::Quiet, label)) {
    frame.ask(app::Open{report, app::Side::History});
    frame.memory.panes.right.folded = Folded::No;
  }
  ImGui::SetCursorScreenPos(after);
}

// One step as a row: mark and name, what came of it and what to do, how much, and when. Where a button stands the time
// is not known.
void step_row(Frame& frame, const SyncStep& step, std::size_t number, bool last) {
  const Ui& ui = frame.ui;
  const float width = width_left();
  const bool narrow = width < ui.px(kBesideFrom);
  const float words = width - ui.px(narrow ? kStepWidth : kStepWidth + kSizeWidth + kTimeWidth);
  const float about = step.about.empty() ? 0 : paragraph_height(ui.look, words, Type::Strong, step.about);
  const float result = paragraph_height(ui.look, words, Type::Body, step.result);
  const float advice = step.advice.empty() ? 0 : paragraph_height(ui.look, words, Type::Small, step.advice);
  const float name = paragraph_height(ui.look, ui.px(kStepWidth - 40), Type::Body, step.step);
  const float first_line = ui.px(24);
  const bool has_more = !step.size.empty() || !step.time.empty() || !step.report.empty();
  const float below = narrow && has_more ? ui.px(kControlHeight) : 0;
  const float height = std::max(about + result + advice, name) + below + ui.px(16);
  const Box room = take_room({width, height});
  const float top = room.min.y + ui.px(8);
  draw_mark(ui.look, {room.min.x + ui.px(8), top + first_line / 2}, ui.px(14), mark_of(step.level),
            ink_of(ui.colour(), step.level));
  draw_paragraph(ui.look, {room.min.x + ui.px(24), top}, ui.px(kStepWidth - 40), Type::Body, ui.colour().quiet,
                 step.step);
  const float x = room.min.x + ui.px(kStepWidth);
  if (about > 0) draw_paragraph(ui.look, {x, top}, words, Type::Strong, ui.colour().text, step.about);
  draw_paragraph(ui.look, {x, top + about}, words, Type::Body, ui.colour().text, step.result);
  if (advice > 0)
    draw_paragraph(ui.look, {x, top + about + result}, words, Type::Small, ink_of(ui.colour(), step.level),
                   step.advice);
  const float line = narrow ? room.max.y - ui.px(8) - below : top;
  const auto at_right = [&](float from, float to, const std::string& what) {
    const Box cell{{room.max.x - ui.px(from), line}, {room.max.x - ui.px(to), line + first_line}};
    draw_text_in(ui.look, cell, Type::Small, ui.colour().quiet, what, Align::Right);
  };
  at_right(kSizeWidth + kTimeWidth, kTimeWidth, step.size);
  if (step.report.empty())
    at_right(kTimeWidth, 0, step.time);
  else
    look_button(frame, {{room.min.x, line - ui.px(8)}, room.max}, step.report, number);
  if (!last) horizontal_line(ui.look, room.min.x, room.max.x, room.max.y, ui.colour().line);
}

std::string ended(const app::Model& model) {
  if (model.sync.running) return text::say("sync.running", {});
  if (model.sync.ended_at_ms > 0) return text::say("sync.ended", {moment(model.sync.ended_at_ms, model.now_ms)});
  const std::string last = moment(model.home.last_sync, model.now_ms);
  return text::say(last.empty() ? "common.never_synced" : "common.last_sync", {last});
}

void steps_card(Frame& frame) {
  const Card card(frame.ui);
  section_header(frame.ui, text::say("sync.how_far"), ended(frame.model));
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  const std::optional<float> share = sent_share(frame.model.sync.progress);
  if (frame.model.sync.running && share) {
    space(frame.ui, 4);
    progress_bar(frame.ui, width_left(), *share);
  }
  const std::vector<SyncStep> steps = sync_steps(frame.model);
  for (std::size_t i = 0; i < steps.size(); ++i) step_row(frame, steps[i], i, i + 1 == steps.size());
  ImGui::PopStyleVar();
}

void set_back_row(Frame& frame) {
  if (!is_set_back(frame.model)) return;
  const std::string label = text::label("sync.send_again", "###sync/restored");
  const StripPlace strip = begin_strip(frame.ui, Level::Warn, text::say("sync.ask_administrator"),
                                       button_width(frame.ui, Rank::Quiet, label));
  if (button(frame.ui, Rank::Quiet, label)) ask_question(frame, "restored");
  end_strip(strip);
}

void enrol_again_row(Frame& frame) {
  if (!wants_enrolment(frame.model)) return;
  const std::string label = text::label("enrol.again", "###sync/enrol_again");
  const StripPlace strip =
      begin_strip(frame.ui, Level::Warn, text::say("sync.not_signed_in"), button_width(frame.ui, Rank::Quiet, label));
  if (button(frame.ui, Rank::Quiet, label)) frame.ask(app::ShowScreen{app::Screen::Enrol});
  end_strip(strip);
}

void support_row(Frame& frame) {
  Ui& ui = frame.ui;
  const app::SyncState& sync = frame.model.sync;
  if (frame.model.home.self && !sync.running) {
    const Enabled enabled = sync.looking ? Enabled::No : Enabled::Yes;
    if (button(ui, Rank::Quiet, text::label(sync.looking ? "sync.looking" : "sync.look", "###sync/look"), enabled))
      frame.ask(app::SyncLook{});
    ImGui::SameLine(0, ui.px(8));
  }
  constexpr std::string_view kCopy = "###sync/copy";
  copy_button(frame, text::label("sync.copy", kCopy), kCopy, [&] { return support_text(frame.model); });
  copied_words(frame, kCopy, "sync.copied", "sync.copy_hint");
}

}  // namespace

void sync_screen(Frame& frame) {
  const auto bar = [&] {
    if (back_button(frame)) go_back(frame);
    ImGui::SameLine();
    bar_title(frame, text::say("common.sync"), frame.px(240));
    const Rank rank = foreseen_asks(frame.model) ? Rank::Quiet : Rank::Primary;  // the card has it then
    bar_from_right(frame, sync_button_width(frame, rank));
    sync_button(frame, rank);
  };
  page(frame, bar, [&](ImVec2 size) {
    scroll_column(frame.ui, "###sync_page", size, kSyncWidth, [&] {
      ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.px(8), frame.px(12)});
      steps_card(frame);
      set_back_row(frame);
      enrol_again_row(frame);
      foreseen_card(frame);
      support_row(frame);
      ImGui::PopStyleVar();
    });
  });
}

}  // namespace ziping::view
