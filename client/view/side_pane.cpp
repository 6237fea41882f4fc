// The pane at the right of a report: what the rules say, what is in conflict, what happened.
#include "client/app/remarks.h"
#include "client/text/say.h"
#include "client/view/side_lists.h"

namespace ziping::view {
namespace {

constexpr app::Side kSides[] = {app::Side::Findings, app::Side::Remarks, app::Side::Conflicts, app::Side::History};

std::size_t index_of(app::Side side) {
  for (std::size_t i = 0; i < std::size(kSides); ++i)
    if (kSides[i] == side) return i;
  return 0;
}

int counted(const app::OpenReport& report) {
  int count = 0;
  for (const rules::Finding& finding : report.findings)
    if (finding.level >= rules::Level::Warning) ++count;
  return count;
}

int open_remarks(const app::OpenReport& report) {
  int count = 0;
  for (const client::RemarkThread& thread : report.remarks) {
    const app::RemarkStanding standing = app::standing(thread);
    if (standing == app::RemarkStanding::Unanswered || standing == app::RemarkStanding::Answered) ++count;
  }
  return count;
}

void content(Frame& frame) {
  switch (frame.model.report->side) {
    case app::Side::Findings:
      return side_findings(frame);
    case app::Side::Conflicts:
      return side_conflicts(frame);
    case app::Side::Remarks:
      return side_remarks(frame);
    case app::Side::History:
      return side_history(frame);
  }
}

}  // namespace

void side_pane(Frame& frame) {
  if (!frame.model.report || !frame.model.report->form) return;
  const app::OpenReport& report = *frame.model.report;
  const Tab tabs[] = {{text::label("report.checks", "###side/findings"), counted(report)},
                      {text::label("side.remarks", "###side/remarks"), open_remarks(report)},
                      {text::label("bar.conflicts", "###side/conflicts"), static_cast<int>(report.conflicts.size())},
                      {text::label("side.history", "###side/history")}};
  const std::size_t current = index_of(report.side);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  space(frame.ui, 4);
  const std::size_t chosen = tab_strip(frame.ui, tabs, current);
  ImGui::PopStyleVar();
  if (chosen != current) frame.ask(app::ShowSide{kSides[chosen]});
  const float margin = frame.px(8);
  ImGui::PushStyleVar(ImGuiStyleVar_WindowPadding, {margin, margin});
  if (ImGui::BeginChild(("###side/" + std::to_string(current)).c_str(), {0, 0},
                        ImGuiChildFlags_NavFlattened | ImGuiChildFlags_AlwaysUseWindowPadding,
                        ImGuiWindowFlags_NoSavedSettings)) {
    ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {frame.px(8), frame.px(4)});
    content(frame);
    ImGui::PopStyleVar();
  }
  ImGui::EndChild();
  ImGui::PopStyleVar();
}

}  // namespace ziping::view
