#include "server/admin/inspect.h"

#include "server/ledger/files.h"
#include "shared/merge/heads.h"

namespace ziping::server {
namespace {

base::Error corrupt(std::string code, std::string message) {
  return {base::ErrorKind::Corrupt, std::move(code), std::move(message) + "请从备份恢复，并联系技术支持。", {}};
}

bool is_receipt_of(Ledger& ledger, const std::optional<sync::Receipt>& receipt, const std::string& name) {
  return receipt && receipt->revision == name &&
         base::verify(ledger.key().public_key(), receipt->signed_bytes(ledger.server_id()), receipt->signature);
}

Status verify_revision(Ledger& ledger, const report::Revision& revision) {
  const std::string name = revision.header.name().hex();
  auto key = ledger.device_key(revision.header.device);
  if (!key || !report::signed_by(revision, *key))
    return corrupt("bad-signature", "修订 " + name.substr(0, 12) + " 的签名不对。");
  auto receipt = ledger.receipt(name);
  if (!receipt) return receipt.error();
  return is_receipt_of(ledger, *receipt, name)
             ? base::done()
             : Status(corrupt("bad-receipt", "修订 " + name.substr(0, 12) + " 的回执不对。"));
}

Result<std::int64_t> verify_remarks(Ledger& ledger, const ReportRow& row) {
  auto remarks = ledger.remarks(row.id);
  if (!remarks) return remarks.error();
  for (const sync::Remark& remark : *remarks) {
    const std::string name = remark.header.name().hex();
    auto key = ledger.device_key(remark.header.device);
    if (!key || !sync::signed_by(remark, *key))
      return corrupt("bad-signature", "意见 " + name.substr(0, 12) + " 的签名不对。");
    auto receipt = ledger.remark_receipt(name);
    if (!receipt) return receipt.error();
    if (!is_receipt_of(ledger, *receipt, name))
      return corrupt("bad-receipt", "意见 " + name.substr(0, 12) + " 的回执不对。");
  }
  return static_cast<std::int64_t>(remarks->size());
}

// The lists are made of the log. A row that no entry tells of was confirmed and is gone; an entry without a row would
// be told to clients and answered by nobody. A disk that kept less than it said leaves such, and every hash is right.
Status verify_lists(Ledger& ledger) {
  struct List {
    std::string name;
    const char* complaint;
  };
  for (const auto& [list, complaint] :
       {List{"revision", "修订的清单与日志不符。"}, List{"remark", "意见的清单与日志不符。"},
        List{"version", "版本的清单与日志不符。"}, List{"file", "附件的清单与日志不符。"}}) {
    auto count = ledger.database().prepare(
        "SELECT (SELECT count(*) FROM entry WHERE kind = ?1), (SELECT count(*) FROM " + list +
        "), (SELECT count(*) FROM " + list + " JOIN entry ON entry.seq = " + list + ".seq WHERE kind = ?1)");
    count.bind(1, list);
    if (!count.step()) return count.status();
    if (count.integer(0) != count.integer(1) || count.integer(1) != count.integer(2))
      return corrupt("bad-" + list, complaint);
  }
  auto stages = ledger.database().prepare(
      "SELECT id FROM report LEFT JOIN (SELECT json_extract(body, '$.report') AS about, json_extract(body, '$.stage') "
      "AS latest, max(seq) FROM entry WHERE kind = 'stage' GROUP BY 1) ON about = id WHERE stage <> coalesce(latest, "
      "'drafting')");
  if (stages.step()) return corrupt("bad-stage", "报告 " + stages.text(0) + " 的阶段与日志不符。");
  return stages.status();
}

Result<std::int64_t> verify_versions(Ledger& ledger, const ReportRow& row, const report::History& history) {
  std::int64_t count = 0;
  auto find = ledger.database().prepare("SELECT revision, snapshot FROM version WHERE report = ?1 ORDER BY number");
  find.bind(1, row.id);
  while (find.step()) {
    ++count;
    const std::string snapshot = find.text(1);
    auto json = base::parse_json(snapshot, {.bytes_max = snapshot.size()});  // of before there was a limit to a state
    auto frozen = json ? report::Revision::parse(*json) : Result<report::Revision>(json.error());
    report::History alone;
    if (!frozen || frozen->header.name().hex() != find.text(0) || !history.find(frozen->header.name()) ||
        !alone.add(*frozen))
      return corrupt("bad-version", "报告 " + row.id + " 的第 " + std::to_string(count) + " 版与修订不符。");
  }
  if (auto status = find.status(); !status) return status.error();
  if (count != row.versions) return corrupt("bad-version", "报告 " + row.id + " 的版本数不对。");
  return count;
}

}  // namespace

Result<Json> verify(Ledger& ledger) {
  if (auto status = ledger.database().check_integrity(); !status) return status.error();
  if (auto status = ledger.verify_chains(); !status) return status.error();
  if (auto status = verify_lists(ledger); !status) return status.error();
  auto reports = ledger.reports();
  if (!reports) return reports.error();
  std::int64_t revisions = 0, versions = 0, remarks = 0;
  for (const ReportRow& row : *reports) {
    auto stored = ledger.revisions(row.id);
    if (!stored) return stored.error();
    report::History history;
    for (const report::Revision& revision : *stored) {
      if (auto status = verify_revision(ledger, revision); !status) return status.error();
      if (auto added = history.add(revision); !added) return added.error();
      ++revisions;
    }
    auto counted = verify_versions(ledger, row, history);
    if (!counted) return counted.error();
    versions += *counted;
    auto said = verify_remarks(ledger, row);
    if (!said) return said.error();
    remarks += *said;
  }
  auto files = Files(ledger).verify();
  if (!files) return files.error();
  Json out;
  out["files"] = *files;
  out["reports"] = reports->size();
  out["revisions"] = revisions;
  out["versions"] = versions;
  out["remarks"] = remarks;
  return out;
}

Result<Json> list_reports(Ledger& ledger) {
  auto reports = ledger.reports();
  if (!reports) return reports.error();
  Json out{Json::Array{}};
  for (const ReportRow& row : *reports) {
    auto history = ledger.histories().find(row.id);
    auto form = ledger.form(row.form);
    if (!history || !form) return history ? form.error() : history.error();
    Json one, heads{Json::Array{}};
    for (const report::RevisionId& head : (*history)->heads()) heads.push(head.hex());
    one["report"] = row.id;
    one["department"] = row.department;
    one["year"] = row.year;
    one["stage"] = sync::name(row.stage);
    one["versions"] = row.versions;
    one["digest"] = report::digest(merge::state_of(**form, **history, (*history)->heads()).state).hex();
    one["heads"] = std::move(heads);
    out.push(std::move(one));
  }
  return out;
}

}  // namespace ziping::server
