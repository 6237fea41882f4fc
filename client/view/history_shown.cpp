#include "client/view/history_shown.h"

#include <algorithm>
#include <unordered_map>

#include "client/text/say.h"
#include "client/view/history_words.h"
#include "client/view/moment.h"

namespace ziping::view {
namespace {

TimelineEntry draft_entry(const app::OpenReport& report) {
  TimelineEntry entry{.which = "draft", .title = text::say("common.draft", {})};
  entry.about = report.around.draft ? text::say("timeline.draft_ahead") : text::say("timeline.draft_same");
  entry.tone = Tone::Accent;
  return entry;
}

TimelineEntry revision_entry(const app::Model& model, const client::LogEntry& revision) {
  TimelineEntry entry{.which = revision.revision, .title = app::user_name(model, revision.author)};
  if (model.home.self && model.home.self->name == revision.author) entry.title += text::say("timeline.me");
  entry.about =
      text::say(revision.sent ? "timeline.at_headquarters" : "timeline.unsent", {moment(revision.at, model.now_ms)});
  entry.note = revision.note;
  entry.mark = revision.sent ? Mark::Check : Mark::Up;
  entry.tone = revision.sent ? Tone::Good : Tone::Warn;
  const auto& versions = model.report->around.versions;
  const auto version = std::ranges::find(versions, revision.revision, &client::VersionEntry::revision);
  if (version != versions.end()) {
    entry.which = std::to_string(version->version);
    entry.pill = text::say("common.version", {entry.which});
    return entry;
  }
  const auto& former = model.report->around.former_versions;
  const auto before = std::ranges::find(former, revision.revision, &client::VersionEntry::revision);
  if (before != former.end()) entry.pill = text::say("timeline.version_before", {before->version});
  return entry;
}

// A reviewer is given the state of a version and not always its revision.
bool has_revision(const app::OpenReport& report, std::int64_t version) {
  const auto at = std::ranges::find(report.around.versions, version, &client::VersionEntry::version);
  return at != report.around.versions.end() && log_entry(report, at->revision);
}

TimelineEntry step_entry(const app::Model& model, const client::StageEntry& step) {
  TimelineEntry entry{.title =
                          std::string(app::stage_words(sync::stage_named(step.stage).value_or(sync::Stage::Drafting)))};
  if (const auto action = sync::action_named(step.action); action == sync::Action::Withdraw)
    entry.title = text::say("timeline.withdrawn");
  if (step.version > 0) entry.title = text::say("timeline.version_stage", {step.version, entry.title});
  if (step.late) entry.title = text::say("timeline.late", {entry.title});
  const bool submits = sync::action_named(step.action) == sync::Action::Submit && step.version > 0;
  if (submits && !has_revision(*model.report, step.version)) entry.which = std::to_string(step.version);
  entry.about = moment(step.at, model.now_ms) + " · " + app::user_name(model, step.by);
  entry.note = step.note;
  const auto stage = sync::stage_named(step.stage);
  entry.mark = stage == sync::Stage::Returned   ? Mark::Warning
               : stage == sync::Stage::Accepted ? Mark::Check
                                                : Mark::Right;
  entry.tone = stage == sync::Stage::Returned ? Tone::Warn : stage == sync::Stage::Accepted ? Tone::Good : Tone::Accent;
  return entry;
}

TimelineEntry former_entry(const app::Model& model, const client::StageEntry& step) {
  TimelineEntry entry = step_entry(model, step);
  entry.which.clear();
  entry.title = text::say("timeline.before_restore", {entry.title});
  entry.tone = Tone::Neutral;
  return entry;
}

// Revisions keep the order of the history; the rest is put between them by its time, which is a label and no more.
std::vector<TimelineEntry> entries(const app::Model& model) {
  const client::Surroundings& around = model.report->around;
  struct Dated {
    std::string at;
    TimelineEntry entry;
  };
  std::vector<Dated> others;
  for (const client::StageEntry& step : around.stages) others.push_back({step.at, step_entry(model, step)});
  for (const client::StageEntry& step : around.former_stages) others.push_back({step.at, former_entry(model, step)});
  std::ranges::stable_sort(others, {}, &Dated::at);
  std::vector<TimelineEntry> out;
  const std::vector<std::string> readable = app::readable_states(model);
  if (!readable.empty() && readable.front() == "draft") out.push_back(draft_entry(*model.report));
  for (const client::LogEntry& revision : around.log) {
    for (; !others.empty() && others.back().at >= revision.at; others.pop_back()) out.push_back(others.back().entry);
    out.push_back(revision_entry(model, revision));
  }
  for (; !others.empty(); others.pop_back()) out.push_back(others.back().entry);
  return out;
}

// What each of these is called; a long history is gone through once.
std::vector<std::string> names_of(const app::Model& model, const std::vector<std::string>& states) {
  std::unordered_map<std::string_view, const client::LogEntry*> entries;
  for (const client::LogEntry& entry : model.report->around.log) entries.emplace(entry.revision, &entry);
  std::vector<std::string> names;
  for (const std::string& state : states) {
    const auto entry = entries.find(state);
    names.push_back(entry == entries.end() ? state_name(model, state) : revision_name(model, *entry->second));
  }
  return names;
}

HistoryShown::Source source_of(const app::Model& model) {
  const client::Surroundings& around = model.report->around;
  HistoryShown::Source out;
  out.opening = model.report->opening;
  out.seen = around.seen;
  if (!around.log.empty()) out.newest = around.log.front().revision;
  out.revisions = around.log.size();
  out.sent = static_cast<std::size_t>(std::ranges::count(around.log, true, &client::LogEntry::sent));
  out.versions = around.versions.size();
  out.stages = around.stages.size();
  out.former_versions = around.former_versions.size();
  out.former_stages = around.former_stages.size();
  out.draft = around.draft;
  if (const auto& self = model.home.self) {
    out.self = self->name;
    out.role = self->role;
  }
  out.last_sync = model.home.last_sync;
  out.users = model.home.names.users.size();
  out.today = today(model.now_ms);
  out.language = model.settings.language;
  return out;
}

}  // namespace

const HistoryShown& history_shown(Frame& frame) {
  std::optional<HistoryShown>& shown = frame.memory.shown.history;
  HistoryShown::Source source = source_of(frame.model);
  if (shown && shown->source == source) return *shown;
  frame.memory.shown.history_rooms.clear();
  shown.emplace();
  shown->source = std::move(source);
  shown->states = app::readable_states(frame.model);
  shown->names = names_of(frame.model, shown->states);
  shown->seen = app::state_seen(frame.model);
  shown->entries = entries(frame.model);
  return *shown;
}

}  // namespace ziping::view
