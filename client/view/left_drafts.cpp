#include "client/view/left_drafts.h"

#include <algorithm>

#include "client/text/say.h"
#include "client/view/moment.h"
#include "client/view/side_lists.h"
#include "client/view/widgets/buttons.h"

namespace ziping::view {
namespace {

constexpr std::size_t kShown = 3;  // of the strips; the others follow when these are answered

std::string draft_title(const app::Model& model, const std::string& report) {
  const auto at = std::ranges::find(model.home.reports, report, [](const auto& one) { return one.row.id; });
  return at == model.home.reports.end() ? std::string() : at->title;
}

// recovered 5 edits of 14:03: 2022年度…报告
std::string found(const app::Model& model, const client::LeftDraft& left) {
  const std::string at = moment(left.at, model.now_ms), title = draft_title(model, left.report);
  const std::string_view key = title.empty() ? at.empty() ? "left.found" : "left.found_at"
                               : at.empty()  ? "left.found_in"
                                             : "left.found_at_in";
  return text::say(key, {at, left.places, title});
}

}  // namespace

void left_drafts(Frame& frame) {
  Ui& ui = frame.ui;
  const auto& left = frame.model.home.left;
  for (std::size_t i = 0; i < std::min(left.size(), kShown); ++i) {
    const std::string accept = text::label("left.accept", "###left/accept/" + left[i].report);
    const std::string aside = text::label("left.aside", "###left/aside/" + left[i].report);
    const float buttons = button_width(ui, Rank::Quiet, accept) + ui.px(8) + button_width(ui, Rank::Quiet, aside);
    const StripPlace strip = begin_strip(ui, Level::Warn, found(frame.model, left[i]), buttons);
    if (button(ui, Rank::Quiet, accept)) frame.ask(app::AcceptDraft{left[i].report});
    ImGui::SameLine(0, ui.px(8));
    if (button(ui, Rank::Quiet, aside)) frame.ask(app::PutDraftAside{left[i].report});
    end_strip(strip);
    space(ui, 8);
  }
}

void drafts_aside(Frame& frame) {
  Ui& ui = frame.ui;
  const auto& all = frame.model.report->around.aside;
  if (all.empty()) return;
  section_header(ui, text::say("left.aside_title"));
  for (const client::AsideDraft& one : all) {
    const std::string id = std::to_string(one.id);
    const std::string at = moment(one.typed_at, frame.model.now_ms);
    small_text(ui, "###aside/words/" + id, ui.colour().text,
               text::say(at.empty() ? "left.edits" : "left.edits_at", {at, one.places}));
    if (button(ui, Rank::Quiet, text::label("left.take_back", "###aside/" + id))) frame.ask(app::TakeDraftBack{one.id});
  }
  space(ui, 12);
}

}  // namespace ziping::view
