#include "client/view/foreseen_card.h"

#include <algorithm>

#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/widgets/blocks.h"

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

}  // namespace

std::string foreseen_words(const std::vector<client::ForeseenReport>& reports) {
  std::size_t changed = 0, fresh = 0, places = 0;
  for (const client::ForeseenReport& one : reports) {
    (one.is_new ? fresh : changed) += 1;
    places += one.places.size();
  }
  if (reports.empty()) return std::string(text::say("foreseen.nothing"));
  if (changed == 0) return text::say("foreseen.fresh", {fresh});
  return text::say(fresh > 0 ? "foreseen.both" : "foreseen.changed", {changed, places, fresh});
}

void foreseen_card(Frame& frame) {
  const auto& foreseen = frame.model.sync.foreseen;
  if (!foreseen) return;
  Ui& ui = frame.ui;
  const Card card(ui);
  section_header(ui, text::say("foreseen.title"));
  if (!*foreseen) return text_block(ui, Type::Body, ui.colour().warn, text::said(foreseen->error().message));
  text_block(ui, Type::Body, ui.colour().text, foreseen_words(**foreseen));
  for (const client::ForeseenReport& one : **foreseen)
    text_block(ui, Type::Small, ui.colour().quiet,
               one.is_new ? title_of(frame.model, one)
                          : text::say("foreseen.of_report", {title_of(frame.model, one), places_words(one.places)}));
  text_block(ui, Type::Small, ui.colour().quiet, text::say("foreseen.untouched"));
}

}  // namespace ziping::view
