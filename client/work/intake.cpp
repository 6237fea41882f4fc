// What an answer of the server brings in: verified piece by piece, stored in one transaction with the cursor.
#include <algorithm>

#include "client/work/vault.h"
#include "shared/report/delta.h"

namespace ziping::client {
namespace {

base::Error corrupt(std::string code, std::string message) {
  return {base::ErrorKind::Corrupt, std::move(code), std::move(message), {}};
}

bool is_place_refused(const form::Path& path, const std::vector<std::string>& refused) {
  const std::string text = path.text();
  return std::ranges::any_of(refused,
                             [&](const std::string& one) { return text == one || text.starts_with(one + "."); });
}

}  // namespace

Result<base::PublicKey> Vault::device_key(const std::string& device) {
  auto find = database_->prepare("SELECT key FROM device WHERE id = ?1");
  find.bind(1, device);
  if (!find.step()) return corrupt("unknown-device", "收到的修订来自没有登记的设备。");
  return base::PublicKey::parse(find.text(0));
}

Result<std::vector<Json>> Vault::outbox() {
  std::vector<Json> out;
  auto find = database_->prepare("SELECT body FROM revision WHERE state = 'queued' ORDER BY id");
  while (find.step()) {
    auto json = base::parse_json(find.text(0));
    if (!json) return json.error();
    out.push_back(std::move(*json));
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Status Vault::take_revision(const Json& json) {
  auto revision = report::Revision::parse(json);
  if (!revision) return revision.error();
  auto key = device_key(revision->header.device);
  std::string why;
  if (!key)
    why = key.error().message;
  else if (!report::signed_by(*revision, *key))
    why = "签名不对";
  if (why.empty()) {
    auto history = this->history(revision->header.report);
    if (!history) return history.error();
    if (auto added = (*history)->add(*revision); !added) why = added.error().message;
  }
  if (auto status = put_revision(*revision, why.empty() ? "durable" : "quarantined", why); !status) return status;
  // A revision of our own that was queued comes back: it is durable there.
  return database_->prepare("UPDATE revision SET state = 'durable' WHERE name = ?1 AND state = 'queued'")
      .bind(1, revision->header.name().hex())
      .run();
}

Status Vault::take_receipt(const sync::Receipt& receipt, const Identity& self) {
  if (!base::verify(self.server_key, receipt.signed_bytes(self.server_id), receipt.signature))
    return corrupt("bad-receipt", "回执的签名不是本单位服务器的，没有采用。内容仍在本机。");
  if (auto status = database_->prepare("INSERT OR IGNORE INTO receipt VALUES(?1, ?2)")
                        .bind(1, receipt.revision)
                        .bind(2, base::canonical(receipt.json()))
                        .run();
      !status)
    return status;
  return database_->prepare("UPDATE revision SET state = 'durable' WHERE name = ?1 AND state = 'queued'")
      .bind(1, receipt.revision)
      .run();
}

Status Vault::take_entry(const Json& entry, std::int64_t& received) {
  const std::string kind(entry.text_or("kind")), report(entry.text_or("report"));
  const auto put_report = [&] {
    auto put = database_->prepare("INSERT OR IGNORE INTO report VALUES(?1, ?2, ?3, ?4, 'drafting')");
    return put.bind(1, report)
        .bind(2, entry.text_or("form"))
        .bind(3, entry.text_or("department"))
        .bind(4, entry.integer_or("year", 0))
        .run();
  };
  if (kind == "form") {
    const Json* body = entry.find("form");
    auto form = form::Form::parse(body ? *body : Json());
    if (!form) return form.error();
    auto put = database_->prepare("INSERT OR IGNORE INTO form VALUES(?1, ?2, ?3)");
    return put.bind(1, form->name().hex()).bind(2, form->id()).bind(3, base::canonical(*body)).run();
  }
  if (kind == "device")
    return database_->prepare("INSERT OR IGNORE INTO device VALUES(?1, ?2, ?3)")
        .bind(1, entry.text_or("id"))
        .bind(2, entry.text_or("user"))
        .bind(3, entry.text_or("key"))
        .run();
  if (kind == "user" || kind == "team" || kind == "department")
    return database_->prepare("INSERT OR REPLACE INTO directory VALUES(?1, ?2, ?3)")
        .bind(1, kind)
        .bind(2, entry.text_or("id", entry.text_or("name")))
        .bind(3, base::canonical(entry))
        .run();
  if (kind == "report") return put_report();
  if (kind == "revision") {
    ++received;
    const Json* revision = entry.find("revision");
    return take_revision(revision ? *revision : Json());
  }
  if (kind == "version") {
    if (auto status = put_report(); !status) return status;
    if (const Json* snapshot = entry.find("snapshot")) {
      ++received;
      if (auto status = take_revision(*snapshot); !status) return status;
    }
    Json body = entry;
    body.as_object()->erase("snapshot");
    auto put = database_->prepare("INSERT OR IGNORE INTO version VALUES(?1, ?2, ?3, ?4)");
    return put.bind(1, report)
        .bind(2, entry.integer_or("version", 0))
        .bind(3, entry.text_or("revision"))
        .bind(4, base::canonical(body))
        .run();
  }
  if (kind == "stage") {
    auto event = database_->prepare("INSERT OR IGNORE INTO stage_event VALUES(?1, ?2, ?3)");
    if (auto status = event.bind(1, entry.integer_or("seq", 0)).bind(2, report).bind(3, base::canonical(entry)).run();
        !status)
      return status;
    return database_->prepare("UPDATE report SET stage = ?2 WHERE id = ?1")
        .bind(1, report)
        .bind(2, entry.text_or("stage"))
        .run();
  }
  return base::done();  // from a newer server: what this program does not know changes nothing here
}

// A refused revision is nobody's parent. What of it was allowed goes back into the draft, the rest is kept as a
// suggestion.
Status Vault::salvage(const sync::Refused& refused) {
  auto find = database_->prepare("SELECT report FROM revision WHERE name = ?1 AND state = 'queued'");
  find.bind(1, refused.revision);
  if (!find.step()) return find.status();
  auto row = report(find.text(0));
  auto history = row ? this->history(row->id) : Result<report::History*>(row.error());
  auto form = history ? this->form(row->form) : Result<const form::Form*>(history.error());
  if (!form) return form.error();
  const report::RevisionId id = *base::Hash::parse(refused.revision);
  // The refused one and everything queued on top of it.
  report::RevisionSet lost{id}, tips;
  for (bool grown = true; grown;) {
    grown = false;
    for (const auto& [name, entry] : (*history)->all())
      if (!lost.contains(name) &&
          std::ranges::any_of(entry.header.parents, [&](const auto& parent) { return lost.contains(parent); }))
        grown = lost.insert(name).second;
  }
  for (const report::RevisionId& head : (*history)->heads())
    if (lost.contains(head)) tips.insert(head);
  const report::Header header = (*history)->find(id)->header;
  const report::State before = merge::state_of(**form, **history, {header.parents.begin(), header.parents.end()}).state;
  const report::State after = merge::state_of(**form, **history, tips).state;
  std::vector<form::Path> allowed;
  for (form::Path& path : report::changed_paths(before, after)) {
    const bool all_refused = refused.paths.empty();
    if (!all_refused && !is_place_refused(path, refused.paths)) {
      allowed.push_back(std::move(path));
      continue;
    }
    const report::Row* lost_row = path.name.empty() ? report::find_row(after, path) : nullptr;
    const Json value = lost_row ? report::to_json(*lost_row) : report::value_at(after, path).json();
    if (auto status = keep_suggestion(row->id, path.text(), value, refused.message); !status) return status;
  }
  for (const report::RevisionId& name : lost) {
    auto mark = database_->prepare("UPDATE revision SET state = 'quarantined', why = ?2 WHERE name = ?1");
    if (auto status = mark.bind(1, name.hex()).bind(2, refused.message).run(); !status) return status;
  }
  histories_.erase(row->id);
  for (const Json& edit : edits_between(before, after, allowed))
    if (auto status = database_->prepare("INSERT INTO edit(report, body) VALUES(?1, ?2)")
                          .bind(1, row->id)
                          .bind(2, base::canonical(edit))
                          .run();
        !status)
      return status;
  return base::done();
}

Result<Json> Vault::apply(const sync::SyncResponse& response) {
  auto self = identity();
  if (!self) return self.error();
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  std::int64_t received = 0;
  const auto failed = [&](const Status& status) {
    histories_.clear();
    return status.error();
  };
  for (const sync::Receipt& receipt : response.receipts)
    if (auto status = take_receipt(receipt, *self); !status) return failed(status);
  for (const Json& entry : response.entries)
    if (auto status = take_entry(entry, received); !status) return failed(status);
  for (const sync::Refused& refused : response.refused)
    if (auto status = salvage(refused); !status) return failed(status);
  if (auto status = set("cursor", std::to_string(response.cursor)); !status) return failed(status);
  if (auto status = transaction->commit(); !status) return failed(status);
  Json out;
  out["received"] = received;
  out["receipts"] = response.receipts.size();
  return out;
}

Result<Json> Vault::verify() {
  if (auto status = database_->check_integrity(); !status) return status.error();
  auto self = identity();
  auto rows = self ? reports() : Result<std::vector<ReportRow>>(self.error());
  if (!rows) return rows.error();
  histories_.clear();
  std::int64_t revisions = 0, receipts = 0;
  for (const ReportRow& row : *rows) {
    auto find =
        database_->prepare("SELECT body FROM revision WHERE report = ?1 AND state <> 'quarantined' ORDER BY id");
    find.bind(1, row.id);
    while (find.step()) {
      auto json = base::parse_json(find.text(0));
      auto revision = json ? report::Revision::parse(*json) : Result<report::Revision>(json.error());
      if (!revision) return revision.error();
      auto key = device_key(revision->header.device);
      if (!key || !report::signed_by(*revision, *key))
        return corrupt("bad-signature", "修订 " + revision->header.name().hex().substr(0, 12) + " 的签名不对。");
      ++revisions;
    }
    if (auto history = this->history(row.id); !history) return history.error();  // every name, parent and digest
  }
  auto find = database_->prepare("SELECT body FROM receipt");
  while (find.step()) {
    auto json = base::parse_json(find.text(0));
    auto receipt = json ? sync::Receipt::parse(*json) : Result<sync::Receipt>(json.error());
    if (!receipt || !base::verify(self->server_key, receipt->signed_bytes(self->server_id), receipt->signature))
      return corrupt("bad-receipt", "本机有一份回执的签名不对。");
    ++receipts;
  }
  Json out;
  out["revisions"] = revisions;
  out["receipts"] = receipts;
  return out;
}

}  // namespace ziping::client
