#include "client/view/sync_steps.h"

#include <algorithm>

#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/moment.h"
#include "client/view/status_line.h"
#include "client/view/wording.h"
#include "client/work/outbox.h"
#include "client/work/skew.h"

namespace ziping::view {
namespace {

constexpr std::size_t kPlacesTold = 4;    // of one report
constexpr std::size_t kChangedShown = 4;  // reports

std::string_view no_time() { return text::say("steps.no_time"); }

std::string time_words(const client::StepTime& time) {
  if (time.at_ms == 0) return std::string(no_time());
  if (!time.took_ms) return time_of_day(time.at_ms);
  return text::say("steps.time", {time_of_day(time.at_ms), span_words(*time.took_ms)});
}

SyncStep timed(SyncStep step, const client::StepTime& time) {
  step.time = time_words(time);
  return step;
}

std::string copies(std::int64_t number) { return text::say("steps.copies", {number}); }

SyncStep saving(const app::Model& model) {
  SyncStep out{Level::Good, text::say("steps.saving", {}), text::say("steps.all_saved", {}), {}, {}};
  if (model.report && model.report->reached() == app::Reached::Typed)
    out.level = Level::Info, out.result = text::say("steps.saving_now", {});
  if (!model.unsaved) return out;
  const bool full = model.unsaved->kind == base::ErrorKind::Full;
  return {Level::Bad,
          out.step,
          text::said(model.unsaved->message),
          {},
          full ? text::say("steps.make_room", {}) : text::say("steps.keep_open", {})};
}

SyncStep waiting_step(const app::Model& model) {
  const std::string words = client::waiting_words(waiting(model));
  // What headquarters has is nothing to speak of where it was not to be reached.
  const bool all_sent = model.home.self && !model.home.reports.empty() && !model.sync.error;
  if (words.empty())
    return {Level::Good,
            text::say("steps.waiting", {}),
            all_sent ? text::say("steps.none_all_sent", {}) : text::say("steps.none", {}),
            {},
            {}};
  return {Level::Info,
          text::say("steps.waiting", {}),
          text::say("steps.waiting_words", {words}),
          {},
          model.home.self && !model.sync.error ? text::say("steps.press_sync", {}) : std::string()};
}

// Of drafts that were found: what nobody has accepted does not go by itself.
SyncStep left_step(const app::Model& model) {
  return {Level::Info,
          text::say("steps.left", {}),
          text::say("steps.left_waits", {model.home.left.size()}),
          {},
          text::say("steps.left_advice", {})};
}

// What was asked of reports: the one that is open tells its own before the list does.
void add_wishes(std::vector<SyncStep>& out, const app::Model& model) {
  for (const client::Summary& one : model.home.reports) {
    const bool open = model.report && model.report->id == one.row.id;
    const std::optional<client::Wish>& wish = open ? model.report->around.wish : one.wish;
    if (!wish) continue;
    const std::string step = text::say("steps.wish", {}), about = wish_words(model, *wish);
    if (wish->waits())
      out.push_back({Level::Info, step, text::say("steps.wish_words", {one.title, about}), {}, {}});
    else
      out.push_back({Level::Warn, step, text::say("steps.wish_words", {one.title, about}), {}, text::said(wish->why)});
  }
}

std::string try_moment(const client::NextTry& next, std::int64_t now_ms) {
  return next.at_ms <= now_ms ? text::say("steps.at_once", {}) : moment(next.at_ms, now_ms);
}

// 08:08 tries again by itself
std::string tries(const client::NextTry& next, std::int64_t now_ms) {
  if (next.at_ms <= now_ms) return text::say("steps.tries_now", {});
  return text::say(next.failures == 0 ? "steps.tries_at" : "steps.tries_at_again",
                   {moment(next.at_ms, now_ms), next.failures});
}

// Whether the step that failed does.
bool tells_next_try(const app::Model& model) {
  return model.home.self && model.sync.error && !is_set_back(model) && !wants_enrolment(model);
}

// What to do about a synchronisation that failed, in one sentence with the next try: no step of its own tells that.
std::string advice_on_failure(const app::Model& model) {
  const std::string& address = model.home.server_url;
  const bool offline = model.sync.error->code == "offline";
  const bool by_itself = model.settings.auto_sync;
  if (by_itself && model.home.next_try) {
    const std::string again = tries(*model.home.next_try, model.now_ms);
    return offline ? text::say("steps.offline_tries", {address, again}) : text::say("steps.tries", {again});
  }
  if (offline) return text::say("steps.offline", {address});
  return text::say(by_itself ? "steps.mend_and_sync" : "steps.try_again", {});
}

SyncStep connection(const app::Model& model) {
  const std::string step = text::say("steps.connection", {}), address = model.home.server_url;
  if (!model.home.self)
    return {Level::Warn, step, text::say("steps.not_enrolled", {}), {}, text::say("steps.enrol_first", {})};
  if (model.sync.error)  // where a person is to do something about it, that stands below with its button
    return {Level::Bad,
            step,
            text::said(model.sync.error->message),
            {},
            is_set_back(model) || wants_enrolment(model) ? std::string() : advice_on_failure(model)};
  if (!model.sync.stopped.empty()) return {Level::Info, step, text::said(model.sync.stopped), {}, {}};
  if (model.sync.running) return {Level::Info, step, text::say("steps.talking", {address}), {}, {}};
  if (model.sync.result) return {Level::Good, step, text::say("steps.connected", {address}), {}, {}};
  return {Level::Info, step, text::say("steps.not_this_time", {}), {}, {}};
}

SyncStep next_step(const app::Model& model) {
  const std::string step = text::say("steps.next", {});
  if (!model.settings.auto_sync)
    return {Level::Info, step, text::say("steps.by_hand", {}), {}, text::say("steps.auto_is_off", {})};
  if (!model.home.next_try)
    return {Level::Warn, step, text::say("steps.by_hand", {}), {}, text::say("steps.mend_first", {})};
  const client::NextTry& next = *model.home.next_try;
  return {Level::Info,
          step,
          text::say(next.failures == 0 ? "steps.next_auto" : "steps.next_again",
                    {try_moment(next, model.now_ms), next.failures}),
          {},
          {}};
}

client::Traffic traffic_of(const app::SyncState& sync) {
  return !sync.running && sync.result ? sync.result->traffic : sync.progress.traffic;
}

void add_besides(std::vector<SyncStep>& out, const client::SyncResult& result) {
  if (result.server_merge != 0)
    out.push_back({Level::Warn,
                   text::say("steps.merge", {}),
                   client::merge_differs_sentence(result.server_merge),
                   {},
                   client::merge_differs_advice(result.server_merge)});
  if (result.remarks_waiting > 0)
    out.push_back(
        {Level::Warn, text::say("steps.remarks_wait", {}), std::string(client::remarks_wait_sentence()), {}, {}});
  const client::FilesResult& files = result.files;
  if (files.sent + files.fetched > 0)
    out.push_back(timed({Level::Good,
                         text::say("steps.files", {}),
                         text::say("steps.files_result", {files.sent, files.fetched}),
                         {},
                         {}},
                        result.times.files));
  if (!files.waits.empty())
    out.push_back({Level::Warn, text::say("steps.files_wait", {}), text::said(files.waits), {}, {}});
  for (const std::string& why : files.refused)
    out.push_back({Level::Warn, text::say("steps.files_refused", {}), text::said(why), {}, {}});
}

// The report and the places as people call them, with a way to its history; nothing for one that is not in the list.
void name_places(SyncStep& step, const app::Model& model, const std::string& report,
                 const std::vector<client::Place>& places) {
  const auto line = std::ranges::find(model.home.reports, report, [](const auto& one) { return one.row.id; });
  if (line == model.home.reports.end()) return;
  std::vector<std::string> labels;
  for (const client::Place& place : places)
    if (std::ranges::find(labels, place.label) == labels.end()) labels.push_back(place.label);
  std::string names;
  for (std::size_t i = 0; i < std::min(labels.size(), kPlacesTold); ++i)
    names += (i > 0 ? text::say("common.comma", {}) : std::string()) + labels[i];
  step.about = labels.empty() ? line->title
                              : text::say(labels.size() > kPlacesTold ? "steps.refused_at_more" : "steps.refused_at",
                                          {line->title, names});
  step.report = line->row.id;
}

// The report and the places as people call them, then why: what stands in them goes to nobody.
SyncStep refused_step(const app::Model& model, const sync::Refused& refused) {
  SyncStep out{Level::Warn,
               text::say("steps.refused", {}),
               text::said(refused.message),
               {},
               text::say("steps.refused_advice", {})};
  const auto& all = model.sync.result->refused_at;
  const auto at = all.find(refused.revision);
  if (at == all.end()) return out;
  if (at->second.is_remark)
    out.advice = text::say(refused.code == "device-revoked" ? "steps.refused_say_again" : "steps.refused_remark", {});
  name_places(out, model, at->second.report, at->second.places);
  return out;
}

// The first reports that are not what they were before, each with its places, and how many more there are.
void add_changed(std::vector<SyncStep>& out, const app::Model& model) {
  std::size_t told = 0, more = 0;
  for (const client::ForeseenReport& one : model.sync.changed) {
    if (one.places.empty()) continue;
    if (told++ >= kChangedShown) {
      ++more;
      continue;
    }
    SyncStep step{
        Level::Info, text::say("steps.changed", {}), text::say("steps.changed_places", {one.places.size()}), {}, {}};
    name_places(step, model, one.report, one.places);
    out.push_back(std::move(step));
  }
  if (more > 0)
    out.push_back({Level::Info, text::say("steps.changed", {}), text::say("steps.changed_more", {more}), {}, {}});
}

void add_exchange(std::vector<SyncStep>& out, const app::Model& model) {
  const app::SyncState& sync = model.sync;
  const client::Traffic traffic = traffic_of(sync);
  if (sync.running) {
    const client::SyncProgress& now = sync.progress;
    out.push_back(timed({Level::Info,
                         text::say("steps.sending", {}),
                         text::say("steps.of", {now.sent, now.to_send}),
                         bytes_words(traffic.bytes_out),
                         {}},
                        sync.times.sending));
    out.push_back(
        timed({Level::Info, text::say("steps.receiving", {}), copies(now.received), bytes_words(traffic.bytes_in), {}},
              sync.times.receiving));
    if (now.files.total > 0)
      out.push_back(timed({Level::Info,
                           text::say("steps.files", {}),
                           text::say("steps.files_moving", {bytes_words(now.files.done), bytes_words(now.files.total)}),
                           {},
                           {}},
                          sync.times.files));
    return;
  }
  if (!sync.result) return add_changed(out, model);
  const client::SyncResult& result = *sync.result;
  if (result.restored == client::Restored::Accept)
    out.push_back({Level::Good, text::say("steps.restored", {}), text::say("steps.restored_result", {}), {}, {}});
  out.push_back(
      timed({Level::Good, text::say("steps.sending", {}), copies(result.sent), bytes_words(traffic.bytes_out), {}},
            sync.times.sending));
  out.push_back(timed({result.receipts >= result.sent ? Level::Good : Level::Warn,
                       text::say("steps.receipts", {}),
                       copies(result.receipts),
                       {},
                       result.receipts >= result.sent ? std::string() : text::say("steps.receipts_missing", {})},
                      sync.times.receipts));
  out.push_back(
      timed({Level::Good, text::say("steps.receiving", {}), copies(result.received), bytes_words(traffic.bytes_in), {}},
            sync.times.receiving));
  add_changed(out, model);
  if (result.set_aside > 0)
    out.push_back({Level::Warn,
                   text::say("steps.set_aside", {}),
                   text::say("steps.set_aside_result", {result.set_aside}),
                   {},
                   text::say("steps.set_aside_advice", {})});
  for (const sync::Refused& refused : result.refused) out.push_back(refused_step(model, refused));
  add_besides(out, result);
}

}  // namespace

bool is_set_back(const app::Model& model) {
  return !model.sync.running && model.sync.error && model.sync.error->code == "restored-server";
}

bool wants_enrolment(const app::Model& model) {
  return !model.sync.running && model.sync.error && model.sync.error->code == "not-signed-in";
}

std::vector<SyncStep> sync_steps(const app::Model& model) {
  const client::StepTime saved{model.report ? model.report->saved_at_ms : 0};
  std::vector<SyncStep> out{timed(saving(model), saved), waiting_step(model)};
  if (!model.home.left.empty()) out.push_back(left_step(model));
  add_wishes(out, model);
  out.push_back(timed(connection(model), model.sync.times.connection));
  if (client::is_told(model.home.skew_ms))
    out.push_back({Level::Warn, text::say("steps.clock", {}), client::skew_sentence(model.home.skew_ms), {}, {}});
  add_exchange(out, model);
  if (model.home.self && !model.sync.running && !tells_next_try(model)) out.push_back(next_step(model));
  for (SyncStep& step : out)
    if (step.time.empty()) step.time = no_time();
  return out;
}

std::string support_text(const app::Model& model) {
  std::string out = text::say("support.title", {base::utc_text(model.now_ms)}) + "\n";
  const auto line = [&out](std::string_view name, const std::string& words) {
    if (!words.empty()) out += text::say("support.line", {name, words}) + "\n";
  };
  line(text::say("support.program"), std::string("ziping ") + ZIPING_VERSION);
  line(text::say("support.server"), model.home.server_url);
  if (model.home.self)
    line(text::say("support.user"), text::say("support.user_words", {model.home.self->name, model.home.self->role}));
  line(text::say("support.last_sync"), model.home.last_sync);
  if (model.report) {
    line(text::say("support.report"), model.report->id);
    line(text::say("support.receipt"), model.report->around.last_receipt);
  }
  for (const SyncStep& step : sync_steps(model)) {
    const std::string words =
        step.size.empty() ? step.result : text::say("support.step_words", {step.result, step.size});
    line(step.step, text::say("support.step_time", {words, step.time}));
  }
  if (tells_next_try(model)) line(text::say("steps.next"), next_step(model).result);
  if (model.sync.error) line(text::say("support.problem"), model.sync.error->code + " " + model.sync.error->cause);
  const client::Traffic traffic = traffic_of(model.sync);
  line(text::say("support.requests"),
       text::say("support.traffic", {traffic.requests, traffic.bytes_out, traffic.bytes_in}));
  return out;
}

}  // namespace ziping::view
