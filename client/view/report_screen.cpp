#include <algorithm>
#include <array>

#include "client/app/remarks.h"
#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/report_bar.h"
#include "client/view/shortcuts.h"
#include "client/view/side_lists.h"
#include "client/view/wording.h"

namespace ziping::view {
namespace {

void middle(Frame& frame) {
  switch (frame.model.report->middle) {
    case app::Middle::Form:
      return form_column(frame);
    case app::Middle::Conflicts:
      return conflict_column(frame);
    case app::Middle::Versions:
      return versions_column(frame);
    case app::Middle::Reading:
      return reading_column(frame);
    case app::Middle::Plots:
      return plots_column(frame);
  }
}

// Until the vault has answered.
void opening_page(Frame& frame) {
  const auto bar_while_opening = [&] {
    if (back_button(frame)) go_back(frame);
    ImGui::SameLine();
    bar_title(frame, report_title(frame.model), width_left());
  };
  const auto& why = frame.model.report->not_opened;
  page(frame, bar_while_opening, [&](ImVec2 size) {
    scroll_column(frame.ui, "###opening", size, kFormWidthMax, [&] {
      ImGui::SetCursorPosY(ImGui::GetCursorPosY() + size.y * 0.2f);
      if (!why) return empty_state(frame.ui, text::say("report.opening"), {});
      empty_state(frame.ui, text::say("report.cannot_open"), why_words(frame.model, *why, "report.cannot_open_means"));
    });
  });
}

// What the person asked for and did not get, until it was seen. Returns its height; 0 for none.
float refused_strip(Frame& frame) {
  const client::Wish* wish = app::refused_wish(frame.model);
  if (!wish) return 0;
  const Ui& ui = frame.ui;
  const float before = ImGui::GetCursorPosY();
  space(frame.ui, 8);
  ImGui::SetCursorPosX(ImGui::GetCursorPosX() + ui.px(16));
  {
    const Column column(width_left() - ui.px(16));
    const std::string label = text::label("wish.seen", "###wish/seen");
    const StripPlace strip = begin_strip(frame.ui, Level::Bad,
                                         text::say("wish.refused", {action_words(wish->action), text::said(wish->why)}),
                                         button_width(ui, Rank::Quiet, label));
    if (button(frame.ui, Rank::Quiet, label)) frame.ask(app::DropWish{});
    end_strip(strip);
  }
  space(frame.ui, 8);
  return ImGui::GetCursorPosY() - before;
}

// Written once what was pressed is let go: a border that is dragged is somewhere else in every frame.
void keep_panes(Frame& frame) {
  std::string now = stored_panes(frame.memory.panes);
  if (!frame.memory.panes_kept) frame.memory.panes_kept = now;
  if (now == *frame.memory.panes_kept || ImGui::IsMouseDown(ImGuiMouseButton_Left)) return;
  frame.memory.panes_kept = now;
  frame.ask(app::SetPanes{std::move(now)});
}

// What waits in the pane at the right, while that is folded: the same as its tabs tell.
std::array<RailCount, 4> waiting_at_side(const app::OpenReport& report) {
  const auto findings = [&](rules::Level level) {
    return static_cast<std::size_t>(std::ranges::count(report.findings, level, &rules::Finding::level));
  };
  const auto remarks = std::ranges::count_if(report.remarks, app::still_asks);
  return {RailCount{Mark::Cross, Tone::Bad, findings(rules::Level::Error)},
          RailCount{Mark::Warning, Tone::Warn, findings(rules::Level::Warning)},
          RailCount{Mark::Clash, Tone::Clash, report.conflicts.size()},
          RailCount{kRemarkMark, Tone::Warn, static_cast<std::size_t>(remarks)}};
}

}  // namespace

void report_screen(Frame& frame) {
  if (!frame.model.report->form) return opening_page(frame);
  ReportBar bar(frame);
  page(
      frame, [&] { bar.draw(); },
      [&](ImVec2 size) {
        size.y -= bar.draw_second_row() + refused_strip(frame);
        if (!frame.memory.panes_kept) take_up(frame.memory.panes, frame.model.settings.panes);
        const std::array<RailCount, 4> counts = waiting_at_side(*frame.model.report);
        const std::string counted =
            text::say("report.folded_counts", {counts[0].count, counts[1].count, counts[2].count, counts[3].count});
        split_panes(
            frame.ui, "###panes", frame.memory.panes, size, [&] { outline_pane(frame); }, [&] { middle(frame); },
            [&] { side_pane(frame); }, {text::say("outline.title"), text::say("report.outline_hint")},
            {text::say("report.checks"), text::say("report.side_hint"), counts, counted});
        keep_panes(frame);
      });
}

}  // namespace ziping::view
