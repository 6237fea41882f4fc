// Which states of a report a person can look at.
#include <algorithm>

#include "client/app/model.h"

namespace ziping::app {
namespace {

constexpr const char* kDraft = "draft";

// A reviewer is given submitted versions and nothing between them.
bool sees_draft(const Model& model) { return !model.home.self || model.home.self->role != "finance"; }

bool is_later_version(const std::string& one, const std::string& other) {
  const bool is_version = !one.empty() && std::ranges::all_of(one, [](char c) { return c >= '0' && c <= '9'; });
  return is_version && (one.size() != other.size() ? one.size() > other.size() : one > other);
}

}  // namespace

std::string seen_by_now(const Model& model) {
  const OpenReport& report = *model.report;
  const client::Surroundings& around = report.around;
  const bool reviews = model.home.self && model.home.self->role == "finance";
  std::string seen;
  const auto read = report.read.find(report.reading);
  const bool was_shown = read != report.read.end() && read->second.state;
  if (reviews && was_shown && is_later_version(report.reading, around.seen)) seen = report.reading;
  if (!reviews && !around.log.empty()) seen = around.log.front().revision;
  return seen == around.seen ? std::string() : seen;
}

std::vector<std::string> readable_states(const Model& model) {
  const client::Surroundings& around = model.report->around;
  std::vector<std::string> out;
  if (sees_draft(model)) out.emplace_back(kDraft);
  for (auto version = around.versions.rbegin(); version != around.versions.rend(); ++version)
    out.push_back(std::to_string(version->version));
  for (const client::LogEntry& entry : around.log)
    if (std::ranges::find(around.versions, entry.revision, &client::VersionEntry::revision) == around.versions.end())
      out.push_back(entry.revision);
  return out;
}

std::string state_seen(const Model& model) {
  std::string seen = model.report->around.seen;
  if (seen.empty()) return seen;
  for (const client::VersionEntry& version : model.report->around.versions)
    if (version.revision == seen) seen = std::to_string(version.version);  // one that was submitted goes by its version
  const std::vector<std::string> states = readable_states(model);
  return std::ranges::find(states, seen) == states.end() ? std::string() : seen;
}

std::vector<std::string> places_to_read(const OpenReport& report) {
  std::vector<std::string> out;
  for (const merge::Note& note : report.around.notes) {
    std::string place = note.path.text();
    if (std::ranges::find(out, place) == out.end()) out.push_back(std::move(place));
  }
  return out;
}

StatePair first_comparison(const Model& model) {
  const client::Surroundings& around = model.report->around;
  const auto& versions = around.versions;
  if (!versions.empty() && sees_draft(model)) return {std::to_string(versions.back().version), kDraft};
  if (versions.size() > 1)
    return {std::to_string(versions[versions.size() - 2].version), std::to_string(versions.back().version)};
  if (!versions.empty()) return {};
  if (around.draft && !around.log.empty()) return {around.log[0].revision, kDraft};
  if (around.log.size() > 1) return {around.log[1].revision, around.log[0].revision};
  return {};
}

}  // namespace ziping::app
