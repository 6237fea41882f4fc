#include "server/admin/rebuild.h"

#include <algorithm>

#include "server/ledger/files.h"

namespace ziping::server {
namespace {

using Dump = std::vector<std::string>;  // sorted rows of all caches, as text

constexpr std::string_view kCaches[] = {
    "SELECT 'revision ' || name || ' ' || report || ' ' || seq || ' ' || receipt FROM revision",
    "SELECT 'report ' || id || ' ' || form || ' ' || department || ' ' || year || ' ' || stage || ' ' || versions FROM "
    "report",
    "SELECT 'version ' || report || ' ' || number || ' ' || revision || ' ' || seq || ' ' || snapshot FROM version",
    "SELECT 'remark ' || name || ' ' || report || ' ' || seq || ' ' || receipt FROM remark",
    "SELECT 'file ' || department || ' ' || sha256 || ' ' || bytes || ' ' || seq || ' ' || receipt FROM file",
    "SELECT 'naming ' || department || ' ' || file || ' ' || report || ' ' || version || ' ' || bytes || ' ' || type "
    "FROM "
    "naming"};

Result<Dump> dump(sqlite::Database& database) {
  Dump out;
  for (std::string_view sql : kCaches) {
    auto find = database.prepare(sql);
    while (find.step()) out.push_back(find.text(0));
    if (auto status = find.status(); !status) return status.error();
  }
  std::ranges::sort(out);
  return out;
}

Status replay_revision(Ledger& ledger, const Json& entry) {
  const Json* body = entry.find("revision");
  auto revision = report::Revision::parse(body ? *body : Json());
  if (!revision) return revision.error();
  if (auto added = ledger.histories().add(*revision); !added) return added.error();
  const std::string at(entry.text_or("at")), name = revision->header.name().hex();
  sync::Receipt receipt = ledger.signed_receipt(name, entry.integer_or("seq", 0), at);
  if (auto proof = base::Signature::parse(entry.text_or("proof"))) receipt.proof = *proof;
  return ledger.put_receipt(revision->header.report, receipt);
}

Status replay_remark(Ledger& ledger, const Json& entry) {
  const Json* body = entry.find("remark");
  auto remark = sync::Remark::parse(body ? *body : Json());
  if (!remark) return remark.error();
  const std::string at(entry.text_or("at")), name = remark->header.name().hex();
  return ledger.put_remark(remark->header.report, ledger.signed_receipt(name, entry.integer_or("seq", 0), at));
}

Status replay(Ledger& ledger, const Json& entry, const std::string& department) {
  const std::string kind(entry.text_or("kind")), report(entry.text_or("report"));
  if (kind == "revision") return replay_revision(ledger, entry);
  if (kind == "remark") return replay_remark(ledger, entry);
  if (kind == "file") return Files(ledger).put(department, entry);
  if (kind == "report")
    return ledger.put_report({report, std::string(entry.text_or("form")), std::string(entry.text_or("department")),
                              entry.integer_or("year", 0), sync::Stage::Drafting, 0});
  if (kind == "version") {
    auto revision = base::Hash::parse(entry.text_or("revision"));
    auto row = ledger.report(report);
    if (!revision || !row) return revision ? row.error() : revision.error();
    row->year = entry.integer_or("year", row->year);
    if (auto status = ledger.put_report(*row); !status) return status;
    return ledger.put_version(report, entry.integer_or("version", 0), *revision, entry.integer_or("seq", 0));
  }
  if (kind != "stage") return base::done();
  auto row = ledger.report(report);
  if (!row) return row.error();
  row->stage = sync::stage_named(entry.text_or("stage")).value_or(row->stage);
  row->versions = entry.integer_or("version", 0);
  return ledger.put_report(*row);
}

Result<std::int64_t> replay_all(Ledger& ledger) {
  std::int64_t count = 0;
  auto find = ledger.database().prepare("SELECT body, department FROM entry ORDER BY seq");
  while (find.step()) {
    ++count;
    auto entry = base::parse_json(find.text(0));
    if (!entry) return entry.error();
    if (auto status = replay(ledger, *entry, find.text(1)); !status) return status.error();
  }
  if (auto status = find.status(); !status) return status.error();
  return count;
}

}  // namespace

Result<Json> rebuild(Ledger& ledger) {
  auto before = dump(ledger.database());
  if (!before) return before.error();
  for (const char* sql : {"DELETE FROM remark", "DELETE FROM naming", "DELETE FROM file", "DELETE FROM version",
                          "DELETE FROM revision", "DELETE FROM report"})
    if (auto status = ledger.database().run(sql); !status) return status.error();
  auto count = replay_all(ledger);
  if (!count) return count.error();
  auto after = dump(ledger.database());
  if (!after) return after.error();
  Dump different;
  std::ranges::set_symmetric_difference(*before, *after, std::back_inserter(different));
  Json out;
  out["entries"] = *count;
  out["differences"] = different.size();
  return out;
}

}  // namespace ziping::server
