#include "client/work/exchange.h"

#include <algorithm>
#include <iterator>
#include <utility>

#include "client/text/say.h"
#include "client/work/sample.h"
#include "client/work/skew.h"
#include "shared/merge/merge.h"

namespace ziping::client {
namespace {

base::Error too_large(const base::Error& answer) {
  return {base::ErrorKind::Full, "too-large", text::say("exchange.too_large", {}), answer.message};
}

base::Error no_room_there(const base::Error& answer) {
  return {base::ErrorKind::Full, "disk-full", text::say("exchange.no_room_there", {}), answer.message};
}

// Several answers of one synchronisation may change the same.
void add_changes(std::vector<ForeseenReport>& to, std::vector<ForeseenReport> more) {
  for (ForeseenReport& one : more) {
    const auto known = std::ranges::find(to, one.report, &ForeseenReport::report);
    if (known == to.end()) {
      to.push_back(std::move(one));
      continue;
    }
    if (known->is_new) continue;  // all of it is
    for (Place& place : one.places)
      if (std::ranges::find(known->places, place.path, &Place::path) == known->places.end())
        known->places.push_back(std::move(place));
  }
}

}  // namespace

std::string_view remarks_wait_sentence() { return text::say("outbox.remarks_wait"); }

std::string merge_differs_sentence(std::int64_t server_merge) {
  if (server_merge == 0) return {};
  return text::say("exchange.merge_differs", {server_merge, merge::kMergeNumber});
}

std::string merge_differs_advice(std::int64_t server_merge) {
  if (server_merge == 0) return {};
  return text::say(server_merge > merge::kMergeNumber ? "exchange.update_here" : "exchange.update_server", {});
}

Status Exchange::seal_drafts() {
  auto reports = vault_.reports();
  if (!reports) return reports.error();
  for (const ReportRow& row : *reports) {  // a draft only: a merge that nobody edited is no revision
    if (!vault_.has_draft(row.id)) continue;
    if (left_ == LeftDrafts::Kept && vault_.was_left(row.id)) continue;
    // One that cannot be read or sealed here keeps its draft, and holds nobody else's up: the list of reports says why.
    if (auto form = vault_.form(row.form); !form && !is_of_the_disk(form.error())) continue;
    if (auto sealed = vault_.seal(row, ""); !sealed && is_of_the_disk(sealed.error())) return sealed.error();
  }
  return base::done();
}

std::optional<sync::SyncRequest> Exchange::next_look() {
  if (std::exchange(begun_, true) && !more_) return std::nullopt;
  sync::SyncRequest request;
  request.protocol = protocol_;
  request.cursor = heard_.empty() ? vault_.cursor() : heard_.back().cursor;
  request.chain = heard_.empty() ? vault_.chain() : heard_.back().chain;
  asked_at_ms_ = vault_.clock().steady_ms();
  return request;
}

Result<std::optional<sync::SyncRequest>> Exchange::next() {
  if (auto may = check_no_sample(vault_); !may) return may.error();
  if (purpose_ == Purpose::Look) return next_look();
  if (!begun_)
    if (auto status = seal_drafts(); !status) return status.error();
  auto waiting = vault_.outbox();
  if (!waiting) return waiting.error();
  auto remarks =
      remarks_taken_ && protocol_ > 1 ? vault_.remarks_waiting() : Result<std::vector<Json>>(std::vector<Json>{});
  if (!remarks) return remarks.error();
  waiting_ = static_cast<std::int64_t>(waiting->size() + remarks->size());
  std::erase_if(*waiting, [this](const Json& revision) { return is_skipped(revision); });
  if (begun_ && !more_ && waiting->empty() && remarks->empty()) return std::optional<sync::SyncRequest>();
  begun_ = true;
  sync::SyncRequest request;
  request.protocol = protocol_;
  request.cursor = vault_.cursor();
  request.chain = vault_.chain();
  if (listening_) {
    waiting->clear();
    remarks->clear();
  }
  std::size_t bytes = 0;
  for (Json& revision : *waiting) {
    const std::size_t size = base::canonical(revision).size();
    if (!request.push.empty() && (bytes + size > batch_bytes_ || request.push.size() == sync::kPushMax)) break;
    bytes += size;
    request.push.push_back(std::move(revision));
  }
  for (Json& remark : *remarks) {  // behind the revisions, in the room that these leave
    const std::size_t size = base::canonical(remark).size();
    const bool alone = request.push.empty() && request.remarks.empty();
    if (!alone && (bytes + size > batch_bytes_ || request.remarks.size() == sync::kPushMax)) break;
    bytes += size;
    request.remarks.push_back(std::move(remark));
  }
  pushed_ = request.push.size() + request.remarks.size();
  pushed_remarks_ = request.remarks.size();
  asked_at_ms_ = vault_.clock().steady_ms();
  if (auto status = add_proofs(request); !status) return status.error();
  alone_ = pushed_ == 1 && request.push.size() == 1 ? request.push.front() : Json();
  return std::optional(std::move(request));
}

// Of what goes along: there are some once the server was set back.
Status Exchange::add_proofs(sync::SyncRequest& request) {
  auto known = vault_.proofs();
  if (!known) return known.error();
  if (known->empty()) return base::done();
  for (const Json& body : request.push) {
    const auto revision = report::Revision::parse(body);
    if (!revision) continue;
    if (auto proof = known->extract(revision->header.name().hex())) request.proofs.insert(std::move(proof));
  }
  return base::done();
}

// A server of the time when there was only protocol 1 names no range.
Status Exchange::speak_as(const base::Error& server) {
  const auto named = base::parse_json(server.cause);
  const auto range = named ? sync::ProtocolRange::parse(*named) : std::optional(sync::ProtocolRange{1, 1});
  const auto both = range ? sync::highest_of_both(spoken_, *range) : std::nullopt;
  if (both && *both < protocol_) {  // else it would be asked for again and again
    protocol_ = *both;
    return base::done();
  }
  if (server.code == "older-protocol")
    return base::Error{base::ErrorKind::Outdated, "program-outdated", text::say("exchange.program_old", {}),
                       server.cause};
  return base::Error{base::ErrorKind::Outdated, "server-outdated", text::say("exchange.server_old", {}), server.cause};
}

Status Exchange::take_time(const sync::SyncResponse& response) {
  const std::int64_t server_ms = base::parse_utc_text(response.time);
  if (server_ms == 0) return base::done();  // a server that tells none
  const std::int64_t took_ms = vault_.clock().steady_ms() - asked_at_ms_;
  return keep_skew(vault_, measured_skew(vault_.clock().now_ms(), took_ms, server_ms));
}

Status Exchange::take(const Result<Json>& answer) {
  const std::string code = answer ? "" : answer.error().code;
  if (code == "newer-protocol" || code == "older-protocol") return speak_as(answer.error());
  if ((code == "too-large" || code == "disk-full") && pushed_ > 1) {  // a server that is nearly full takes small ones
    batch_bytes_ /= 2;
    return base::done();
  }
  if ((code == "too-large" || code == "disk-full") && !alone_.is_null()) {
    skip_alone(code == "too-large" ? too_large(answer.error()) : no_room_there(answer.error()));
    return base::done();
  }
  if (code == "disk-full" && pushed_remarks_ == 1) {
    why_no_remarks_ = no_room_there(answer.error());
    remarks_taken_ = false;
    return base::done();
  }
  auto response = answer ? sync::SyncResponse::parse(*answer) : Result<sync::SyncResponse>(answer.error());
  if (response)
    if (auto status = take_time(*response); !status) return status;
  if (purpose_ == Purpose::Look) {
    if (!response) return response.error();
    more_ = response->more;
    heard_.push_back(std::move(*response));
    return base::done();
  }
  auto applied = response ? vault_.apply(*response, left_) : Result<Applied>(response.error());
  if (!applied && applied.error().code == "restored-server") return begin_anew(applied.error());
  if (!applied) return applied.error();
  if (response->merge > 0) result_.server_merge = response->merge == merge::kMergeNumber ? 0 : response->merge;
  more_ = response->more;
  listening_ = listening_ && more_;
  if (protocol_ == 1) {  // which knows no remarks: they wait here until the server is renewed
    auto waiting = vault_.remarks_waiting();
    if (!waiting) return waiting.error();
    result_.remarks_waiting = static_cast<std::int64_t>(waiting->size());
  }
  const std::size_t verdicts = response->receipts.size() + response->refused.size();
  // An older server passes remarks over: they wait here until it is renewed, and all else goes on.
  if (pushed_remarks_ > 0 && verdicts <= pushed_ - pushed_remarks_) {
    remarks_taken_ = false;
    result_.remarks_waiting += static_cast<std::int64_t>(pushed_remarks_);
    pushed_ -= pushed_remarks_;
  }
  const auto goes_again = [&](const sync::Refused& one) { return applied->sealed_anew.contains(one.revision); };
  result_.sent += static_cast<std::int64_t>(pushed_) - std::ranges::count_if(response->refused, goes_again);
  if (remarks_taken_) result_.remarks_sent += static_cast<std::int64_t>(pushed_remarks_);
  result_.received += applied->received;
  result_.receipts += applied->receipts;
  result_.set_aside += applied->set_aside;
  std::ranges::remove_copy_if(response->refused, std::back_inserter(result_.refused), goes_again);
  result_.refused_at.merge(std::move(applied->refused));
  add_changes(result_.changed, std::move(applied->changed));
  for (std::string& report : applied->reports)
    if (std::ranges::find(result_.reports, report) == result_.reports.end())
      result_.reports.push_back(std::move(report));
  // An answer that takes nothing of what was sent would be asked for again and again.
  if (pushed_ > 0 && response->receipts.empty() && response->refused.empty())
    return base::Error{base::ErrorKind::Unavailable, "not-our-server", text::say("exchange.not_confirmed", {}), {}};
  return base::done();
}

// Once in a synchronisation: a server that is set back meanwhile is asked about again.
Status Exchange::begin_anew(const base::Error& why) {
  if (std::exchange(restored_, Restored::Ask) == Restored::Ask) return why;
  auto reports = vault_.reports();
  if (!reports) return reports.error();
  if (auto status = vault_.accept_restored(); !status) return status;
  result_.restored = Restored::Accept;
  for (const ReportRow& row : *reports)
    if (std::ranges::find(result_.reports, row.id) == result_.reports.end()) result_.reports.push_back(row.id);
  more_ = listening_ = true;
  return base::done();
}

// A disk that lacks room for this one is not asked about larger ones: else a full one would be asked about each.
void Exchange::skip_alone(base::Error why) {
  if (why.code == "disk-full") room_bytes_ = std::min(room_bytes_, base::canonical(alone_).size());
  skipped_.insert_or_assign(report::Revision::parse(alone_)->header.name().hex(), std::move(why));
}

// The one revision that no batch is small enough for, or that the server's disk has no room for, stays in the outbox,
// with what builds on it, and the rest flows. Whether it is too large is the word of whoever answered, which may be a
// proxy: so nothing of it is taken out of the report.
bool Exchange::is_skipped(const Json& body) {
  if (skipped_.empty()) return false;
  const auto revision = report::Revision::parse(body);
  if (!revision) return false;
  const std::string name = revision->header.name().hex();
  for (const auto& parent : revision->header.parents)
    if (const auto at = skipped_.find(parent.hex()); at != skipped_.end()) skipped_.try_emplace(name, at->second);
  if (base::canonical(body).size() >= room_bytes_) skipped_.try_emplace(name, no_room_there({}));
  return skipped_.contains(name);
}

// A disk that is nearly full is the reason that passes, and the one whose sentence holds beside the other.
Status Exchange::outcome() const {
  const auto no_room = std::ranges::find(skipped_, "disk-full", [](const auto& one) { return one.second.code; });
  if (no_room != skipped_.end()) return no_room->second;
  if (why_no_remarks_) return *why_no_remarks_;
  return skipped_.empty() ? base::done() : Status(skipped_.begin()->second);
}

SyncProgress Exchange::progress() const {
  return {result_.sent, result_.sent + waiting_, result_.received, {}, {}, {}};
}

}  // namespace ziping::client
