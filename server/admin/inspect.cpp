#include "server/admin/inspect.h"

#include "shared/merge/heads.h"

namespace ziping::server {
namespace {

base::Error corrupt(std::string code, std::string message) {
  return {base::ErrorKind::Corrupt, std::move(code), std::move(message), {}};
}

}  // namespace

Result<Json> verify(Ledger& ledger) {
  if (auto status = ledger.database().check_integrity(); !status) return status.error();
  if (auto status = ledger.verify_chain(); !status) return status.error();
  auto reports = ledger.reports();
  if (!reports) return reports.error();
  std::int64_t revisions = 0;
  for (const ReportRow& row : *reports) {
    auto stored = ledger.revisions(row.id);
    if (!stored) return stored.error();
    report::History history;
    for (const report::Revision& revision : *stored) {
      const std::string name = revision.header.name().hex();
      auto key = ledger.device_key(revision.header.device);
      if (!key || !report::signed_by(revision, *key))
        return corrupt("bad-signature", "修订 " + name.substr(0, 12) + " 的签名不对。");
      auto receipt = ledger.receipt(name);
      if (!receipt || !*receipt ||
          !base::verify(ledger.key().public_key(), (*receipt)->signed_bytes(ledger.server_id()), (*receipt)->signature))
        return corrupt("bad-receipt", "修订 " + name.substr(0, 12) + " 的回执不对。");
      if (auto added = history.add(revision); !added) return added.error();
      ++revisions;
    }
  }
  Json out;
  out["reports"] = reports->size();
  out["revisions"] = revisions;
  return out;
}

Result<Json> list_reports(Ledger& ledger) {
  Intake intake(ledger);
  auto reports = ledger.reports();
  if (!reports) return reports.error();
  Json out{Json::Array{}};
  for (const ReportRow& row : *reports) {
    auto history = intake.history(row.id);
    auto form = ledger.form(row.form);
    if (!history || !form) return history ? form.error() : history.error();
    Json one;
    one["report"] = row.id;
    one["stage"] = sync::name(row.stage);
    one["versions"] = row.versions;
    for (const report::RevisionId& head : (*history)->heads()) one["heads"].push(head.hex());
    one["digest"] = report::digest(merge::state_of(**form, **history, (*history)->heads()).state).hex();
    out.push(std::move(one));
  }
  return out;
}

Status back_up(Ledger& ledger, const std::filesystem::path& folder, const std::filesystem::path& out) {
  std::error_code failed;
  if (std::filesystem::exists(out / "ledger.db"))
    return base::Error{base::ErrorKind::Invalid, "already-there", "“" + out.string() + "”里已经有数据，没有覆盖。", {}};
  std::filesystem::create_directories(out, failed);
  auto key = base::read_file(folder / "server.key", 4096);
  if (!key) return key.error();
  if (auto status = base::write_file(out / "server.key", *key, base::FileMode::OwnerOnly); !status) return status;
  return ledger.database().copy_to(out / "ledger.db");
}

}  // namespace ziping::server
