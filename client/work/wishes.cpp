#include "client/work/wishes.h"

#include <algorithm>
#include <utility>

#include "client/text/say.h"
#include "client/work/courier.h"
#include "client/work/next_try.h"
#include "client/work/sample.h"
#include "shared/base/utf8.h"

namespace ziping::client {
namespace {

std::string heads_text(const report::RevisionSet& heads) {
  std::string out;
  for (const report::RevisionId& head : heads) out += head.hex() + " ";
  return out;
}

Result<std::int64_t> newest_version(Vault& vault, const ReportRow& report) {
  auto versions = vault.list(Listing::Versions, report);
  if (!versions) return versions.error();
  const Json::Array& all = *versions->as_array();
  return all.empty() ? 0 : all.back().integer_or("version", 0);
}

// Not about this device, its server or the way there: asked again, the answer would be the same.
bool is_final(const base::Error& error) {
  const bool is_about_it = error.kind == base::ErrorKind::Denied || error.kind == base::ErrorKind::Invalid ||
                           error.kind == base::ErrorKind::NotFound;
  return is_about_it && !ends_all(error);
}

bool is_overtaken(const base::Error& error) {
  return error.code == "wrong-stage" || error.code == "wrong-version" || error.code == "heads-changed";
}

std::string action_word(sync::Action action) { return text::say("action." + std::string(sync::name(action)), {}); }

// What the server would refuse every time, whatever becomes of the report meanwhile.
Status check_note(sync::Action action, const std::string& note) {
  if (note.size() > report::kNoteBytesMax)
    return base::Error{base::ErrorKind::Invalid, "note-too-long", text::say("wish.note_too_long", {}), {}};
  if (action == sync::Action::Return && base::trimmed(note).empty())
    return base::Error{base::ErrorKind::Invalid, "note-needed", text::say("wish.note_needed", {}), {}};
  return base::done();
}

base::Error moved_on(const Wish& wish, const ReportRow& report, std::int64_t version) {
  const std::string stage = text::say("stage." + std::string(sync::name(report.stage)), {});
  return {base::ErrorKind::Invalid,
          "overtaken",
          text::say("wish.overtaken", {action_word(wish.action), version, stage}),
          {}};
}

}  // namespace

bool ends_all(const base::Error& error) {
  constexpr std::string_view kCodes[] = {"restored-server", "not-signed-in", "device-waiting", "device-revoked",
                                         "offline",         "too-slow",      "stopped"};
  return std::ranges::find(kCodes, error.code) != std::end(kCodes);
}

Status Wishes::make(Vault& vault, const ReportRow& report, sync::Action action, std::int64_t version,
                    const std::string& note) {
  if (auto may = check_no_sample(vault); !may) return may;
  if (auto fits = check_note(action, note); !fits) return fits;
  auto self = vault.identity();
  auto leads = self ? sync::after(report.stage, action, self->user.role) : Result<sync::Stage>(self.error());
  auto before = leads ? vault.wish(report.id) : Result<std::optional<Wish>>(leads.error());
  if (!before) return before.error();
  if (*before && (*before)->waits())
    return base::Error{
        base::ErrorKind::Invalid, "wish-waits", text::say("wish.waits", {action_word((*before)->action)}), {}};
  Wish wish{report.id, action, version};
  if (action == sync::Action::Submit) {  // what is submitted is one revision that its author saw
    auto sealed = vault.seal(report, note);
    auto now = sealed ? vault.shown(report) : Result<Shown>(sealed.error());
    if (!now) return now.error();
    wish.heads = heads_text(now->heads);
  }
  wish.note = note;
  wish.at = base::utc_text(vault.clock().now_ms());
  return vault.keep_wish(wish);
}

// A submit names a revision, a reviewer's action stands on his remarks; what follows after is no part of either.
Result<bool> Wishes::text_waits(const Wish& wish, const ReportRow& report) {
  auto waiting = vault_.waiting(report);
  if (!waiting) return waiting.error();
  if (wish.action == sync::Action::Submit) return waiting->revisions > 0;
  return wish.action != sync::Action::Withdraw && waiting->remarks > 0;
}

Status Wishes::refuse(const Wish& wish, const base::Error& why) {
  if (auto status = vault_.refuse_wish(wish.report, why); !status) return status;
  Wish ended = wish;
  ended.state = Wish::State::Refused;
  ended.code = why.code;
  ended.why = why.message;
  ended_.push_back(std::move(ended));
  return base::done();
}

Result<std::optional<Wish>> Wishes::next() {
  auto self = vault_.identity();
  auto all = self ? vault_.wishes() : Result<std::vector<Wish>>(self.error());
  if (!all) return all.error();
  for (Wish& wish : *all) {
    if (!wish.waits()) continue;
    auto row = vault_.report(wish.report);
    auto version = row ? newest_version(vault_, *row) : Result<std::int64_t>(row.error());
    auto now = version ? vault_.shown(*row) : Result<Shown>(version.error());
    auto waits = now ? text_waits(wish, *row) : Result<bool>(now.error());
    if (!waits && !is_of_the_disk(waits.error())) continue;  // a report that cannot be read; the rest goes on
    if (!waits) return waits.error();
    std::optional<base::Error> why;
    const auto verdict = verdicts_.find(wish.report);
    const bool is_late = verdict != verdicts_.end() && is_overtaken(verdict->second);
    if (*version != wish.version || !sync::after(row->stage, wish.action, self->user.role))
      why = moved_on(wish, *row, *version);
    else if (wish.action == sync::Action::Submit && (now->draft || heads_text(now->heads) != wish.heads))
      why = base::Error{base::ErrorKind::Invalid, "heads-changed", text::say("told.heads_changed", {}), {}};
    else if (is_late)
      why = verdict->second;
    if (verdict != verdicts_.end()) verdicts_.erase(verdict);
    if (why) {
      if (auto status = refuse(wish, *why); !status) return status.error();
      continue;
    }
    if (!*waits && !asked_.contains(wish.report)) return std::optional(std::move(wish));
  }
  return std::optional<Wish>();
}

Result<Json> Wishes::request(const Wish& wish) {
  auto row = vault_.report(wish.report);
  auto now = row ? vault_.shown(*row) : Result<Shown>(row.error());
  const Status marked = now ? vault_.mark_wish_asked(wish.report) : Status(now.error());
  if (!marked) return marked.error();
  asked_.insert(wish.report);
  Json out = transition_request(vault_, *row, now->heads, wish.action, wish.version, wish.note);
  out["seen"] = wish.version;
  return out;
}

// That the report has moved on says the server of what it has done already, too: the ledger tells which it is.
Status Wishes::take(const Wish& wish, const Result<Json>& answer) {
  if (answer) return base::done();
  if (!is_final(answer.error())) return answer.error();
  if (!is_overtaken(answer.error())) return refuse(wish, answer.error());
  verdicts_.insert_or_assign(wish.report, answer.error());
  return base::done();
}

void Wishes::made_anew(const std::string& report) {
  asked_.erase(report);
  verdicts_.erase(report);
}

std::vector<Wish> Wishes::ended() { return std::exchange(ended_, {}); }

}  // namespace ziping::client
