#include "server/ledger/files.h"

namespace ziping::server {
namespace {

constexpr std::string_view kReportColumns = "SELECT id, form, department, year, stage, versions FROM report ";

ReportRow row_of(const sqlite::Statement& found) {
  const auto stage = sync::stage_named(found.text(4));
  return {found.text(0),   found.text(1), found.text(2), found.integer(3), stage.value_or(sync::Stage::Drafting),
          found.integer(5)};
}

// Of an entry of kind "revision".
Result<report::Revision> revision_of(const std::string& entry) {
  auto json = base::parse_json(entry);
  if (!json) return json.error();
  const Json* body = json->find("revision");
  return report::Revision::parse(body ? *body : Json());
}

}  // namespace

Result<std::vector<ReportRow>> Ledger::reports() {
  std::vector<ReportRow> out;
  auto find = database_->prepare(std::string(kReportColumns) + "ORDER BY id");
  while (find.step()) out.push_back(row_of(find));
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Result<ReportRow> Ledger::report(const std::string& id) {
  auto find = database_->prepare(std::string(kReportColumns) + "WHERE id = ?1");
  find.bind(1, id);
  if (find.step()) return row_of(find);
  if (auto status = find.status(); !status) return status.error();
  return base::Error{base::ErrorKind::NotFound, "unknown-report", "服务器上没有这份报告，请先同步或核对编号再试。", id};
}

Status Ledger::put_report(const ReportRow& row) {
  auto put = database_->prepare(
      "INSERT INTO report VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(id) DO UPDATE SET form = excluded.form, "
      "year = excluded.year, stage = excluded.stage, versions = excluded.versions");
  put.bind(1, row.id).bind(2, row.form).bind(3, row.department).bind(4, row.year);
  return put.bind(5, sync::name(row.stage)).bind(6, row.versions).run();
}

Result<std::optional<sync::Receipt>> Ledger::receipt_in(std::string_view table, const std::string& name) {
  auto find = database_->prepare("SELECT receipt FROM " + std::string(table) + " WHERE name = ?1");
  find.bind(1, name);
  if (!find.step()) {
    if (auto status = find.status(); !status) return status.error();
    return std::optional<sync::Receipt>();
  }
  auto receipt = sync::Receipt::parse_text(find.text(0));
  if (!receipt) return receipt.error();
  return std::optional<sync::Receipt>(std::move(*receipt));
}

Result<std::optional<sync::Receipt>> Ledger::receipt(const std::string& revision) {
  return receipt_in("revision", revision);
}

sync::Receipt Ledger::signed_receipt(const std::string& revision, std::int64_t seq, const std::string& at) const {
  sync::Receipt receipt{revision, seq, at, {}};
  receipt.signature = key_->sign(receipt.signed_bytes(server_id_));
  return receipt;
}

base::Signature Ledger::proof_of(const std::string& revision) const {
  return key_->sign(sync::proof_bytes(revision, server_id_));
}

Status Ledger::put_receipt(const std::string& report, const sync::Receipt& receipt) {
  auto put = database_->prepare("INSERT INTO revision VALUES(?1, ?2, ?3, ?4)");
  put.bind(1, receipt.revision).bind(2, report).bind(3, receipt.seq);
  if (auto status = put.bind(4, base::canonical(receipt.json())).run(); !status) return status;
  auto history = histories_.find(report);
  if (!history) return history.error();
  const report::History::Entry* sealed = (*history)->find(*base::Hash::parse(receipt.revision));
  if (!sealed) return base::done();
  if (auto status = follow_form(report, sealed->header.form); !status) return status;
  return Files(*this).name_all(report, 0, *sealed->state);
}

Status Ledger::follow_form(const std::string& report, const base::Hash& form) {
  auto row = this->report(report);
  if (!row) return row.error();
  const auto before = base::Hash::parse(row->form);
  if (!before || !form::mends(form, *before, find_forms())) return base::done();
  row->form = form.hex();
  return put_report(*row);
}

Result<std::vector<report::Revision>> Ledger::revisions(const std::string& report) {
  std::vector<report::Revision> out;
  auto find = database_->prepare(
      "SELECT body FROM revision JOIN entry ON entry.seq = revision.seq WHERE report = ?1 ORDER BY revision.seq");
  find.bind(1, report);
  while (find.step()) {
    auto revision = revision_of(find.text(0));
    if (!revision) return revision.error();
    out.push_back(std::move(*revision));
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Status Ledger::put_version(const std::string& report, std::int64_t number, const report::RevisionId& revision,
                           std::int64_t seq) {
  auto history = histories_.find(report);
  if (!history) return history.error();
  const report::History::Entry* sealed = (*history)->find(revision);
  if (!sealed)
    return base::Error{base::ErrorKind::NotFound, "unknown-revision", "服务器上没有这条修订。", revision.hex()};
  auto find = database_->prepare("SELECT body FROM revision JOIN entry ON entry.seq = revision.seq WHERE name = ?1");
  find.bind(1, revision.hex());
  const std::string body = find.step() ? find.text(0) : std::string();
  if (auto status = find.status(); !status) return status;
  auto stored = revision_of(body);
  if (!stored) return stored.error();
  const std::string snapshot = base::canonical(report::as_snapshot(*stored, *sealed->state).json());
  auto put = database_->prepare("INSERT INTO version VALUES(?1, ?2, ?3, ?4, ?5)");
  put.bind(1, report).bind(2, number).bind(3, revision.hex()).bind(4, seq).bind(5, snapshot);
  if (auto status = put.run(); !status) return status;
  return Files(*this).name_all(report, number, *sealed->state);
}

Result<report::RevisionId> Ledger::version(const std::string& report, std::int64_t number) {
  auto find = database_->prepare("SELECT revision FROM version WHERE report = ?1 AND number = ?2");
  find.bind(1, report).bind(2, number);
  if (find.step()) return base::Hash::parse(find.text(0));
  if (auto status = find.status(); !status) return status.error();
  return base::Error{base::ErrorKind::NotFound, "unknown-version",
                     "服务器上没有这份报告的第 " + std::to_string(number) + " 版，请先同步或核对版次再试。", report};
}

}  // namespace ziping::server
