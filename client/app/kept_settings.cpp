#include "client/app/kept_settings.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

#include "client/app/list_filter.h"
#include "client/app/list_order.h"

namespace ziping::app {
namespace {

using SideName = std::pair<Side, std::string_view>;
constexpr std::array kSideNames{SideName{Side::Findings, "findings"}, SideName{Side::Conflicts, "conflicts"},
                                SideName{Side::Remarks, "remarks"}, SideName{Side::History, "history"}};

}  // namespace

void take_settings(Settings& settings, const std::map<std::string, std::string>& kept) {
  if (const auto at = kept.find("appearance"); at != kept.end())
    settings.appearance = at->second == "dark" ? Appearance::Dark : Appearance::Light;
  if (const auto at = kept.find("contrast"); at != kept.end()) settings.strong_contrast = at->second == "strong";
  if (const auto at = kept.find("language"); at != kept.end()) settings.language = text::language_of(at->second);
  if (const auto at = kept.find("font"); at != kept.end()) settings.font = at->second;
  if (const auto at = kept.find("auto_sync"); at != kept.end()) settings.auto_sync = at->second != "off";
  if (const auto at = kept.find("ask_first"); at != kept.end()) settings.ask_first = at->second == "on";
  if (const auto at = kept.find("list_order"); at != kept.end()) settings.list_order = read_order(at->second);
  if (const auto at = kept.find("list_filter"); at != kept.end()) settings.list_filter = read_filter(at->second);
  if (const auto at = kept.find("panes"); at != kept.end()) settings.panes = at->second;
  if (const auto at = kept.find("side"); at != kept.end()) {
    const auto named = std::ranges::find(kSideNames, std::string_view(at->second), &SideName::second);
    if (named != kSideNames.end()) settings.side = named->first;
  }
  if (const auto at = kept.find("scale"); at != kept.end()) {
    int percent = 0;
    std::from_chars(at->second.data(), at->second.data() + at->second.size(), percent);
    if (percent >= 80 && percent <= 250) settings.scale_percent = percent;
  }
}

std::string_view stored_side(Side side) { return std::ranges::find(kSideNames, side, &SideName::first)->second; }

}  // namespace ziping::app
