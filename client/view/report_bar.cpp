#include "client/view/report_bar.h"

#include <algorithm>
#include <utility>

#include "client/text/say.h"
#include "client/view/questions.h"
#include "client/view/shortcuts.h"
#include "client/view/widgets/dialog.h"
#include "client/view/wording.h"

namespace ziping::view {
namespace {

constexpr float kTitleWidthMin = 240;  // at 100 %: rather than show less of it, a second row
constexpr float kToolGap = 12, kWideGap = 24;

std::array<Tab, kMiddles.size()> middle_tabs(const app::OpenReport& report) {
  return {Tab{text::label("bar.form", "###middle/form")},
          Tab{text::label("bar.conflicts", "###middle/conflicts"), static_cast<int>(report.conflicts.size())},
          Tab{text::label("bar.versions", "###middle/versions")}, Tab{text::label("bar.reading", "###middle/reading")},
          Tab{text::label("bar.plots", "###middle/plots")}};
}

// One primary: what leads on.
Rank rank_of(sync::Action action, const std::vector<sync::Action>& all) {
  switch (action) {
    case sync::Action::Submit:
    case sync::Action::Accept:
      return Rank::Primary;
    case sync::Action::Return:
      return Rank::Danger;
    case sync::Action::Receive:
      return std::ranges::count(all, sync::Action::Accept) > 0 ? Rank::Quiet : Rank::Primary;
    case sync::Action::Withdraw:
      break;
  }
  return Rank::Quiet;
}

bool may_import(const app::Model& model) {
  return model.home.self && sync::is_office(*model.home.self) && sync::is_open(model.report->around.row.stage);
}

void to_button_row(const Ui& ui) { ImGui::SetCursorPosY((ui.px(kTopBarHeight) - ui.px(kControlHeight)) / 2); }

}  // namespace

ReportBar::ReportBar(Frame& frame) : frame_(frame) {
  const std::vector<sync::Action> all = app::actions(frame.model);
  // A reviewer who reads has them below the sheet, see reading_column().
  const bool reviews = frame.model.home.self && frame.model.home.self->role == "finance";
  const bool below = reviews && frame.model.report->middle == app::Middle::Reading;
  for (const sync::Action action : below ? std::vector<sync::Action>() : all)
    actions_.push_back({action, rank_of(action, all),
                        action_label(frame.model, action) + "###action/" + std::string(sync::name(action))});
  if (const client::Wish* wish = app::waiting_wish(frame.model)) wish_ = wish_words(frame.model, *wish);
  std::ranges::stable_partition(actions_, [](const ActionButton& one) { return one.rank != Rank::Primary; });
  const std::vector<client::VersionEntry>& versions = frame.model.report->around.versions;
  if (!versions.empty()) version_ = text::say("common.version", {versions.back().version});
  lay_out(width_left());
}

float ReportBar::tabs_width() const {
  return segment_strip_width(frame_.ui, middle_tabs(*frame_.model.report)) + frame_.px(kWideGap);
}

float ReportBar::actions_width() const {
  if (!wish_.empty())
    return pill_width(frame_.ui, wish_) + frame_.px(kToolGap) +
           button_width(frame_.ui, Rank::Quiet, text::say("wish.drop"));
  float width = 0;
  for (const ActionButton& one : actions_)
    width += (width > 0 ? frame_.px(kToolGap) : 0) + button_width(frame_.ui, one.rank, one.label);
  return width;
}

// In the order of what is missed most.
void ReportBar::lay_out(float width) {
  const Ui& ui = frame_.ui;
  const float gap = ui.px(kToolGap);
  const float pill = pill_width(ui, app::stage_words(frame_.model.report->around.row.stage));
  const float fixed = 2 * ui.px(16) + button_width(ui, Rank::Bare, text::say("common.back"), Mark::Left) + gap + gap +
                      pill + gap + sync_button_width(frame_, Rank::Quiet) + gap + ui.px(kControlHeight);
  const float wanted = std::min(text_width(ui.look, Type::Section, report_title(frame_.model)), ui.px(kTitleWidthMin));
  float room = width - fixed - wanted;
  const auto fits = [&room](float part) {
    if (part > room) return false;
    room -= part;
    return true;
  };
  actions_here_ = !has_actions() || fits(actions_width() + gap);
  tabs_here_ = actions_here_ && fits(tabs_width());
  version_here_ = !version_.empty() && fits(text_width(ui.look, Type::Small, version_) + gap);
  title_width_ = wanted + std::max(room, 0.0f);
}

void ReportBar::draw() {
  if (back_button(frame_)) go_back(frame_);
  ImGui::SameLine();
  bar_title(frame_, report_title(frame_.model), title_width_);
  ImGui::SameLine();
  const sync::Stage stage = frame_.model.report->around.row.stage;
  bar_pill(frame_, app::stage_words(stage), tone_of(stage));
  if (version_here_) {
    ImGui::SameLine();
    bar_words(frame_, version_);
  }
  const bool actions = actions_here_ && has_actions();
  bar_from_right(frame_, (tabs_here_ ? tabs_width() : 0) + sync_button_width(frame_, Rank::Quiet) +
                             (actions ? actions_width() + frame_.px(kToolGap) : 0) +
                             frame_.px(kToolGap + kControlHeight));
  if (tabs_here_) {
    draw_tabs();
    ImGui::SameLine(0, frame_.px(kWideGap));
  }
  sync_button(frame_, Rank::Quiet);
  ImGui::SameLine(0, frame_.px(kToolGap));
  if (actions) {
    draw_actions();
    ImGui::SameLine(0, frame_.px(kToolGap));
  }
  draw_more();
}

float ReportBar::draw_second_row() {
  if (tabs_here_ && actions_here_) return 0;
  const float before = ImGui::GetCursorPosY();
  top_bar(frame_.ui, "###second_row", [&] {
    to_button_row(frame_.ui);
    if (!tabs_here_) draw_tabs();
    if (actions_here_) return;
    bar_from_right(frame_, actions_width());
    draw_actions();
  });
  return ImGui::GetCursorPosY() - before;
}

void ReportBar::draw_tabs() {
  const app::OpenReport& report = *frame_.model.report;
  std::size_t current = 0;
  for (std::size_t i = 0; i < kMiddles.size(); ++i)
    if (kMiddles[i] == report.middle) current = i;
  const std::size_t chosen = segment_strip(frame_.ui, middle_tabs(report), current);
  if (chosen != current) frame_.ask(app::ShowMiddle{kMiddles[chosen]});
}

// What was asked for stands in the place of what may be.
void ReportBar::draw_actions() {
  if (!wish_.empty()) {
    bar_pill(frame_, wish_, Tone::Accent);
    ImGui::SameLine(0, frame_.px(kToolGap));
    if (button(frame_.ui, Rank::Quiet, text::label("wish.drop", "###wish/drop"))) frame_.ask(app::DropWish{});
    return explain_last_button(frame_.ui, text::say("wish.drop_hint"));
  }
  bool first = true;
  for (const ActionButton& one : actions_) {
    if (!std::exchange(first, false)) ImGui::SameLine(0, frame_.px(kToolGap));
    if (button(frame_.ui, one.rank, one.label)) ask_question(frame_, sync::name(one.action));
  }
}

void ReportBar::draw_more() {
  const MenuEntry entries[] = {
      {text::label("bar.import", "###more/import"), may_import(frame_.model) ? Enabled::Yes : Enabled::No},
      {text::label("bar.export", "###more/export")},
      {text::label("bar.save", "###more/save")},
      {text::label("bar.sync", "###more/sync")},
      {text::label("bar.keys", "###more/keys")},
      {text::label("bar.settings", "###more/settings")}};
  const auto chosen = menu_button(frame_.ui, "###more", text::say("bar.more"), entries);
  if (!chosen) return;
  switch (*chosen) {
    case 0:
      return ask_for_place(frame_, "import");
    case 1:
      ask_for_place(frame_, "export");
      frame_.memory.words["###question/file"] = report_title(frame_.model);
      return;
    case 2:
      return frame_.ask(app::SavePoint{});
    case 3:
      return frame_.ask(app::ShowScreen{app::Screen::SyncSteps});
    case 4:
      return ask_question(frame_, "keys");
    default:
      return frame_.ask(app::ShowScreen{app::Screen::Settings});
  }
}

}  // namespace ziping::view
