#include "client/app/syncing.h"

#include <algorithm>
#include <utility>

#include "client/app/notices.h"
#include "client/text/say.h"

namespace ziping::app {
namespace {

bool may_sync(const Model& model) { return model.home.self && !model.home.sample; }

bool has_moved_something(const client::SyncResult& result) {
  return result.sent + result.received + result.set_aside + result.files.sent + result.files.fetched > 0 ||
         !result.refused.empty();
}

std::string changed_words(const ChangeCount& count) {
  return text::say(count.fresh > 0 ? "sync.changed_both" : "sync.changed", {count.reports, count.places, count.fresh});
}

// With a way to the open report, if that is among them, else to the first.
void tell_changes(Model& model, const std::vector<client::ForeseenReport>& changes) {
  const ChangeCount count = count_changes(changes);
  if (count.places == 0) return;
  const auto is_open = [&](const auto& one) { return model.report && one.report == model.report->id; };
  auto at = std::ranges::find_if(changes, [&](const auto& one) { return !one.is_new && is_open(one); });
  if (at == changes.end()) at = std::ranges::find(changes, false, &client::ForeseenReport::is_new);
  give_notice(model, {Notice::Tone::Good, changed_words(count), true, Notice::Leads::Report, at->report});
}

// A sync that would have begun by itself; told once for the same changes.
void hold(Model& model, std::vector<client::ForeseenReport> changes) {
  std::string words = text::say("sync.held", {foreseen_words(changes)});
  model.sync.foreseen = std::move(changes);
  model.sync.error.reset();  // the server is there
  if (words == model.sync.held) return;
  model.sync.held = words;
  give_notice(model, {Notice::Tone::Warn, std::move(words), true, Notice::Leads::Sync});
}

void fail(Model& model, const base::Error& error) {
  model.sync.error = error;
  model.sync.held.clear();  // the sentence that stood there gives way to this one
  give_notice(model, {Notice::Tone::Bad, error.message, true});
}

// Who sees what would change, and asks for the sync there, has said yes.
bool is_seen(const Model& model) {
  const auto& foreseen = model.sync.foreseen;
  return model.screen == Screen::SyncSteps && foreseen && *foreseen && count_changes(**foreseen).reports > 0;
}

Orders begin_sync(Model& model, client::Restored restored) {
  SyncState& sync = model.sync;
  sync.running = true;
  sync.stopping = false;
  sync.error.reset();
  sync.stopped.clear();
  sync.progress = {};
  sync.times = {};
  sync.foreseen.reset();
  return {client::Synchronise{restored}};
}

}  // namespace

ChangeCount count_changes(const std::vector<client::ForeseenReport>& changes) {
  ChangeCount out;
  for (const client::ForeseenReport& one : changes) {
    (one.is_new ? out.fresh : out.reports) += 1;
    out.places += one.places.size();
  }
  return out;
}

std::string foreseen_words(const std::vector<client::ForeseenReport>& changes) {
  const ChangeCount count = count_changes(changes);
  if (changes.empty()) return std::string(text::say("foreseen.nothing"));
  if (count.reports == 0) return text::say("foreseen.fresh", {count.fresh});
  return text::say(count.fresh > 0 ? "foreseen.both" : "foreseen.changed", {count.reports, count.places, count.fresh});
}

std::optional<std::string> place_changed(const Model& model, const OpenReport& report) {
  const auto& changes = model.sync.changed;
  const auto one = std::ranges::find(changes, report.id, &client::ForeseenReport::report);
  if (one == changes.end()) return std::nullopt;
  for (const client::Place& place : one->places) {
    const auto path = form::Path::parse(place.path);
    if (path && report::find_node(report.state, *path)) return place.path;
  }
  return std::nullopt;
}

Orders sync_now(Model& model, const SyncNow& command) {
  SyncState& sync = model.sync;
  if (!may_sync(model)) return {};
  if (sync.running) {  // asked once more: what is new since goes before the next piece of an attachment
    sync.stopping = false;
    return {client::Synchronise{command.restored}};
  }
  const bool is_asked = model.settings.ask_first && command.restored == client::Restored::Ask;
  if (!is_asked || command.seen || is_seen(model)) return begin_sync(model, command.restored);
  drop_good_notice(model);
  model.screen = Screen::SyncSteps;  // where it is told what would change, and asked
  sync.asks = true;
  return sync_look(model);
}

Orders sync_look(Model& model) {
  SyncState& sync = model.sync;
  if (sync.running || sync.looking || !may_sync(model)) return {};
  sync.looking = true;
  sync.foreseen.reset();
  return {client::LookAhead{}};
}

Orders sync_stop(Model& model) {
  if (model.enrolment.running) return {};  // which is not stopped; what it leads to can be
  model.sync.stopping = model.sync.running || model.sync.asks;
  return {client::StopSynchronising{}};
}

void sync_not_now(Model& model) {
  model.sync.foreseen.reset();
  drop_sync_notices(model);
}

void sync_moved(Model& model, const client::SyncProgress& progress) {
  SyncState& sync = model.sync;
  if (!sync.running) {  // one that nobody asked for begins: what was told of the last one is over
    sync.stopping = false;
    sync.error.reset();
    sync.stopped.clear();
  }
  sync.running = true;
  sync.progress = progress;
  sync.times = progress.times;
  sync.foreseen.reset();  // it is coming true
}

Orders sync_foreseen(Model& model, client::SyncForeseen& news) {
  SyncState& sync = model.sync;
  if (news.by_itself) {
    if (news.reports) hold(model, std::move(*news.reports));
    return {};
  }
  sync.looking = false;
  const bool asks = std::exchange(sync.asks, false);
  if (asks) sync.stopping = false;
  if (!asks || sync.running) {
    sync.foreseen = std::move(news.reports);
    return {};
  }
  if (!news.reports) {
    if (news.reports.error().code != "stopped") fail(model, news.reports.error());
    return {};
  }
  if (count_changes(*news.reports).reports == 0) return begin_sync(model, client::Restored::Ask);
  sync.foreseen = std::move(news.reports);
  return {};
}

void sync_ended(Model& model, client::SyncEnded& news) {
  SyncState& sync = model.sync;
  sync.running = sync.stopping = false;
  sync.ended_at_ms = news.at_ms;
  sync.error.reset();
  sync.stopped.clear();
  const client::SyncResult& done = news.result ? *news.result : news.so_far;
  sync.times = done.times;
  // One that nobody asked for and that changed nothing takes no way from who has not gone it yet.
  const bool keeps = news.by_itself && done.changed.empty();
  if (!keeps) sync.changed = done.changed;
  if (news.result) {
    sync.result = std::move(*news.result);
    sync.held.clear();
    keeps ? drop_sync_notices_but_changes(model) : drop_sync_notices(model);
    if (!news.by_itself) tell_changes(model, sync.changed);
    return;
  }
  const base::Error& error = news.result.error();
  sync.result = has_moved_something(news.so_far) ? std::optional(std::move(news.so_far)) : std::nullopt;
  if (error.code == "stopped") {  // as somebody wished
    sync.stopped = error.message;
    sync.held.clear();
    return give_notice(model, {Notice::Tone::Good, error.message, true});
  }
  // Days without a connection are no news to who works there: the status line tells it.
  if (news.by_itself && client::passes_by_itself(error))
    sync.error = error;
  else
    fail(model, error);
}

}  // namespace ziping::app
