// A version, a revision or the report as it stands, to read from a sheet, and what a reviewer may do with it.
#include <algorithm>

#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/find_bar.h"
#include "client/view/frame.h"
#include "client/view/history_words.h"
#include "client/view/moment.h"
#include "client/view/questions.h"
#include "client/view/reading_sheet.h"
#include "client/view/state_chooser.h"
#include "client/view/widgets/blocks.h"
#include "client/view/wording.h"

namespace ziping::view {
namespace {

constexpr float kSheetWidth = 820;  // at 100 %: 42 characters between margins of a line and a half
constexpr float kReadingBarHeight = 56;

// The version before the one that is read.
std::string one_before(const app::Model& model, const std::string& which) {
  const auto& versions = model.report->around.versions;
  const auto at = std::ranges::find_if(
      versions, [&](const client::VersionEntry& version) { return std::to_string(version.version) == which; });
  if (which == "draft" && !versions.empty()) return std::to_string(versions.back().version);
  return at == versions.end() || at == versions.begin() ? std::string() : std::to_string((at - 1)->version);
}

void chooser(Frame& frame) {
  Ui& ui = frame.ui;
  const app::OpenReport& report = *frame.model.report;
  const std::string before = one_before(frame.model, report.reading);
  const std::string label = text::say("reading.compare", {before}) + "###reading/compare";
  const float beside = before.empty() ? 0 : button_width(ui, Rank::Quiet, label) + ui.px(12);
  const float width = std::min(ui.px(320), width_left() - beside);
  const std::string chosen = state_chooser(frame, {.id = "###reading/which", .width = width}, report.reading);
  if (!chosen.empty()) frame.ask(app::ReadVersion{chosen});
  if (before.empty()) return;
  ImGui::SameLine(0, ui.px(12));
  if (!button(ui, Rank::Quiet, label)) return;
  frame.ask(app::Compare{before, report.reading});
  frame.ask(app::ShowMiddle{app::Middle::Versions});
}

// 自上次看过以来 3 处修改 · 查看
void new_since(Frame& frame) {
  const app::OpenReport& report = *frame.model.report;
  if (!report.since || !report.since->changes || report.reading != report.since->to) return;
  const std::size_t changes = *report.since->changes;
  if (changes == 0) return end_strip(begin_strip(frame.ui, Level::Info, text::say("reading.since_none")));
  const std::string label = text::label("reading.since_look", "###reading/since");
  const StripPlace strip = begin_strip(frame.ui, Level::Info, text::say("reading.since", {changes}),
                                       button_width(frame.ui, Rank::Quiet, label));
  if (button(frame.ui, Rank::Quiet, label)) {
    frame.ask(app::Compare{report.since->from, report.since->to});
    frame.ask(app::ShowMiddle{app::Middle::Versions});
  }
  end_strip(strip);
}

void reading_body(Frame& frame) {
  const app::OpenReport& report = *frame.model.report;
  chooser(frame);
  new_since(frame);
  space(frame.ui, 4);
  const auto read = report.read.find(report.reading);
  if (read != report.read.end() && read->second.error)
    return end_strip(begin_strip(frame.ui, Level::Bad, text::said(read->second.error->message)));
  if (read == report.read.end() || !read->second.state) {
    const bool none = report.reading.empty();
    return empty_state(
        frame.ui,
        none ? text::say("reading.none", {}) : text::say("reading.reading", {state_name(frame.model, report.reading)}),
        "");
  }
  reading_sheet(frame, read->second.document);
}

// What a reviewer may do with the version, the one that leads on last; nobody else may do any of it.
std::vector<sync::Action> review_actions(const app::Model& model) {
  const std::vector<sync::Action> may = app::actions(model);
  std::vector<sync::Action> out;
  for (const sync::Action action : {sync::Action::Receive, sync::Action::Return, sync::Action::Accept})
    if (std::ranges::find(may, action) != may.end()) out.push_back(action);
  return out;
}

Rank reading_rank_of(sync::Action action) {
  if (action == sync::Action::Accept) return Rank::Primary;
  return action == sync::Action::Return ? Rank::Danger : Rank::Quiet;
}

std::string where_it_stands(const app::Model& model) {
  const client::Surroundings& around = model.report->around;
  std::string out;
  if (!around.versions.empty()) {
    const client::VersionEntry& last = around.versions.back();
    out = text::say("reading.submitted", {last.version, app::user_name(model, last.by), moment(last.at, model.now_ms)});
  }
  return out + std::string(app::stage_words(around.row.stage));
}

void review_bar(Frame& frame, const std::vector<sync::Action>& actions) {
  Ui& ui = frame.ui;
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = width_left(), height = ui.px(kReadingBarHeight), gap = ui.px(12);
  fill(ui.look, {at, {at.x + width, at.y + height}}, ui.colour().surface);
  horizontal_line(ui.look, at.x, at.x + width, at.y, ui.colour().line);
  const auto label = [&frame](sync::Action action) {
    return action_label(frame.model, action) + "###reading/" + std::string(sync::name(action));
  };
  float buttons = 0;
  for (const sync::Action action : actions) buttons += button_width(ui, reading_rank_of(action), label(action)) + gap;
  const float top = at.y + std::round((height - ui.px(kControlHeight)) / 2);
  draw_text_in(ui.look, {{at.x + ui.px(24), at.y}, {at.x + width - buttons - ui.px(24), at.y + height}}, Type::Body,
               ui.colour().quiet, where_it_stands(frame.model));
  ImGui::SetCursorScreenPos({at.x + width - buttons - ui.px(12), top});
  for (const sync::Action action : actions) {
    if (button(ui, reading_rank_of(action), label(action))) ask_question(frame, sync::name(action));
    ImGui::SameLine(0, gap);
  }
}

}  // namespace

void reading_column(Frame& frame) {
  const std::vector<sync::Action> actions = review_actions(frame.model);
  find_bar(frame);
  const ImVec2 at = ImGui::GetCursorScreenPos(), room = ImGui::GetContentRegionAvail();
  const float bar = actions.empty() ? 0 : frame.px(kReadingBarHeight);
  // Each state begins at its own top.
  scroll_column(frame.ui, "###reading/" + frame.model.report->reading, {room.x, room.y - bar}, kSheetWidth,
                [&] { reading_body(frame); });
  if (actions.empty()) return;
  ImGui::SetCursorScreenPos({at.x, at.y + room.y - bar});
  review_bar(frame, actions);
}

}  // namespace ziping::view
