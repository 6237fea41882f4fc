#include "client/view/page.h"

#include <algorithm>

#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/moment.h"
#include "client/view/status_line.h"

namespace ziping::view {
namespace {

constexpr const char* kCopied = "###copied";  // in the memory of words: which button's, and when

Level level_of_notice(app::Notice::Tone tone) {
  switch (tone) {
    case app::Notice::Tone::Warn:
      return Level::Warn;
    case app::Notice::Tone::Bad:
      return Level::Bad;
    case app::Notice::Tone::Good:
      break;
  }
  return Level::Good;
}

// The page of the steps says by itself how the last synchronisation went, and what waits for a word.
bool said_below(const app::Model& model, const app::Notice& notice) {
  if (model.screen != app::Screen::SyncSteps) return false;
  if (notice.leads == app::Notice::Leads::Sync && model.sync.foreseen) return true;
  return model.sync.stopped == notice.sentence || (model.sync.error && model.sync.error->message == notice.sentence);
}

void go_where_it_leads(Frame& frame, const app::Notice& notice) {
  if (notice.leads == app::Notice::Leads::Report)
    frame.ask(app::SeeChanges{notice.report});
  else
    frame.ask(app::ShowScreen{app::Screen::SyncSteps});
}

void notice_strip(Frame& frame, const app::Notice& notice, std::size_t number) {
  if (said_below(frame.model, notice)) return;
  Ui& ui = frame.ui;
  const std::string which = number > 0 ? "/" + std::to_string(number) : std::string();
  const bool leads = notice.leads != app::Notice::Leads::Nowhere;
  const std::string go = text::label("action.go_there", "###notice/go" + which);
  const float buttons = ui.px(kControlHeight) + (leads ? button_width(ui, Rank::Quiet, go) + ui.px(8) : 0);
  space(ui, 8);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(16));
  {
    const Column column(width_left() - ui.px(16));
    const StripPlace strip = begin_strip(ui, level_of_notice(notice.tone), text::said(notice.sentence), buttons);
    if (leads) {
      if (button(ui, Rank::Quiet, go)) go_where_it_leads(frame, notice);
      ImGui::SameLine(0, ui.px(8));
    }
    if (mark_button(ui, "###notice/away" + which, Mark::Cross, text::say("page.put_away")))
      frame.ask(app::PutNoticeAway{number});
    end_strip(strip);
  }
  space(ui, 8);
}

void notice_strips(Frame& frame) {
  const app::Model& model = frame.model;
  if (model.notice) notice_strip(frame, *model.notice, 0);
  for (std::size_t i = 0; i < model.earlier_notices.size(); ++i) notice_strip(frame, model.earlier_notices[i], i + 1);
}

// Over everything else, as long as it is no person's own work.
void sample_strip(Frame& frame) {
  if (!frame.model.home.sample) return;
  Ui& ui = frame.ui;
  const std::string label = text::label("sample.leave", "###sample/leave");
  space(ui, 8);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(16));
  {
    const Column column(width_left() - ui.px(16));
    const StripPlace strip =
        begin_strip(ui, Level::Warn, text::say("sample.means"), button_width(ui, Rank::Quiet, label));
    if (button(ui, Rank::Quiet, label)) frame.ask(app::LeaveSample{});
    end_strip(strip);
  }
  space(ui, 8);
}

bool may_sync(const app::Model& model) {
  return model.home.self && !model.home.sample && !model.enrolment.running && !model.sync.stopping;
}

// A look for a sync that somebody wants is part of it.
bool can_stop(const app::Model& model) { return (model.sync.running && !model.enrolment.running) || model.sync.asks; }

std::string sync_label(const app::Model& model) {
  if (can_stop(model)) return text::label(model.sync.stopping ? "page.sync_stopping" : "page.sync_stop", "###sync");
  const std::int64_t received = model.sync.result ? model.sync.result->received : 0;
  return text::say("page.sync", {waiting(model).all(), received}) + "###sync";
}

}  // namespace

void page(Frame& frame, const Draw& bar, const std::function<void(ImVec2 size)>& body) {
  Ui& ui = frame.ui;
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  top_bar(ui, "###top", [&] {
    ImGui::SetCursorPosY((ui.px(kTopBarHeight) - ui.px(kControlHeight)) / 2);
    bar();
  });
  sample_strip(frame);
  notice_strips(frame);
  const float height = ImGui::GetContentRegionAvail().y - ui.px(kStatusHeight);
  const ImVec2 at = ImGui::GetCursorPos();
  body({width_left(), height});
  ImGui::SetCursorPos({at.x, at.y + height});
  status_line(frame);
  ImGui::PopStyleVar();
}

