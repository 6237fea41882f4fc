#include "client/view/foreseen_card.h"

#include <algorithm>

#include "client/app/syncing.h"
#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/widgets/blocks.h"
#include "client/view/widgets/buttons.h"

namespace ziping::view {
namespace {

constexpr std::size_t kPlacesShown = 6;  // of a report

std::string title_of(const app::Model& model, const client::ForeseenReport& report) {
  const auto at = std::ranges::find(model.home.reports, report.report, [](const auto& one) { return one.row.id; });
  if (at != model.home.reports.end()) return at->title;
  if (report.form.empty()) return text::say("foreseen.new_report", {});
  return text::say("foreseen.new_named", {report.year, report.form});
}

// 全年预算数、绩效目标等 8 处
std::string places_words(const std::vector<client::Place>& places) {
  std::string out;
  std::vector<std::string> labels;
  for (const auto& place : places)
    if (std::ranges::find(labels, place.label) == labels.end()) labels.push_back(place.label);
  for (std::size_t i = 0; i < std::min(labels.size(), kPlacesShown); ++i) {
    if (i > 0) out += text::say("common.comma");
    out += labels[i];
  }
  return text::say(labels.size() > kPlacesShown ? "foreseen.places_more" : "foreseen.places", {out, places.size()});
}

void answer_buttons(Frame& frame) {
  Ui& ui = frame.ui;
  if (button(ui, Rank::Primary, text::label("common.sync", "###foreseen/yes"))) frame.ask(app::SyncNow{.seen = true});
  ImGui::SameLine(0, ui.px(8));
  if (button(ui, Rank::Quiet, text::label("foreseen.no", "###foreseen/no"))) frame.ask(app::SyncNotNow{});
}

}  // namespace

bool foreseen_asks(const app::Model& model) {
  const app::SyncState& sync = model.sync;
  return model.settings.ask_first && !sync.running && sync.foreseen && *sync.foreseen &&
         app::count_changes(**sync.foreseen).reports > 0;
}

void foreseen_card(Frame& frame) {
  const auto& foreseen = frame.model.sync.foreseen;
  if (!foreseen) return;
  Ui& ui = frame.ui;
  const Card card(ui);
  section_header(ui, text::say("foreseen.title"));
  if (!*foreseen) return text_block(ui, Type::Body, ui.colour().warn, text::said(foreseen->error().message));
  text_block(ui, Type::Body, ui.colour().text, app::foreseen_words(**foreseen));
  for (const client::ForeseenReport& one : **foreseen)
    text_block(ui, Type::Small, ui.colour().quiet,
               one.is_new ? title_of(frame.model, one)
                          : text::say("foreseen.of_report", {title_of(frame.model, one), places_words(one.places)}));
  text_block(ui, Type::Small, ui.colour().quiet, text::say("foreseen.untouched"));
  if (foreseen_asks(frame.model)) answer_buttons(frame);
}

}  // namespace ziping::view
