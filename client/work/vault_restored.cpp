// A server that was set back to an older state: how this device notices what the server cannot, and what it does once
// somebody has said that it is so.
//
//   the server's log      1 … 320 … 500        and after it was set back    1 … 320 | 321' …
//   this device           heard up to 500      begins anew at 0, and brings what 321' … lacks
//
// Entries have the numbers that the server gave them, so those of two logs must not meet: versions, steps and receipts
// of the log before are put aside, and come back where the server tells of them as it did.
#include <set>

#include "client/text/say.h"
#include "client/work/vault.h"

namespace ziping::client {
namespace {

template <class Sealed>
std::string name_of(const Json* body) {
  const auto sealed = body ? Sealed::parse(*body) : Result<Sealed>(base::Error{});
  return sealed ? sealed->header.name().hex() : std::string();
}

// What the entry says that the server holds, as a receipt names it; empty for none.
std::string held_by(const Json& entry) {
  const std::string_view kind = entry.text_or("kind");
  if (kind == "revision") return name_of<report::Revision>(entry.find("revision"));
  if (kind == "remark") return name_of<sync::Remark>(entry.find("remark"));
  return kind == "file" ? std::string(entry.text_or("file")) : std::string();
}

}  // namespace

std::string Vault::chain() { return setting("chain"); }

// An answer that comes late never takes the cursor back, and one that tells no chain leaves the one of its entry.
Status Vault::move_cursor(const sync::SyncResponse& response) {
  const std::int64_t before = cursor();
  if (response.cursor < before) return base::done();
  if (response.cursor == before && (response.chain.empty() || response.chain == chain())) return base::done();
  if (auto status = set("cursor", std::to_string(response.cursor)); !status) return status;
  return set("chain", response.chain);
}

// Whether it proves anything is the server's to say: it is its own word.
Status Vault::keep_proof(const std::string& revision, std::string_view proof) {
  if (!base::Signature::parse(proof)) return base::done();
  auto keep = database_->prepare("UPDATE revision SET proof = ?2 WHERE name = ?1");
  return keep.bind(1, revision).bind(2, proof).run();
}

Result<sync::Proofs> Vault::proofs() {
  sync::Proofs out;
  auto find = database_->prepare("SELECT name, proof FROM revision WHERE state = 'queued' AND proof <> ''");
  while (find.step())
    if (auto proof = base::Signature::parse(find.text(1))) out.emplace(find.text(0), *proof);
  if (auto status = find.status(); !status) return status.error();
  return out;
}

// Each receipt stands for an entry of the log. What was confirmed behind `from`, to this device or to whoever carried
// it, is told of by the time that the log is told past it: the chain cannot tell of that, for it is of an entry before.
// Two receipts of one number are of two logs.
Status Vault::check_receipts(const sync::SyncResponse& told, std::int64_t from) {
  if (told.cursor < from) return base::done();
  std::set<std::pair<std::int64_t, std::string>> owed;
  auto find = database_->prepare("SELECT seq, revision FROM receipt WHERE seq > ?1 AND (seq <= ?2 OR ?3)");
  find.bind(1, from).bind(2, told.cursor).bind(3, std::int64_t{!told.more});
  while (find.step()) owed.emplace(find.integer(0), find.text(1));
  if (auto status = find.status(); !status) return status;
  for (const sync::Receipt& receipt : told.receipts) owed.erase({receipt.seq, receipt.revision});
  for (const Json& entry : told.entries) owed.erase({entry.integer_or("seq", 0), held_by(entry)});
  if (owed.empty()) return base::done();
  return base::Error{base::ErrorKind::Denied, "restored-server", text::say("kept.receipts_gone", {owed.begin()->first}),
                     owed.begin()->second};
}

Status Vault::told_again(const Json& entry) {
  std::vector<std::int64_t> again;
  auto find = database_->prepare("SELECT id, kind, body FROM former WHERE seq = ?1");
  find.bind(1, entry.integer_or("seq", 0));
  while (find.step()) {
    Json body = entry;
    body.as_object()->erase("snapshot");
    if (find.text(1) != "receipt") {
      if (find.text(2) == base::canonical(body)) again.push_back(find.integer(0));
      continue;
    }
    auto receipt = sync::Receipt::parse_text(find.text(2));
    if (!receipt) return receipt.error();
    if (receipt->revision != held_by(entry)) continue;
    if (auto status = put_receipt(*receipt); !status) return status;
    again.push_back(find.integer(0));
  }
  if (auto status = find.status(); !status) return status;
  for (const std::int64_t id : again)
    if (auto status = database_->prepare("DELETE FROM former WHERE id = ?1").bind(1, id).run(); !status) return status;
  return base::done();
}

// Remarks that were refused while the version or the remark that they are about was not there.
Status Vault::send_what_waited(const std::string& report, const std::string& for_what) {
  std::vector<std::string> names;
  auto find = database_->prepare("SELECT name, body FROM remark WHERE report = ?1 AND state = 'quarantined'");
  find.bind(1, report);
  while (find.step()) {
    auto json = base::parse_json(find.text(1));
    auto remark = json ? sync::Remark::parse(*json) : Result<sync::Remark>(json.error());
    if (!remark) return remark.error();
    const sync::RemarkHeader& header = remark->header;
    if ((header.on ? *header.on : header.revision).hex() == for_what) names.push_back(find.text(0));
  }
  if (auto status = find.status(); !status) return status;
  for (const std::string& name : names) {
    auto mark = database_->prepare("UPDATE remark SET state = 'queued', why = '' WHERE name = ?1");
    if (auto status = mark.bind(1, name).run(); !status) return status;
  }
  return base::done();
}

// Only what the department wrote is this device's to bring; of the rest it has heard, and keeps it.
Status Vault::send_remarks_again(const Identity& self) {
  auto devices = colleagues(self);
  if (!devices) return devices.error();
  std::vector<std::pair<std::string, bool>> names;
  auto find = database_->prepare("SELECT name, body FROM remark WHERE state = 'durable'");
  while (find.step()) {
    auto json = base::parse_json(find.text(1));
    auto remark = json ? sync::Remark::parse(*json) : Result<sync::Remark>(json.error());
    if (!remark) return remark.error();
    names.emplace_back(find.text(0), devices->contains(remark->header.device));
  }
  if (auto status = find.status(); !status) return status;
  for (const auto& [name, ours] : names) {
    auto mark = database_->prepare("UPDATE remark SET state = ?2 WHERE name = ?1");
    if (auto status = mark.bind(1, name).bind(2, ours ? "queued" : "former").run(); !status) return status;
  }
  return base::done();
}

Status Vault::accept_restored() {
  auto self = identity();
  if (!self) return self.error();
  return in_transaction("", [&]() -> Status {
    for (const char* sql :
         {"INSERT OR IGNORE INTO former(kind, report, seq, body) SELECT 'version', report, json_extract(body, "
          "'$.seq'), body FROM version ORDER BY report, number",
          "INSERT OR IGNORE INTO former(kind, report, seq, body) SELECT 'stage', report, seq, body FROM stage_event "
          "ORDER BY seq",
          "DELETE FROM version", "DELETE FROM stage_event", "UPDATE report SET stage = 'drafting'"})
      if (auto status = database_->prepare(sql).run(); !status) return status;
    const std::string& department = self->user.department;  // none: a reviewer, who brings remarks alone
    auto revisions = database_->prepare(
        "UPDATE revision SET state = CASE WHEN report IN (SELECT id FROM report WHERE department = ?1) THEN 'queued' "
        "ELSE 'former' END WHERE state = 'durable'");
    if (auto status = revisions.bind(1, department).run(); !status) return status;
    auto files = database_->prepare("UPDATE file SET state = 'queued' WHERE state = 'durable' AND ?1 <> ''");
    if (auto status = files.bind(1, department).run(); !status) return status;
    if (auto status = send_remarks_again(*self); !status) return status;
    return hear_from_beginning();
  });
}

}  // namespace ziping::client
