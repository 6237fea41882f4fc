#include "client/view/left_drafts.h"

#include <algorithm>
#include <utility>

#include "client/text/say.h"
#include "client/view/moment.h"
#include "client/view/side_lists.h"
#include "client/view/widgets/buttons.h"

namespace ziping::view {
namespace {

constexpr std::size_t kLabelsShown = 4;  // of the places that a draft changes
constexpr std::size_t kShown = 3;        // of the strips; the others follow when these are answered or told no more

std::string draft_title(const app::Model& model, const std::string& report) {
  const auto at = std::ranges::find(model.home.reports, report, [](const auto& one) { return one.row.id; });
  return at == model.home.reports.end() ? std::string() : at->title;
}

// 改了全年执行数、正文等。
std::string changed_words(const std::vector<std::string>& labels) {
  if (labels.empty()) return {};
  std::string out;
  for (std::size_t i = 0; i < std::min(labels.size(), kLabelsShown); ++i)
    out += (i > 0 ? text::say("common.comma", {}) : std::string()) + labels[i];
  return text::say(labels.size() > kLabelsShown ? "left.changed_more" : "left.changed", {out});
}

// recovered 5 edits of 14:03: 2022年度…报告. And which places they are.
std::string found(const app::Model& model, const client::LeftDraft& left) {
  const std::string at = moment(left.at, model.now_ms), title = draft_title(model, left.report);
  const std::string_view key = title.empty() ? at.empty() ? "left.found" : "left.found_at"
                               : at.empty()  ? "left.found_in"
                                             : "left.found_at_in";
  return text::say(key, {at, left.places, title}) + changed_words(left.labels);
}

// 5 edits of 14:03
std::string edits_aside(const app::Model& model, const client::AsideDraft& aside) {
  const std::string at = moment(aside.typed_at, model.now_ms);
  return text::say(at.empty() ? "left.edits" : "left.edits_at", {at, aside.places});
}

void look_at_draft(Frame& frame, const std::string& label, app::LookAtDraft look) {
  if (button(frame.ui, Rank::Quiet, label)) frame.ask(std::move(look));
  ImGui::SameLine(0, frame.px(8));
}

// With the gap behind it.
float look_width(const Ui& ui, const std::string& label) { return button_width(ui, Rank::Quiet, label) + ui.px(8); }

void left_strip(Frame& frame, const client::LeftDraft& left) {
  Ui& ui = frame.ui;
  const std::string look = text::label("left.look", "###left/look/" + left.report);
  const std::string accept = text::label("left.accept", "###left/accept/" + left.report);
  const std::string aside = text::label("left.aside", "###left/aside/" + left.report);
  const float buttons =
      look_width(ui, look) + button_width(ui, Rank::Quiet, accept) + ui.px(8) + button_width(ui, Rank::Quiet, aside);
  const StripPlace strip = begin_strip(ui, Level::Warn, found(frame.model, left), buttons);
  look_at_draft(frame, look, {left.report});
  if (button(ui, Rank::Quiet, accept)) frame.ask(app::AcceptDraft{left.report});
  ImGui::SameLine(0, ui.px(8));
  if (button(ui, Rank::Quiet, aside)) frame.ask(app::PutDraftAside{left.report});
  explain_last_button(ui, text::say("left.aside_means"));
  end_strip(strip);
  space(ui, 8);
}

void aside_strip(Frame& frame, const client::AsideDraft& aside) {
  Ui& ui = frame.ui;
  const std::string id = std::to_string(aside.id);
  const std::string look = text::label("left.look", "###left/look/aside/" + id);
  const std::string back = text::label("left.take_back", "###left/back/" + id);
  const std::string words =
      text::say("left.aside_told",
                {edits_aside(frame.model, aside), draft_title(frame.model, aside.report), client::kAsideToldDays});
  const float buttons = look_width(ui, look) + button_width(ui, Rank::Quiet, back);
  const StripPlace strip = begin_strip(ui, Level::Info, words, buttons);
  look_at_draft(frame, look, {aside.report, aside.id});
  if (button(ui, Rank::Quiet, back)) frame.ask(app::TakeDraftBack{aside.report, aside.id});
  end_strip(strip);
  space(ui, 8);
}

}  // namespace

void left_drafts(Frame& frame) {
  const auto& left = frame.model.home.left;
  const auto& aside = frame.model.home.aside;
  const std::size_t first = std::min(left.size(), kShown);
  for (std::size_t i = 0; i < first; ++i) left_strip(frame, left[i]);
  for (std::size_t i = 0; i < std::min(aside.size(), kShown - first); ++i) aside_strip(frame, aside[i]);
}

void drafts_aside(Frame& frame) {
  Ui& ui = frame.ui;
  const auto& all = frame.model.report->around.aside;
  if (all.empty()) return;
  section_header(ui, text::say("left.aside_title"));
  small_text(ui, "###aside/means", ui.colour().quiet, text::say("left.aside_means"));
  for (const client::AsideDraft& one : all) {
    const std::string id = std::to_string(one.id);
    small_text(ui, "###aside/words/" + id, ui.colour().text, edits_aside(frame.model, one));
    const std::string& report = frame.model.report->id;
    look_at_draft(frame, text::label("left.look", "###aside/look/" + id), {report, one.id});
    if (button(ui, Rank::Quiet, text::label("left.take_back", "###aside/" + id)))
      frame.ask(app::TakeDraftBack{report, one.id});
  }
  space(ui, 12);
}

}  // namespace ziping::view
