#include <algorithm>

#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/changes_list.h"
#include "client/view/history_shown.h"
#include "client/view/history_words.h"
#include "client/view/state_chooser.h"
#include "client/view/timeline.h"
#include "client/view/widgets/blocks.h"

namespace ziping::view {
namespace {

constexpr float kSideBySideFrom = 760;  // at 100 %: narrower, the timeline stands below the comparison
constexpr float kChooserWidthMax = 300;

// From what was there when this person last left, to what is there now.
void since_last_time(Frame& frame) {
  const app::OpenReport& report = *frame.model.report;
  if (report.around.seen.empty()) return;
  const HistoryShown& shown = history_shown(frame);
  const std::string& from = shown.seen;
  const std::vector<std::string>& states = shown.states;
  if (from.empty() || states.front() == from || (report.left == from && report.right == states.front())) return;
  if (button(frame.ui, Rank::Quiet, text::label("versions.since", "###versions/since")))
    frame.ask(app::Compare{from, states.front()});
}

void choosers(Frame& frame) {
  const app::OpenReport& report = *frame.model.report;
  const float gap = frame.px(12);
  const float width = std::min((width_left() - gap) / 2, frame.px(kChooserWidthMax));
  const std::string left = state_chooser(
      frame, {.id = "###versions/left", .label = text::say("versions.from"), .width = width}, report.left);
  ImGui::SameLine(0, gap);
  const std::string right = state_chooser(
      frame, {.id = "###versions/right", .label = text::say("versions.to"), .width = width}, report.right);
  since_last_time(frame);
  if (!left.empty()) frame.ask(app::Compare{left, report.right});
  if (!right.empty()) frame.ask(app::Compare{report.left, right});
}

void counts_and_context(Frame& frame) {
  const app::OpenReport& report = *frame.model.report;
  const std::string label = text::label("versions.only", "###versions/only");
  const float box = frame.px(18 + 8) + text_width(frame.ui.look, Type::Body, text::say("versions.only"));
  const ImVec2 at = ImGui::GetCursorScreenPos();
  const float width = width_left(), control = frame.px(kControlHeight);
  ImGui::SetCursorScreenPos({at.x, at.y + std::round((control - frame.px(22)) / 2)});
  change_counts(frame);
  ImGui::SetCursorScreenPos({at.x + width - box, at.y});
  if (check_box(frame.ui, label, report.only_changes ? Checked::Yes : Checked::No))
    frame.ask(app::OnlyChanges{!report.only_changes});
  ImGui::SetCursorScreenPos(at);
  ImGui::Dummy({width, control});
  const std::vector<std::string>& states = history_shown(frame).states;
  if (!states.empty() && states.front() == "draft" && report.right != "draft")
    text_block(frame.ui, Type::Small, frame.ui.colour().quiet, text::say("versions.restore_when"));
}

// Why there is no comparison yet, or ever; false when there is one.
bool says_why_not(Frame& frame) {
  const app::OpenReport& report = *frame.model.report;
  if (report.left.empty() || report.right.empty()) {
    empty_state(frame.ui, text::say("versions.nothing"), text::say("versions.nothing_means"));
    return true;
  }
  for (const std::string& which : {report.left, report.right}) {
    const auto read = report.read.find(which);
    if (read != report.read.end() && read->second.error) {
      end_strip(begin_strip(frame.ui, Level::Bad, text::said(read->second.error->message)));
      return true;
    }
    if (which != "draft" && (read == report.read.end() || !read->second.state)) {
      empty_state(frame.ui, text::say("reading.reading", {state_name(frame.model, which)}), "");
      return true;
    }
  }
  if (!report.changes.empty()) return false;
  empty_state(frame.ui, text::say("versions.same"), text::say("versions.same_means"));
  return true;
}

void comparison(Frame& frame) {
  choosers(frame);
  if (says_why_not(frame)) return;
  counts_and_context(frame);
  changes_list(frame);
}

void timeline_pane(Frame& frame, ImVec2 at, ImVec2 size) {
  const float line = std::max(1.0f, std::floor(frame.ui.look.scale));
  scroll_column(frame.ui, "###timeline", {size.x - line, size.y}, kTimelineWidth, [&] { timeline(frame); });
  vertical_line(frame.ui.look, at.x + size.x - line, at.y, at.y + size.y, frame.ui.colour().line);
}

}  // namespace

void versions_column(Frame& frame) {
  const ImVec2 room = ImGui::GetContentRegionAvail(), at = ImGui::GetCursorScreenPos();
  const float side = frame.px(kTimelineWidth + 2 * 12);
  if (room.x < frame.px(kSideBySideFrom)) {
    scroll_column(frame.ui, "###comparison", {0, 0}, kFormWidthMax, [&] {
      comparison(frame);
      space(frame.ui, 16);
      timeline(frame);
    });
    return;
  }
  timeline_pane(frame, at, {side, room.y});
  ImGui::SetCursorScreenPos({at.x + side, at.y});
  scroll_column(frame.ui, "###comparison", {room.x - side, room.y}, kFormWidthMax, [&] { comparison(frame); });
}

}  // namespace ziping::view
