// What an answer of the server brings in: verified piece by piece, stored in one transaction with the cursor.
#include <algorithm>
#include <set>

#include "client/text/say.h"
#include "client/work/vault.h"
#include "shared/base/bytes.h"

namespace ziping::client {
namespace {

base::Error corrupt(std::string code, std::string message) {
  return {base::ErrorKind::Corrupt, std::move(code), std::move(message), {}};
}

// The report that an entry is about, by the signed header where there is one; empty for none.
std::string report_of(const Json& entry) {
  for (const char* member : {"revision", "snapshot"}) {
    const Json* revision = entry.find(member);
    const Json* header = revision ? revision->find("header") : nullptr;
    if (header) return std::string(header->text_or("report"));
  }
  return std::string(entry.text_or("report"));
}

// A version without a snapshot names its revision only.
bool holds_words(const Json& entry) {
  const Json* revision = entry.find("revision");
  return (revision && revision->is_object()) || entry.find("snapshot");
}

}  // namespace

bool is_of_the_disk(const base::Error& error) {
  return error.kind == base::ErrorKind::Full || error.kind == base::ErrorKind::Unavailable ||
         error.code == "bad-database" || error.code == "no-access" || error.code == "bad-statement";
}

Result<base::PublicKey> Vault::key_of(const std::string& device) {
  auto find = database_->prepare("SELECT key FROM device WHERE id = ?1");
  find.bind(1, device);
  if (!find.step()) return corrupt("unknown-device", text::say("kept.unknown_device", {}));
  return base::PublicKey::parse(find.text(0));
}

Status Vault::take_revision(const Json& json, std::string_view proof) {
  auto revision = report::Revision::parse(json);
  if (!revision) return revision.error();
  auto key = key_of(revision->header.device);
  std::string why;
  if (!key)
    why = key.error().message;
  else if (!report::signed_by(*revision, *key))
    why = text::say("kept.wrong_signature");
  if (why.empty()) {
    auto desk = this->desk(revision->header.report);
    if (!desk) return desk.error();
    if (auto added = (*desk)->history.add(*revision); !added) why = added.error().message;
    (*desk)->merged.reset();
  }
  if (why.empty())
    if (auto status = settle_form(revision->header.report); !status) return status;
  if (auto status = put_revision(*revision, why.empty() ? "durable" : "quarantined", why); !status) return status;
  if (auto status = keep_proof(revision->header.name().hex(), proof); !status) return status;
  // A revision of our own that was queued comes back, or one that was refused until what it stands on was there: it is
  // durable there. The latter came now, for a report is read in the order of arrival, parents first.
  if (!why.empty()) return base::done();
  return database_
      ->prepare(
          "UPDATE revision SET id = CASE state WHEN 'quarantined' THEN (SELECT max(id) + 1 FROM revision) ELSE id END, "
          "state = 'durable', why = '', body = ?2 WHERE name = ?1 AND state <> 'durable'")
      .bind(1, revision->header.name().hex())
      .bind(2, base::canonical(revision->json()))
      .run();
}

Status Vault::put_receipt(const sync::Receipt& receipt) {
  auto put = database_->prepare("INSERT OR IGNORE INTO receipt(revision, body, seq) VALUES(?1, ?2, ?3)");
  return put.bind(1, receipt.revision).bind(2, base::canonical(receipt.json())).bind(3, receipt.seq).run();
}

Status Vault::take_receipt(const sync::Receipt& receipt, const Identity& self) {
  if (!base::verify(self.server_key, receipt.signed_bytes(self.server_id), receipt.signature))
    return corrupt("bad-receipt", text::say("kept.bad_receipt", {}));
  if (auto status = put_receipt(receipt); !status) return status;
  auto former = database_->prepare("DELETE FROM former WHERE body = ?1");
  if (auto status = former.bind(1, base::canonical(receipt.json())).run(); !status) return status;
  if (auto status = hold_remark(receipt.revision, receipt.seq); !status) return status;
  if (auto status = hold_file(receipt.revision); !status) return status;
  if (auto status = keep_proof(receipt.revision, receipt.proof ? receipt.proof->base64() : ""); !status) return status;
  return database_->prepare("UPDATE revision SET state = 'durable' WHERE name = ?1 AND state = 'queued'")
      .bind(1, receipt.revision)
      .run();
}

Status Vault::put_report(const Json& entry) {
  if (!base::is_hex_name(entry.text_or("report"), 32)) return corrupt("bad-report", text::say("kept.bad_report", {}));
  auto put = database_->prepare("INSERT OR IGNORE INTO report VALUES(?1, ?2, ?3, ?4, 'drafting')");
  return put.bind(1, entry.text_or("report"))
      .bind(2, entry.text_or("form"))
      .bind(3, entry.text_or("department"))
      .bind(4, entry.integer_or("year", 0))
      .run();
}

Status Vault::take_version(const Json& entry, Applied& applied) {
  if (auto status = put_report(entry); !status) return status;
  if (const Json* snapshot = entry.find("snapshot")) {
    ++applied.received;
    if (auto status = take_revision(*snapshot, {}); !status) return status;
  }
  Json body = entry;
  body.as_object()->erase("snapshot");
  auto put = database_->prepare("INSERT OR IGNORE INTO version VALUES(?1, ?2, ?3, ?4)");
  put.bind(1, entry.text_or("report")).bind(2, entry.integer_or("version", 0)).bind(3, entry.text_or("revision"));
  if (auto status = put.bind(4, base::canonical(body)).run(); !status) return status;
  // The year is that of the latest version, which is the one that the server judged by.
  auto year = database_->prepare(
      "UPDATE report SET year = ?3 WHERE id = ?1 AND ?2 = (SELECT max(number) FROM version WHERE report = ?1)");
  year.bind(1, entry.text_or("report")).bind(2, entry.integer_or("version", 0));
  if (const Json* told = entry.find("year"); told && told->as_integer())
    if (auto status = year.bind(3, *told->as_integer()).run(); !status) return status;
  return send_what_waited(std::string(entry.text_or("report")), std::string(entry.text_or("revision")));
}

// The stage is that of the latest event by the server's numbers, in whatever order they come in.
Status Vault::take_stage(const Json& entry) {
  auto event = database_->prepare("INSERT OR IGNORE INTO stage_event VALUES(?1, ?2, ?3)");
  event.bind(1, entry.integer_or("seq", 0)).bind(2, entry.text_or("report")).bind(3, base::canonical(entry));
  if (auto status = event.run(); !status) return status;
  if (auto status = fulfil_wish(entry); !status) return status;
  auto latest = database_->prepare("SELECT max(seq) FROM stage_event WHERE report = ?1");
  latest.bind(1, entry.text_or("report"));
  if (!latest.step() || latest.integer(0) != entry.integer_or("seq", 0)) return latest.status();
  return database_->prepare("UPDATE report SET stage = ?2 WHERE id = ?1")
      .bind(1, entry.text_or("report"))
      .bind(2, entry.text_or("stage"))
      .run();
}

// The key stays, for what was sealed with it. The directory has those that bundles are not for.
Status Vault::take_device(const Json& entry) {
  const std::string id(entry.text_or("id"));
  auto put = database_->prepare("INSERT OR IGNORE INTO device VALUES(?1, ?2, ?3)");
  put.bind(1, id).bind(2, entry.text_or("user")).bind(3, entry.text_or("key"));
  if (auto status = put.run(); !status) return status;
  if (!entry.flag("revoked") && !entry.flag("waiting"))
    return database_->prepare("DELETE FROM directory WHERE kind = 'device' AND id = ?1").bind(1, id).run();
  auto mark = database_->prepare("INSERT OR REPLACE INTO directory VALUES('device', ?1, ?2)");
  return mark.bind(1, id).bind(2, base::canonical(entry)).run();
}

Status Vault::take_entry(const Json& entry, Applied& applied) {
  const std::string kind(entry.text_or("kind")), report = report_of(entry);
  if (!report.empty()) applied.reports.push_back(report);
  if (kind == "form") {
    const Json* body = entry.find("form");
    auto form = form::Form::parse(body ? *body : Json());
    if (!form) return form.error();
    auto put = database_->prepare("INSERT OR IGNORE INTO form VALUES(?1, ?2, ?3)");
    put.bind(1, form->name().hex()).bind(2, form->id()).bind(3, base::canonical(*body));
    if (auto status = put.run(); !status) return status;
    return form_came(form->name(), applied);
  }
  if (kind == "device") return take_device(entry);
  if (kind == "user" || kind == "team" || kind == "department" || kind == "deadline")
    return database_->prepare("INSERT OR REPLACE INTO directory VALUES(?1, ?2, ?3)")
        .bind(1, kind)
        .bind(2, entry.text_or("id", entry.text_or("name")))
        .bind(3, base::canonical(entry))
        .run();
  if (kind == "report") return put_report(entry);
  if (kind == "revision") {
    ++applied.received;
    const Json* revision = entry.find("revision");
    return take_revision(revision ? *revision : Json(), entry.text_or("proof"));
  }
  if (kind == "version") return take_version(entry, applied);
  if (kind == "stage") return take_stage(entry);
  if (kind == "remark") return take_remark(entry);
  if (kind == "file") return hold_file(std::string(entry.text_or("file")));
  return base::done();  // from a newer server: what this program does not know changes nothing here
}

Status Vault::set_aside(const Json& entry, const base::Error& why) {
  auto put = database_->prepare("INSERT OR IGNORE INTO set_aside(seq, body, why, at) VALUES(?1, ?2, ?3, ?4)");
  return put.bind(1, entry.integer_or("seq", 0))
      .bind(2, base::canonical(entry))
      .bind(3, why.message)
      .bind(4, base::utc_text(clock_.now_ms()))
      .run();
}

std::set<std::string> Vault::told_of(const sync::SyncResponse& response) {
  std::set<std::string> out;
  for (const Json& entry : response.entries)
    if (holds_words(entry)) out.insert(report_of(entry));
  return out;
}

Vault::SaidBefore Vault::said_before(const std::set<std::string>& told) {
  SaidBefore out;
  auto rows = reports();
  if (!rows) {
    out.trouble = rows.error();
    return out;
  }
  for (const ReportRow& row : *rows) {
    out.known.insert(row.id);
    if (!told.contains(row.id)) continue;
    auto now = shown(row);
    if (now)
      out.states.emplace(row.id, std::move(now->state));
    else if (is_of_the_disk(now.error()))
      out.trouble = now.error();
  }
  return out;
}

// Counting what changed is no part of taking it in: what cannot be read is not counted.
std::vector<ForeseenReport> Vault::changed_since(const SaidBefore& before, const std::vector<std::string>& ids) {
  std::vector<ForeseenReport> out;
  auto rows = ids.empty() ? Result<std::vector<ReportRow>>(std::vector<ReportRow>{}) : reports();
  if (!rows) return out;
  for (const ReportRow& row : *rows) {
    if (!std::ranges::binary_search(ids, row.id)) continue;
    const auto was = before.states.find(row.id);
    const bool is_new = !before.known.contains(row.id);
    auto form = this->form(row.form);
    if (!form || (!is_new && was == before.states.end())) continue;
    auto now = is_new ? Result<Shown>(Shown{}) : shown(row);
    if (!now) continue;
    ForeseenReport one = foreseen_report(row, **form, is_new ? nullptr : &was->second, now->state);
    if (one.is_new || !one.places.empty()) out.push_back(std::move(one));
  }
  return out;
}

// Drafts of reports that the answer is about: sealed on the heads they were written on, or put aside with their names,
// as is one that cannot be sealed.
Status Vault::seal_before(const sync::SyncResponse& response, LeftDrafts left) {
  std::set<std::string> reports;
  for (const Json& entry : response.entries) reports.insert(report_of(entry));
  for (const sync::Refused& refused : response.refused) {
    auto find = database_->prepare("SELECT report FROM revision WHERE name = ?1");
    find.bind(1, refused.revision);
    if (find.step()) reports.insert(find.text(0));
  }
  for (const std::string& id : reports) {
    if (id.empty() || !has_draft(id)) continue;
    auto row = report(id);
    if (!row) return row.error();
    if (left == LeftDrafts::Kept && was_left(id)) {
      const Status laid = lay_aside(*row);
      if (laid) continue;
      if (is_of_the_disk(laid.error())) return laid;
    }
    if (auto status = seal_or_lay_aside(*row); !status) return status;
  }
  return base::done();
}

Status Vault::take_answer(const sync::SyncResponse& response, const Identity& self, Applied& applied, LeftDrafts left) {
  if (auto status = seal_before(response, left); !status) return status;
  for (const sync::Receipt& receipt : response.receipts)
    if (auto status = take_receipt(receipt, self); !status) return status;
  for (const Json& entry : response.entries) {
    Status status = take_entry(entry, applied);
    if (status) status = told_again(entry);
    if (status) continue;
    if (is_of_the_disk(status.error())) return status;
    if (auto kept = set_aside(entry, status.error()); !kept) return kept;
    ++applied.set_aside;
  }
  for (const sync::Refused& refused : response.refused) {
    if (auto status = salvage(refused, applied); !status) return status;
    if (auto status = refuse_remark(refused, applied); !status) return status;
    if (auto status = refuse_file(refused); !status) return status;
  }
  if (auto status = check_receipts(response, cursor()); !status) return status;
  applied.receipts = static_cast<std::int64_t>(response.receipts.size());
  std::ranges::sort(applied.reports);
  applied.reports.erase(std::unique(applied.reports.begin(), applied.reports.end()), applied.reports.end());
  return move_cursor(response);
}

Result<Applied> Vault::apply(const sync::SyncResponse& response, LeftDrafts left) {
  auto self = identity();
  if (!self) return self.error();
  Applied applied;
  const std::set<std::string> before = left_;
  const bool is_empty = response.entries.empty() && response.refused.empty();
  const SaidBefore said = is_empty ? SaidBefore() : said_before(told_of(response));
  const Status committed = in_transaction("", [&] { return take_answer(response, *self, applied, left); });
  if (!committed) left_ = before;
  if (!committed) return committed.error();
  applied.changed = changed_since(said, applied.reports);
  return applied;
}

}  // namespace ziping::client
