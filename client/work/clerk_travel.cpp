// What the clerk does with the server: enrolling, synchronising, and asking for a report to be moved on.
#include <algorithm>
#include <utility>

#include "client/text/say.h"
#include "client/work/clerk.h"
#include "client/work/outbox.h"
#include "client/work/sample.h"

namespace ziping::client {
namespace {

base::Error busy() { return {base::ErrorKind::Unavailable, "busy", text::say("exchange.busy", {}), {}}; }

// What somebody who stops it makes of a request that is under way.
bool is_cut_short(const base::Error& error) {
  return error.code == "stopped" || error.code == "offline" || error.code == "too-slow";
}

base::Error stopped_after(const SyncResult& so_far) {
  base::Error out = was_stopped();
  const std::string gone =
      waiting_words({so_far.sent - so_far.remarks_sent, so_far.remarks_sent, so_far.files.sent, 0});
  if (!gone.empty()) out.message = text::say("exchange.stopped_after", {gone});
  return out;
}

}  // namespace

void Clerk::on(const Enrol& order) {
  if (going_ != Going::Nowhere) {
    const bool besides = going_ == Going::Fetching || going_ == Going::Looking;
    const bool waits = after_ && !after_->by_itself;  // one by itself tells when it begins
    return tell(EnrolmentEnded{busy(), !besides || waits});
  }
  auto vault = this->vault();
  if (vault)
    if (auto may = check_no_sample(**vault); !may) return tell(EnrolmentEnded{may.error()});
  if (!vault) return tell(EnrolmentEnded{vault.error()});
  enrolling_ = order;
  new_key_.reset();
  ask_to_enrol();
}

void Clerk::ask_to_enrol() {
  const Enrol& order = *enrolling_;
  auto request = enrol_request(*vault_, order.user, order.password, order.device, new_key_);
  going_ = request ? Going::Enrolling : Going::Nowhere;
  if (!request) return tell(EnrolmentEnded{request.error()});
  errand_ = Errand{order.server, "/v1/enrol", {}, std::move(*request), {}};
}

void Clerk::on(const Synchronise& order) {
  const bool besides = going_ == Going::Fetching || going_ == Going::Looking;
  // What somebody asked for stays asked for.
  if (besides && (!after_ || !order.by_itself)) after_ = order;
  if (going_ == Going::Syncing || going_ == Going::Wishing) {  // behind the decision the sync goes on
    asked_again_ = true;
    (stopped_ ? again_by_itself_ : by_itself_) &= order.by_itself;
  }
  if (going_ != Going::Nowhere) return;
  auto vault = this->vault();
  const Status may = vault ? check_no_sample(**vault) : Status(vault.error());
  if (!may) return tell(SyncEnded{may.error(), clock_.now_ms(), order.by_itself});
  by_itself_ = order.by_itself;
  not_before_ms_ = clock_.steady_ms() + kSoonMs;
  stopped_ = asked_again_ = false;
  wishes_.emplace(**vault);
  begin_sync(order.restored);
}

void Clerk::begin_sync(Restored restored) {
  going_ = Going::Syncing;
  traffic_ = {};
  watch_.emplace(clock_);
  exchange_ = std::make_unique<Exchange>(*vault_, restored);
  files_.reset();
  go_on();
}

void Clerk::on(const LookAhead&) {
  if (std::exchange(looks_by_itself_, false)) return;  // what the look under way finds is told to who asks
  if (going_ != Going::Nowhere) return tell(SyncForeseen{busy()});
  auto vault = this->vault();
  if (!vault) return tell(SyncForeseen{vault.error()});
  begin_look();
}

void Clerk::begin_look() {
  going_ = Going::Looking;
  exchange_ = std::make_unique<Exchange>(*vault_, Restored::Ask, sync::ProtocolRange{}, Purpose::Look);
  look_on();
}

// Nobody has been asked yet about one that comes by itself.
void Clerk::begin_after(const Synchronise& order) { order.by_itself ? sync_by_itself() : on(order); }

// Who wants to be asked first is not asked about what changes nothing of his.
void Clerk::sync_by_itself() {
  if (looks_by_itself_) return;  // its end decides
  if (going_ != Going::Nowhere || !vault_ || !asks_first(*vault_)) return on(Synchronise{.by_itself = true});
  not_before_ms_ = clock_.steady_ms() + kSoonMs;
  looks_by_itself_ = true;
  begin_look();
}

void Clerk::end_look_by_itself(const Result<std::vector<ForeseenReport>>& foreseen) {
  if (foreseen && std::ranges::all_of(*foreseen, &ForeseenReport::is_new)) return on(Synchronise{.by_itself = true});
  const Status looked = foreseen ? base::done() : Status(foreseen.error());
  if (auto kept = keep_tried(*vault_, looked); !kept) failed(kept.error());
  list_is_old_ = true;
  if (looked) return tell(SyncForeseen{*foreseen, true});
  tell(SyncEnded{looked.error(), clock_.now_ms(), true});
}

void Clerk::look_on() {
  auto self = vault_->identity();
  auto request = self ? exchange_->next() : Result<std::optional<sync::SyncRequest>>(self.error());
  if (request && *request) {
    errand_ = Errand{self->server_url, "/v1/sync", self->token, (*request)->json(), {}};
    return;
  }
  end_look(request ? exchange_->foreseen() : Result<std::vector<ForeseenReport>>(request.error()));
}

void Clerk::end_look(Result<std::vector<ForeseenReport>> foreseen) {
  going_ = Going::Nowhere;
  const auto next = std::exchange(after_, std::nullopt);
  const bool by_itself = std::exchange(looks_by_itself_, false);
  if (!by_itself) tell(SyncForeseen{std::move(foreseen)});
  if (next) begin_after(*next);
  if (by_itself && !next) end_look_by_itself(foreseen);
  fetch_again();
}

void Clerk::on(const StopSynchronising&) {
  const bool besides = going_ == Going::Fetching || going_ == Going::Looking;
  // What waits is what is stopped, and the other goes on; but who looks has heard of no sync that waits by itself.
  const auto waited = besides ? std::exchange(after_, std::nullopt) : std::nullopt;
  if (waited && (going_ == Going::Fetching || !waited->by_itself)) {
    return tell(SyncEnded{was_stopped(), clock_.now_ms(), false});
  }
  const bool syncs = going_ == Going::Syncing || going_ == Going::Wishing;
  if (syncs || besides) stop_ = true;
  if (!syncs) return;
  stopped_ = again_by_itself_ = true;
  asked_again_ = false;
}

void Clerk::sync_when_due() {
  if (due_in_ms() == 0) sync_by_itself();
}

std::optional<std::int64_t> Clerk::due_in_ms() { return going_ == Going::Nowhere ? text_due_in_ms() : std::nullopt; }

std::optional<std::int64_t> Clerk::text_due_in_ms() {
  const auto planned = vault_ ? next_try(*vault_) : std::nullopt;
  if (!planned) return std::nullopt;
  // A draft that was found is passed over, but not under the eyes of whoever looks at it.
  if (std::ranges::any_of(desks_, [&](const auto& one) { return vault_->was_left(one.first); })) return std::nullopt;
  return std::max<std::int64_t>({0, planned->at_ms - clock_.now_ms(), not_before_ms_ - clock_.steady_ms()});
}

void Clerk::something_sealed() {
  if (auto kept = keep_hurry(*vault_); !kept) failed(kept.error());
}

void Clerk::tell_progress() {
  SyncProgress progress = exchange_->progress();
  progress.traffic = traffic_;
  progress.times = watch_->times();
  if (files_) progress.files = files_->progress();
  tell(SyncMoved{progress});
}

void Clerk::go_on() {
  exchange_->treat_left(by_itself_ ? LeftDrafts::Kept : LeftDrafts::Sealed);
  auto self = vault_->identity();
  auto request = self ? exchange_->next() : Result<std::optional<sync::SyncRequest>>(self.error());
  // Sealing the drafts gave their states new names.
  for (auto& [id, desk] : desks_) heads_sealed(desk);
  if (!request) return end_sync(request.error());
  if (*request && stopped_) return end_sync(was_stopped());
  using Request = SyncWatch::Request;
  if (*request) watch_->goes((*request)->push.size() + (*request)->remarks.size() > 0 ? Request::Sends : Request::Asks);
  tell_progress();
  if (!*request) return text_is_through(*self);
  asked_again_ = false;  // it takes with it what there is
  errand_ = Errand{self->server_url, "/v1/sync", self->token, (*request)->json(), {}};
}

// What somebody asked for last goes first, then what he wants of a report, and attachments go after both.
void Clerk::text_is_through(const Identity& self) {
  auto wish = wishes_->next();
  tell_ended_wishes();
  if (!wish) return end_sync(wish.error());
  if (!*wish) return begin_files(self);
  if (stopped_) return end_sync(was_stopped());
  if (std::exchange(asked_again_, false)) {
    exchange_->begin_again();
    return go_on();
  }
  wish_ = std::move(*wish);
  end_sync(exchange_->outcome());
}

void Clerk::begin_files(const Identity& self) {
  auto newest = vault_->newest_text();
  if (!newest) return end_sync(newest.error());
  text_through_ = *newest;
  text_through_at_ms_ = clock_.steady_ms();
  if (!files_) files_ = std::make_unique<FileExchange>(*vault_);
  Status begun = files_->send_all();
  if (begun) begun = files_->fetch_small(exchange_->result().reports);
  if (!begun) return end_sync(begun);
  go_on_with_files(self);
}

// Attachments take hours on a slow link: between two pieces goes what was sealed or said since the text was through,
// or what somebody asks for, and what would have come by itself by now. What could not go the first time is no reason.
Result<bool> Clerk::text_waits() {
  auto newest = vault_->newest_text();
  if (!newest) return newest.error();
  const bool is_due = clock_.steady_ms() - text_through_at_ms_ >= kPauseMs && next_try(*vault_);
  return (!stopped_ && std::exchange(asked_again_, false)) || is_due || newest->is_beyond(text_through_);
}

void Clerk::go_on_with_files(const Identity& self) {
  auto request = files_->next();
  if (!request) return end_sync(request.error());
  exchange_->result().files = files_->result();
  if (!*request && !stopped_ && std::exchange(asked_again_, false)) {
    exchange_->begin_again();
    return go_on();
  }
  if (!*request) return end_sync(exchange_->outcome());
  if (stopped_) return end_sync(was_stopped());
  watch_->goes(SyncWatch::Request::Piece);
  tell_progress();
  errand_ = Errand{self.server_url, {}, self.token, {}, std::move(*request)};
}

void Clerk::take_file(const Result<FileAnswer>& answer, const Traffic& traffic) {
  add(traffic);
  if (going_ == Going::Fetching) {
    const Status taken = files_->take(answer);
    if (!taken) return end_fetching(taken);
    const bool is_asked = after_ || text_due_in_ms() == 0;
    return is_asked && files_->is_under_way() ? let_text_pass() : go_on_fetching();
  }
  if (going_ != Going::Syncing || !files_) return;
  watch_->answered();
  const Status status = files_->take(answer);
  auto self = status ? vault_->identity() : Result<Identity>(status.error());
  auto waits = self ? text_waits() : Result<bool>(self.error());
  if (!waits) return end_sync(waits.error());
  if (!*waits) return go_on_with_files(*self);
  exchange_->begin_again();
  go_on();
}

void Clerk::add(const Traffic& traffic) {
  traffic_.requests += traffic.requests;
  traffic_.bytes_out += traffic.bytes_out;
  traffic_.bytes_in += traffic.bytes_in;
}

void Clerk::take(const Result<Json>& answer, const Traffic& traffic) {
  add(traffic);
  if (going_ == Going::Enrolling) {
    auto again = answer ? Result(std::optional<base::SecretKey>())
                        : key_to_ask_again(*vault_, enrolling_->user, answer.error(), new_key_);
    if (again && *again) {
      new_key_ = *again;
      return ask_to_enrol();
    }
    going_ = Going::Nowhere;
    auto identity = answer ? enrolled_as(enrolling_->server, *answer) : Result<Identity>(answer.error());
    if (!again) identity = again.error();
    Status status = identity ? vault_->enrolled(*identity, new_key_) : Status(identity.error());
    if (status) status = vault_->set("device_label", enrolling_->device);
    enrolling_.reset();
    new_key_.reset();
    if (!status) return tell(EnrolmentEnded{status.error()});
    list_is_old_ = true;
    tell_list();
    tell(EnrolmentEnded{});
    tell(Told{text::say("told.enrolled", {})});
    return asks_first(*vault_) ? sync_by_itself() : on(Synchronise{});
  }
  if (going_ == Going::Wishing) return answer_to_wish(answer);
  if (going_ == Going::Looking) {
    const Status status = exchange_->take(answer);
    return status ? look_on() : end_look(status.error());
  }
  if (going_ != Going::Syncing) return;
  watch_->answered();
  // The vault seals drafts before their heads move; the desks learn the names first.
  std::map<std::string, report::RevisionSet> before;
  std::set<std::string> drafted;  // still: found drafts that nobody has accepted, which a sync by itself passes over
  for (auto& [id, desk] : desks_) {
    if (by_itself_ && vault_->was_left(id))
      drafted.insert(id);
    else if (vault_->has_draft(id))
      if (auto sealed = vault_->seal(desk.row, ""); !sealed && is_of_the_disk(sealed.error()))
        return end_sync(sealed.error());
    heads_sealed(desk);
    before[id] = desk.seen[desk.epoch].heads;
  }
  const std::int64_t receipts = exchange_->result().receipts;
  const Status status = exchange_->take(answer);
  if (exchange_->result().receipts > receipts) watch_->receipts_came();
  for (const std::string& id : exchange_->result().reports) overview_->changed(id);
  for (auto& [id, desk] : desks_) {
    auto row = vault_->report(id);
    auto now = row ? vault_->shown(*row) : Result<Shown>(row.error());
    if (!now) {
      failed(now.error());
      continue;
    }
    const bool same = now->heads == before[id] && row->stage == desk.row.stage && row->form == desk.row.form &&
                      (now->draft || !drafted.contains(id));
    if (!same) moved(desk, desk.shown);
  }
  if (!status) return end_sync(status.error());
  go_on();
}

void Clerk::end_sync(const Status& text_and_files) {
  const Status of_wish = std::exchange(wish_trouble_, base::done());
  const Status status = text_and_files ? of_wish : text_and_files;
  going_ = Going::Nowhere;
  list_is_old_ = true;
  const std::int64_t now_ms = clock_.now_ms();
  for (auto& [id, desk] : desks_) saved(desk, desk.through);
  if (files_) exchange_->result().files = files_->result();
  SyncResult result = exchange_->result();  // a copy: after a decision this sync goes on, and tells of all of it
  result.traffic = traffic_;
  result.times = watch_->times();
  const bool is_stopped = stopped_ && !status && is_cut_short(status.error());
  const Status outcome = is_stopped ? Status(was_stopped()) : status;
  if (auto kept = keep_trouble(*vault_, *exchange_, result.files, outcome); !kept) failed(kept.error());
  // Who stopped it does not want it again at once.
  if (auto kept = keep_tried(*vault_, is_stopped ? base::done() : status); !kept) failed(kept.error());
  if (status)
    if (auto kept = vault_->set("last_sync", base::utc_text(now_ms)); !kept) failed(kept.error());
  if (status)
    tell(SyncEnded{std::move(result), now_ms, by_itself_});
  else
    tell(SyncEnded{is_stopped ? stopped_after(result) : status.error(), now_ms, by_itself_, result});
  ask_for_wish();
  // What was asked for behind the stop is wanted.
  if (stopped_ && std::exchange(asked_again_, false)) begin_after({.by_itself = again_by_itself_});
  fetch_again();
}

void Clerk::on(const Move& order) {
  auto vault = this->vault();
  auto row = vault ? (*vault)->report(order.report) : Result<ReportRow>(vault.error());
  const Status made = row ? Wishes::make(**vault, *row, order.action, order.version, order.note) : Status(row.error());
  if (const auto at = desks_.find(order.report); at != desks_.end()) heads_sealed(at->second);
  wish_changed(order.report);
  if (!made) return failed(made.error());
  if (wishes_) wishes_->made_anew(order.report);
  sync_by_itself();  // without a connection it waits, and that is no news
}

void Clerk::on(const DropWish& order) {
  auto vault = this->vault();
  auto wish = vault ? (*vault)->wish(order.report) : Result<std::optional<Wish>>(vault.error());
  if (!wish) return failed(wish.error());
  const bool on_its_way = wish_ && wish_->report == order.report;
  const Status dropped = *wish && !on_its_way ? (*vault)->forget_wish(order.report) : base::done();
  wish_changed(order.report);
  if (!dropped) return failed(dropped.error());
  if (on_its_way) return failed({base::ErrorKind::Unavailable, "on-its-way", text::say("wish.on_its_way", {}), {}});
  if (!*wish || !(*wish)->waits()) return;
  tell(Told{text::say((*wish)->state == Wish::State::Asked ? "wish.dropped_asked" : "wish.dropped", {})});
}

// In the window that has the report open, and in the list.
void Clerk::wish_changed(const std::string& report) {
  list_is_old_ = true;
  if (const auto at = desks_.find(report); at != desks_.end()) saved(at->second, at->second.through);
}

void Clerk::tell_ended_wishes() {
  for (const Wish& wish : wishes_->ended()) {
    wish_changed(wish.report);
    failed({base::ErrorKind::Invalid, wish.code, wish.why, {}});
  }
}

void Clerk::ask_for_wish() {
  if (!wish_) return;
  auto self = vault_->identity();
  auto body = self ? wishes_->request(*wish_) : Result<Json>(self.error());
  if (!body) {
    wish_.reset();
    return failed(body.error());
  }
  going_ = Going::Wishing;
  tell_progress();  // it is under way still, and can be stopped
  errand_ = Errand{self->server_url, "/v1/transition", self->token, std::move(*body), {}};
}

// After every answer the text goes once more, in the same sync: it brings the version and the stage, and whatever else
// is wanted.
void Clerk::answer_to_wish(const Result<Json>& answer) {
  going_ = Going::Nowhere;
  const Wish wish = *std::exchange(wish_, std::nullopt);
  const Status taken = wishes_->take(wish, answer);
  tell_ended_wishes();
  const auto stage = sync::stage_named(answer ? answer->text_or("stage") : std::string_view());
  if (taken && stage)
    tell(Told{text::say("told.moved",
                        {answer->integer_or("version", 0), text::say("stage." + std::string(sync::name(*stage)))})});
  wish_changed(wish.report);
  if (stopped_) return end_sync(was_stopped());
  if (!taken && ends_all(taken.error())) return end_sync(taken);
  if (!taken) wish_trouble_ = taken;  // told when the rest has gone
  going_ = Going::Syncing;
  exchange_->begin_again();
  go_on();
}

}  // namespace ziping::client
