#include "client/view/foreseen_card.h"

#include <algorithm>

#include "client/view/widgets/blocks.h"

namespace ziping::view {
namespace {

constexpr std::size_t kPlacesShown = 6;  // of a report

std::string title_of(const app::Model& model, const std::string& report) {
  const auto at = std::ranges::find(model.home.reports, report, [](const auto& one) { return one.row.id; });
  return at == model.home.reports.end() ? "新的报告" : at->title;
}

// 全年预算数、绩效目标等 8 处
std::string places_words(const std::vector<client::ForeseenReport::Place>& places) {
  std::string out;
  std::vector<std::string> labels;
  for (const auto& place : places)
    if (std::ranges::find(labels, place.label) == labels.end()) labels.push_back(place.label);
  for (std::size_t i = 0; i < std::min(labels.size(), kPlacesShown); ++i) out += (i > 0 ? "、" : "") + labels[i];
  return out + (labels.size() > kPlacesShown ? " 等 " : " ") + std::to_string(places.size()) + " 处";
}

}  // namespace

std::string foreseen_words(const std::vector<client::ForeseenReport>& reports) {
  std::size_t changed = 0, fresh = 0, places = 0;
  for (const client::ForeseenReport& one : reports) {
    (one.is_new ? fresh : changed) += 1;
    places += one.places.size();
  }
  if (reports.empty()) return "总部没有会改动本机报告的新内容。";
  std::string out = "本次同步将";
  if (changed > 0) out += "修改 " + std::to_string(changed) + " 份报告中的 " + std::to_string(places) + " 处";
  if (fresh > 0) out += (changed > 0 ? "，新增 " : "新增 ") + std::to_string(fresh) + " 份报告";
  return out + "。";
}

void foreseen_card(Frame& frame) {
  const auto& foreseen = frame.model.sync.foreseen;
  if (!foreseen) return;
  Ui& ui = frame.ui;
  const Card card(ui);
  section_header(ui, "同步会带来什么");
  if (!*foreseen) return text_block(ui, Type::Body, ui.colour().warn, foreseen->error().message);
  text_block(ui, Type::Body, ui.colour().text, foreseen_words(**foreseen));
  for (const client::ForeseenReport& one : **foreseen)
    text_block(ui, Type::Small, ui.colour().quiet,
               title_of(frame.model, one.report) + (one.is_new ? "" : "：" + places_words(one.places)));
  text_block(ui, Type::Small, ui.colour().quiet, "还没有改动任何内容。您写的都会保留，改到同一句的会列为冲突。");
}

}  // namespace ziping::view