std::string why_words(const app::Model& model, const base::Error& error, std::string_view told_above) {
  const auto tells = [&error](const app::Notice& one) { return one.sentence == error.message; };
  const bool is_above = (model.notice && tells(*model.notice)) || std::ranges::any_of(model.earlier_notices, tells);
  return is_above ? std::string(text::say(told_above)) : text::said(error.message);
}

void bar_title(Frame& frame, std::string_view title, float width_max) {
  const Ui& ui = frame.ui;
  const float width = std::min(text_width(ui.look, Type::Section, title), std::max(width_max, 1.0f));
  draw_text_in(ui.look, take_room({width, ui.px(kControlHeight)}), Type::Section, ui.colour().text, title);
}

void bar_pill(Frame& frame, std::string_view words, Tone tone) {
  const Ui& ui = frame.ui;
  draw_pill_in(ui, take_room({pill_width(ui, words), ui.px(kControlHeight)}), words, tone);
}

void bar_words(Frame& frame, std::string_view words) {
  const Ui& ui = frame.ui;
  const float width = text_width(ui.look, Type::Small, words);
  draw_text_in(ui.look, take_room({width, ui.px(kControlHeight)}), Type::Small, ui.colour().quiet, words);
}

void bar_from_right(Frame& frame, float width) { ImGui::SameLine(ImGui::GetWindowWidth() - frame.px(16) - width); }

bool back_button(Frame& frame) {
  const bool pressed = button(frame.ui, Rank::Bare, text::label("common.back", "###back"), Enabled::Yes, Mark::Left);
  explain_last_button(frame.ui, text::say("page.back_hint"));
  return pressed;
}

void sample_button(Frame& frame, std::string_view id) {
  const bool entering = frame.model.entering_sample;
  const std::string label = text::label(entering ? "sample.making" : "sample.look", id);
  if (button(frame.ui, Rank::Quiet, label, entering ? Enabled::No : Enabled::Yes)) frame.ask(app::LookAtSample{});
  explain_last_button(frame.ui, text::say("sample.look_hint"));
}

void sync_button(Frame& frame, Rank rank) {
  const app::Model& model = frame.model;
  const bool enrolled = model.home.self && !model.home.sample;
  if (button(frame.ui, rank, sync_label(model), may_sync(model) ? Enabled::Yes : Enabled::No))
    can_stop(model) ? frame.ask(app::SyncStop{}) : frame.ask(app::SyncNow{});
  explain_last_button(frame.ui, model.home.sample ? text::say("sample.no_sync")
                                : !enrolled       ? text::say("page.sync_needs_enrolment")
                                : can_stop(model) ? text::say("page.sync_stop_hint")
                                                  : text::say("page.sync_hint"));
}

float sync_button_width(const Frame& frame, Rank rank) { return button_width(frame.ui, rank, sync_label(frame.model)); }

void copy_button(Frame& frame, const std::string& label, std::string_view id,
                 const std::function<std::string()>& words) {
  if (!button(frame.ui, Rank::Quiet, label)) return;
  ImGui::SetClipboardText(words().c_str());
  frame.memory.words[kCopied] = std::string(id) + " " + time_of_day(frame.model.now_ms);
}

void copied_words(Frame& frame, std::string_view id, const char* key, const char* hint) {
  const std::string& last = frame.memory.words[kCopied];
  const bool is_last = last.starts_with(std::string(id) + " ");
  if (!is_last && !hint) return;
  ImGui::SameLine(0, frame.px(12));
  const Box room = take_room({width_left(), frame.px(kControlHeight)});
  const std::string words = is_last ? text::say(key, {last.substr(id.size() + 1)}) : std::string(text::say(hint));
  draw_text_in(frame.ui.look, room, Type::Small, frame.ui.colour().quiet, words);
}

void fact(Frame& frame, std::string_view name, std::string_view words) {
  const Ui& ui = frame.ui;
  const float column = ui.px(112);
  const float width = std::max(width_left() - column, ui.px(120));
  const float height = paragraph_height(ui.look, width, Type::Body, words);
  const Box room = take_room({column + width, std::max(height, ui.px(24))});
  const Box left{room.min, {room.min.x + column - ui.px(16), room.min.y + ui.px(24)}};
  draw_text_in(ui.look, left, Type::Body, ui.colour().quiet, name, Align::Right);
  draw_paragraph(ui.look, {room.min.x + column, room.min.y}, width, Type::Body, ui.colour().text, words);
}

}  // namespace ziping::view
