#include "client/text/say.h"
#include "client/view/report_bar.h"
#include "client/view/shortcuts.h"
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
  const bool failed = frame.model.notice && frame.model.notice->tone == app::Notice::Tone::Bad;
  page(frame, bar_while_opening, [&](ImVec2 size) {
    scroll_column(frame.ui, "###opening", size, kFormWidthMax, [&] {
      ImGui::SetCursorPosY(ImGui::GetCursorPosY() + size.y * 0.2f);
      failed ? empty_state(frame.ui, text::say("report.cannot_open"), text::say("report.cannot_open_means"))
             : empty_state(frame.ui, text::say("report.opening"), {});
    });
  });
}

}  // namespace

void report_screen(Frame& frame) {
  if (!frame.model.report->form) return opening_page(frame);
  ReportBar bar(frame);
  page(
      frame, [&] { bar.draw(); },
      [&](ImVec2 size) {
        size.y -= bar.draw_second_row();
        split_panes(
            frame.ui, "###panes", frame.memory.panes, size, [&] { outline_pane(frame); }, [&] { middle(frame); },
            [&] { side_pane(frame); }, {text::say("outline.title"), text::say("report.outline_hint")},
            {text::say("report.checks"), text::say("report.side_hint")});
      });
}

}  // namespace ziping::view
