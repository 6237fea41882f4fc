// What can be listed of a vault, and whether all of it holds.
#include <algorithm>
#include <set>

#include "client/text/say.h"
#include "client/work/vault.h"

namespace ziping::client {
namespace {

base::Error does_not_hold(std::string code, std::string message) {
  return {base::ErrorKind::Corrupt, std::move(code), std::move(message), {}};
}

const char* query_of(Listing what) {
  switch (what) {
    case Listing::Versions:
      return "SELECT body FROM version WHERE report = ?1 ORDER BY number";
    case Listing::Stages:
      return "SELECT body FROM stage_event WHERE report = ?1 ORDER BY seq";
    case Listing::FormerVersions:
      return "SELECT body FROM former WHERE report = ?1 AND kind = 'version' ORDER BY id";
    case Listing::FormerStages:
      return "SELECT body FROM former WHERE report = ?1 AND kind = 'stage' ORDER BY id";
    case Listing::SetAside:
      return "SELECT body, why, at FROM set_aside WHERE ?1 <> '' ORDER BY id";
    case Listing::Suggestions:
    case Listing::Log:
      break;
  }
  return "SELECT value, why, at, path, code FROM suggestion WHERE report = ?1 ORDER BY id";
}

// Of what the server decided: its words as they are, without a reason of this device's.
bool is_the_servers(Listing what) {
  return what == Listing::Versions || what == Listing::Stages || what == Listing::FormerVersions ||
         what == Listing::FormerStages;
}

Json log_of(const report::History& history, const std::set<std::string>& unsent) {
  std::vector<std::pair<std::size_t, Json>> ordered;
  for (const auto& [id, entry] : history.all()) {
    Json one = entry.header.json();
    one["revision"] = id.hex();
    one["sent"] = !unsent.contains(id.hex());
    ordered.emplace_back(entry.generation, std::move(one));
  }
  std::ranges::stable_sort(ordered, [](const auto& a, const auto& b) { return a.first > b.first; });
  Json out{Json::Array{}};
  for (auto& one : ordered) out.push(std::move(one.second));
  return out;
}

}  // namespace

Result<std::vector<Json>> Vault::outbox() {
  if (is_sample()) return std::vector<Json>();
  auto find = database_->prepare("SELECT body FROM revision WHERE state = 'queued' ORDER BY id");
  return bodies(find);
}

Result<NewestText> Vault::newest_text() {
  NewestText out;
  if (is_sample()) return out;
  auto find = database_->prepare(
      "SELECT coalesce((SELECT max(id) FROM revision WHERE state = 'queued'), 0), "
      "coalesce((SELECT max(id) FROM remark WHERE state = 'queued'), 0)");
  if (find.step()) out = {find.integer(0), find.integer(1)};
  if (auto status = find.status(); !status) return status.error();
  return out;
}

std::int64_t Vault::unsent(const ReportRow& report) {
  auto count = database_->prepare("SELECT count(*) FROM revision WHERE report = ?1 AND state = 'queued'");
  count.bind(1, report.id);
  return count.step() ? count.integer(0) : 0;
}

Result<WaitingByReport> Vault::waiting_by_report() {
  WaitingByReport out;
  if (is_sample()) return out;
  auto revisions = database_->prepare("SELECT report FROM revision WHERE state = 'queued'");
  while (revisions.step()) ++out[revisions.text(0)].revisions;
  if (auto status = revisions.status(); !status) return status.error();
  auto remarks = database_->prepare("SELECT report FROM remark WHERE state = 'queued'");
  while (remarks.step()) ++out[remarks.text(0)].remarks;
  if (auto status = remarks.status(); !status) return status.error();
  auto wishes = database_->prepare("SELECT report FROM wish WHERE state <> 'refused'");
  while (wishes.step()) ++out[wishes.text(0)].wishes;
  if (auto status = wishes.status(); !status) return status.error();
  // An attachment says not whose it is: only reports that speak of one that waits are opened for it. Without one that
  // waits no report is looked at, for a cross join begins with its left side.
  auto files = database_->prepare(
      "SELECT DISTINCT report FROM file "
      "CROSS JOIN (SELECT report, body FROM revision UNION ALL SELECT report, body FROM edit) "
      "WHERE file.state = 'queued' AND instr(body, sha256) > 0");
  std::vector<std::string> speaking;
  while (files.step()) speaking.push_back(files.text(0));
  if (auto status = files.status(); !status) return status.error();
  for (const std::string& id : speaking) {
    auto row = report(id);
    auto waiting = row ? this->waiting(*row) : Result<Waiting>(row.error());
    if (!waiting) return waiting.error();
    if (waiting->all() > 0) out[id] = *waiting;
  }
  return out;
}

Status Vault::each_kept_summary(const std::string& maker, const std::function<void(std::string, const Json&)>& take) {
  auto find = database_->prepare("SELECT report, body FROM summary WHERE made_by = ?1");
  find.bind(1, maker);
  while (find.step())
    if (auto json = base::parse_json(find.text(1))) take(find.text(0), *json);
  return find.status();
}

Status Vault::keep_summaries(const std::string& maker, const std::map<std::string, Json>& summaries) {
  return in_transaction("", [&]() -> Status {
    for (const auto& [report, body] : summaries) {
      auto put = database_->prepare("INSERT OR REPLACE INTO summary VALUES(?1, ?2, ?3)");
      if (auto status = put.bind(1, report).bind(2, maker).bind(3, base::canonical(body)).run(); !status) return status;
    }
    return base::done();
  });
}

Result<Waiting> Vault::waiting(const ReportRow& report) {
  if (is_sample()) return Waiting();
  Waiting out{unsent(report)};
  auto remarks = database_->prepare("SELECT count(*) FROM remark WHERE report = ?1 AND state = 'queued'");
  remarks.bind(1, report.id);
  if (remarks.step()) out.remarks = remarks.integer(0);
  if (auto status = remarks.status(); !status) return status.error();
  auto wish = this->wish(report.id);
  if (!wish) return wish.error();
  out.wishes = *wish && (*wish)->waits() ? 1 : 0;
  std::set<std::string> queued;
  auto files = database_->prepare("SELECT sha256 FROM file WHERE state = 'queued'");
  while (files.step()) queued.insert(files.text(0));
  if (auto status = files.status(); !status) return status.error();
  if (queued.empty()) return out;
  auto named = named_files(report);
  if (!named) return named.error();
  out.files = std::ranges::count_if(*named, [&](const std::string& file) { return queued.contains(file); });
  return out;
}

std::optional<sync::Receipt> Vault::last_receipt(const ReportRow& report) {
  auto find = database_->prepare(
      "SELECT receipt.body FROM receipt JOIN revision ON revision.name = receipt.revision WHERE revision.report = ?1 "
      "ORDER BY revision.id DESC LIMIT 1");
  find.bind(1, report.id);
  if (!find.step()) return std::nullopt;
  auto receipt = sync::Receipt::parse_text(find.text(0));
  return receipt ? std::optional(std::move(*receipt)) : std::nullopt;
}

Result<Json> Vault::list(Listing what, const ReportRow& report) {
  if (what == Listing::Log) {
    auto desk = this->desk(report.id);
    if (!desk) return desk.error();
    std::set<std::string> unsent;
    auto find = database_->prepare("SELECT name FROM revision WHERE report = ?1 AND state <> 'durable'");
    find.bind(1, report.id);
    while (find.step()) unsent.insert(find.text(0));
    if (auto status = find.status(); !status) return status.error();
    return log_of((*desk)->history, unsent);
  }
  Json out{Json::Array{}};
  auto find = database_->prepare(query_of(what));
  find.bind(1, report.id);
  while (find.step()) {
    auto json = base::parse_json(find.text(0));
    if (!json) return json.error();
    if (is_the_servers(what)) {
      out.push(std::move(*json));
      continue;
    }
    Json one;
    one[what == Listing::Suggestions ? "value" : "entry"] = std::move(*json);
    one["why"] = find.text(1);
    one["at"] = find.text(2);
    if (what == Listing::Suggestions) {
      one["path"] = find.text(3);
      one["code"] = find.text(4);
    }
    out.push(std::move(one));
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Result<Json> Vault::verify() {
  if (auto status = database_->check_integrity(); !status) return status.error();
  auto self = identity();
  auto rows = self ? reports() : Result<std::vector<ReportRow>>(self.error());
  if (!rows) return rows.error();
  desks_.clear();
  std::int64_t revisions = 0, receipts = 0;
  for (const ReportRow& row : *rows) {
    (void)this->desk(row.id);  // lays aside what an earlier program queued and nobody can read
    auto find =
        database_->prepare("SELECT body FROM revision WHERE report = ?1 AND state <> 'quarantined' ORDER BY id");
    find.bind(1, row.id);
    while (find.step()) {
      auto json = base::parse_json(find.text(0));
      auto revision = json ? report::Revision::parse(*json) : Result<report::Revision>(json.error());
      if (!revision) return revision.error();
      auto key = key_of(revision->header.device);
      if (!key || !report::signed_by(*revision, *key))
        return does_not_hold("bad-signature",
                             text::say("kept.revision_signature", {revision->header.name().hex().substr(0, 12)}));
      ++revisions;
    }
    if (auto status = find.status(); !status) return status.error();
    if (auto desk = this->desk(row.id); !desk) return desk.error();  // every name, parent and digest
  }
  auto find = database_->prepare("SELECT body FROM receipt");
  while (find.step()) {
    auto receipt = sync::Receipt::parse_text(find.text(0));
    if (!receipt || !base::verify(self->server_key, receipt->signed_bytes(self->server_id), receipt->signature))
      return does_not_hold("bad-receipt", text::say("kept.receipt_signature", {}));
    ++receipts;
  }
  if (auto status = find.status(); !status) return status.error();
  auto remarks = verify_remarks();
  if (!remarks) return remarks.error();
  auto files = verify_files();
  if (!files) return files.error();
  Json out;
  out["files"] = *files;
  out["remarks"] = *remarks;
  out["revisions"] = revisions;
  out["receipts"] = receipts;
  return out;
}

}  // namespace ziping::client
