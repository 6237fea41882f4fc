// Making a bundle: what goes in, for whom, and what is left out because it is there already.
#include "client/work/bundles.h"

#include <algorithm>
#include <set>

#include "client/text/say.h"
#include "client/work/sample.h"

namespace ziping::client {
namespace {

using report::RevisionSet;

RevisionSet named(const Json& names) {
  RevisionSet out;
  if (!names.is_array()) return out;
  for (const Json& name : *names.as_array())
    if (auto id = base::Hash::parse(name.as_string() ? *name.as_string() : std::string())) out.insert(*id);
  return out;
}

// What every one of the devices has of a report: what stands below the heads that it told of and that are known here.
RevisionSet had_by_all(const std::vector<Json>& peers, const std::string& report, const report::History& history) {
  std::optional<RevisionSet> out;
  for (const Json& peer : peers) {
    const Json* heads = peer.find("heads");
    const Json* names = heads ? heads->find(report) : nullptr;
    const RevisionSet had = history.with_ancestors(names ? named(*names) : RevisionSet());
    if (!out) {
      out = had;
      continue;
    }
    std::erase_if(*out, [&](const report::RevisionId& id) { return !had.contains(id); });
  }
  return out.value_or(RevisionSet());
}

}  // namespace

BundleCounts counts_of(const sync::BundleContent& content) {
  const auto count = [](const auto& all) { return static_cast<std::int64_t>(all.size()); };
  return {count(content.revisions), count(content.remarks), count(content.files),
          count(content.receipts),  count(content.refused), count(content.entries)};
}

Result<std::vector<std::string>> Bundles::names(std::string_view sql, std::string_view with) {
  std::vector<std::string> out;
  auto find = vault_.database_->prepare(sql);
  if (!with.empty()) find.bind(1, with);
  while (find.step()) out.push_back(find.text(0));
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Result<std::vector<ReportRow>> Bundles::chosen(const std::vector<std::string>& names, const Identity& self) {
  std::vector<ReportRow> out;
  for (const std::string& name : names) {
    auto row = vault_.report(name);
    if (!row) return row.error();
    out.push_back(std::move(*row));
  }
  if (!names.empty()) return out;
  auto all = vault_.reports();
  if (!all) return all.error();
  std::ranges::copy_if(*all, std::back_inserter(out),
                       [&](const ReportRow& row) { return row.department == self.user.department; });
  return out;
}

Result<sync::BundleReaders> Bundles::readers(const BundleOrder& order, const Identity& self) {
  auto devices = vault_.colleagues(self);
  if (!devices) return devices.error();
  const bool is_known = order.reader.empty() ||
                        std::ranges::any_of(*devices, [&](const auto& one) { return one.second == order.reader; });
  if (!is_known)
    return base::Error{base::ErrorKind::NotFound, "unknown-user", text::say("bundle.unknown_user", {order.reader}), {}};
  sync::BundleReaders out{{}, order.passphrase};
  if (!order.for_department) return out;
  out.keys.push_back(self.server_key);
  for (const auto& [device, user] : *devices) {
    if (device != self.device && vault_.is_out(device)) continue;
    auto key = vault_.key_of(device);
    if (!key) return key.error();
    out.keys.push_back(*key);
  }
  return out;
}

Result<std::vector<Json>> Bundles::peers(const std::string& user) {
  auto find = vault_.database_->prepare("SELECT body FROM peer WHERE user = ?1 ORDER BY device");
  find.bind(1, user);
  return Vault::bodies(find);
}

Status Bundles::put_revisions(const ReportRow& row, const BundleOrder& order, const std::vector<Json>& known,
                              sync::BundleContent& out) {
  auto history = vault_.revisions(row);
  if (!history) return history.error();
  const RevisionSet had = order.extent == BundleExtent::Lacking ? had_by_all(known, row.id, **history) : RevisionSet();
  const std::string_view states = order.extent == BundleExtent::Waiting ? "= 'queued'" : "<> 'quarantined'";
  std::set<std::string> inside, needs;
  auto find = vault_.database_->prepare("SELECT name, body FROM revision WHERE report = ?1 AND state " +
                                        std::string(states) + " ORDER BY id");
  find.bind(1, row.id);
  while (find.step()) {
    const report::RevisionId name = *base::Hash::parse(find.text(0));
    if (had.contains(name)) continue;
    auto body = base::parse_json(find.text(1));
    if (!body) return body.error();
    inside.insert(name.hex());
    for (const report::RevisionId& parent : (*history)->find(name)->header.parents)
      if (!inside.contains(parent.hex())) needs.insert(parent.hex());
    out.revisions.push_back(std::move(*body));
  }
  out.needs.insert(out.needs.end(), needs.begin(), needs.end());
  return find.status();
}

// Receipts that the reader waits for, and what the server refused of its.
Status Bundles::put_words(const BundleOrder& order, const std::vector<ReportRow>& rows, const std::vector<Json>& known,
                          sync::BundleContent& out) {
  std::set<std::string> waiting;
  for (const Json& peer : known)
    for (const Json& name : peer.list("waiting"))
      if (name.as_string()) waiting.insert(*name.as_string());
  std::set<std::string> reports;
  for (const ReportRow& row : rows) reports.insert(row.id);
  auto given = vault_.database_->prepare(
      "SELECT receipt.body, report FROM receipt JOIN (SELECT name, report FROM revision UNION ALL SELECT name, report "
      "FROM "
      "remark UNION ALL SELECT sha256, '' FROM file) ON name = receipt.revision ORDER BY receipt.rowid");
  while (given.step()) {
    auto receipt = sync::Receipt::parse_text(given.text(0));
    if (!receipt) return receipt.error();
    const bool chosen = given.text(1).empty() || reports.contains(given.text(1));
    const bool wanted =
        known.empty() || order.extent == BundleExtent::Everything || waiting.contains(receipt->revision);
    if (chosen && wanted) out.receipts.push_back(std::move(*receipt));
  }
  if (auto status = given.status(); !status) return status;
  auto find = vault_.database_->prepare(
      "SELECT body, device.user FROM refusal LEFT JOIN device ON device.id = refusal.device ORDER BY revision");
  while (find.step()) {
    auto body = base::parse_json(find.text(0));
    auto word = body ? sync::Refused::parse(*body) : Result<sync::Refused>(body.error());
    if (!word) return word.error();
    // An attachment is nobody's: whoever waits for it hears of it. An older server's word has no signature, and nobody
    // would believe it.
    const bool wanted = find.text(1) == order.reader || waiting.contains(word->revision);
    if (wanted && word->signature) out.refused.push_back(std::move(*word));
  }
  return find.status();
}

Result<sync::BundleHoldings> Bundles::holdings() {
  auto rows = vault_.reports();
  auto waiting =
      rows ? names(
                 "SELECT name FROM (SELECT name, id, 1 AS kind FROM revision WHERE state = 'queued' UNION "
                 "ALL SELECT name, id, 2 FROM remark WHERE state = 'queued' UNION ALL SELECT sha256, rowid, 3 "
                 "FROM file WHERE state = 'queued') ORDER BY kind, id")
           : Result<std::vector<std::string>>(rows.error());
  auto remarks = waiting ? names("SELECT name FROM remark WHERE state IN ('queued', 'durable') ORDER BY id") : waiting;
  auto files = remarks ? names("SELECT sha256 FROM file ORDER BY rowid") : remarks;
  if (!files) return files.error();
  sync::BundleHoldings out{vault_.cursor(),     vault_.chain(),      Json(Json::Object{}),
                           std::move(*waiting), std::move(*remarks), std::move(*files)};
  for (const ReportRow& row : *rows) {
    auto history = vault_.revisions(row);
    if (!history && !is_of_the_disk(history.error())) continue;  // one that cannot be read here
    if (!history) return history.error();
    Json heads{Json::Array{}};
    for (const report::RevisionId& head : (*history)->heads()) heads.push(head.hex());
    out.heads[row.id] = std::move(heads);
  }
  return out;
}

Result<MadeBundle> Bundles::make(const BundleOrder& order) {
  if (auto may = check_no_sample(vault_); !may) return may.error();
  auto self = vault_.identity();
  auto rows = self ? chosen(order.reports, *self) : Result<std::vector<ReportRow>>(self.error());
  auto to = rows ? readers(order, *self) : Result<sync::BundleReaders>(rows.error());
  auto key = to ? vault_.device_key() : Result<base::SecretKey>(to.error());
  auto known = key ? peers(order.reader) : Result<std::vector<Json>>(key.error());
  if (!known) return known.error();
  sync::BundleContent content;
  MadeBundle made;
  for (const ReportRow& row : *rows) {
    // A draft that cannot be sealed stays here: what was sealed before goes, and so do the other reports.
    Status sealed = base::done();
    if (vault_.has_draft(row.id))
      if (auto revision = vault_.seal(row, ""); !revision) sealed = revision.error();
    const Status put = sealed || !is_of_the_disk(sealed.error()) ? put_revisions(row, order, *known, content) : sealed;
    if (!put && is_of_the_disk(put.error())) return put.error();
    if (!sealed || !put) made.stayed.push_back(row.id);
  }
  if (auto status = put_remarks(order, *rows, *known, content); !status) return status.error();
  if (auto status = put_files(order, *rows, *known, content, made.left_out); !status) return status.error();
  if (order.extent != BundleExtent::Waiting)
    if (auto status = put_words(order, *rows, *known, content); !status) return status.error();
  auto has = holdings();
  if (!has) return has.error();
  content.has = std::move(*has);
  const std::string at = base::utc_text(vault_.clock_.now_ms());
  const sync::BundlePreface preface{self->device, self->user.name,       key->public_key(), self->server_id,
                                    at,           self->user.department, order.reader};
  auto file = sync::pack(preface, content, *to, *key, vault_.random_);
  if (!file) return file.error();
  made.file = std::move(*file);
  made.counts = counts_of(content);
  return made;
}

}  // namespace ziping::client
