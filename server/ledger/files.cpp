#include "server/ledger/files.h"

#include <algorithm>

#include "shared/report/attachments.h"

namespace ziping::server {
namespace {

constexpr std::int64_t kDayMs = 24ll * 3600 * 1000;
constexpr std::string_view kWentOn = "file-part";  // in the audit
constexpr std::size_t kUploadsToldMax = 10'000;

base::Error refuse(base::ErrorKind kind, std::string code, std::string message) {
  return {kind, std::move(code), std::move(message), {}};
}

base::Error unknown() {
  return refuse(base::ErrorKind::NotFound, "unknown-file",
                "服务器上的报告还没有提到这个附件，请先同步报告的内容。附件仍在您的电脑上。");
}

std::string key_of(const std::string& department, const std::string& file) { return department + "/" + file; }

// What stands in quarantine for an attachment: its bytes stay where they are.
Json quarantined(const std::string& department, const std::string& file) {
  Json out;
  out["department"] = department;
  out["file"] = file;
  return out;
}

std::string mebibytes(std::int64_t bytes) { return std::to_string(bytes >> 20) + " MB"; }

}  // namespace

bool is_verdict(const base::Error& error) { return error.code == "over-quota" || error.code == "bad-file-type"; }

Status Files::name_all(const std::string& report, std::int64_t version, const report::State& state) {
  auto row = ledger_.report(report);
  auto form = row ? ledger_.form(row->form) : Result<const form::Form*>(row.error());
  if (!form) return form.error();
  for (const report::PlacedAttachment& one : report::attachments(**form, state)) {
    auto put = ledger_.database().prepare("INSERT OR IGNORE INTO naming VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
    put.bind(1, row->department).bind(2, one.attachment.sha256.hex()).bind(3, report).bind(4, version);
    if (auto status = put.bind(5, one.attachment.bytes).bind(6, one.attachment.type).run(); !status) return status;
  }
  return base::done();
}

Status Files::check_named(const sync::Author& user, const std::string& file, std::int64_t bytes) {
  auto find =
      ledger_.database().prepare("SELECT 1 FROM naming WHERE department = ?1 AND file = ?2 AND bytes = ?3 LIMIT 1");
  find.bind(1, user.department).bind(2, file).bind(3, bytes);
  if (!user.department.empty() && find.step()) return base::done();
  if (auto status = find.status(); !status) return status;
  return unknown();
}

// One report that names it must have room. A file that was begun counts whole. What is cheap to ask comes first: it
// says too much where something was taken out of the report, or was begun and forgotten.
Status Files::check_quota(const std::string& department, const std::string& file, std::int64_t bytes) {
  auto used = used_at_least(department, file);
  if (used && *used + bytes > kReportFilesBytesMax) {
    if (auto status = drop_abandoned(department, file); !status) return status;
    used = used_closely(department, file);
  }
  if (!used) return used.error();
  if (*used + bytes <= kReportFilesBytesMax) return base::done();
  return refuse(base::ErrorKind::Full, "over-quota",
                "一份报告的附件最多 " + mebibytes(kReportFilesBytesMax) + "，已用 " + mebibytes(*used) +
                    "，这一个没有上传。文字已照常收下，附件仍在您的电脑上，请换小一些的文件。");
}

// By all that any state of the report ever named.
Result<std::int64_t> Files::used_at_least(const std::string& department, const std::string& file) {
  auto find = ledger_.database().prepare(
      "SELECT min(used) FROM (SELECT (SELECT coalesce(sum(bytes), 0) FROM (SELECT DISTINCT other.file, other.bytes "
      "FROM "
      "naming AS other WHERE other.report = naming.report AND EXISTS (SELECT 1 FROM file_part WHERE file_part.file = "
      "?1 || '/' || other.file))) AS used FROM naming WHERE department = ?1 AND file = ?2)");
  find.bind(1, department).bind(2, file);
  const std::int64_t used = find.step() ? find.integer(0) : 0;
  if (auto status = find.status(); !status) return status.error();
  return used;
}

Result<std::int64_t> Files::used_closely(const std::string& department, const std::string& file) {
  std::vector<std::string> reports;
  auto find = ledger_.database().prepare("SELECT DISTINCT report FROM naming WHERE department = ?1 AND file = ?2");
  find.bind(1, department).bind(2, file);
  while (find.step()) reports.push_back(find.text(0));
  if (auto status = find.status(); !status) return status.error();
  std::optional<std::int64_t> least;
  for (const std::string& report : reports) {
    auto used = used_closely(report);
    if (!used) return used.error();
    least = std::min(*used, least.value_or(*used));
  }
  return least.value_or(0);
}

// A whole file that no head names any more and no version did is nothing that the report says.
Result<std::int64_t> Files::used_closely(const std::string& report) {
  auto named = named_by_heads(report);
  if (!named) return named.error();
  auto find = ledger_.database().prepare(
      "SELECT file, bytes, max(version), EXISTS (SELECT 1 FROM file WHERE file.department = naming.department AND "
      "sha256 = naming.file) FROM naming WHERE report = ?1 AND EXISTS (SELECT 1 FROM file_part WHERE file_part.file = "
      "naming.department || '/' || naming.file) GROUP BY file, bytes");
  find.bind(1, report);
  std::int64_t used = 0;
  while (find.step()) {
    const bool in_version = find.integer(2) > 0, whole = find.integer(3) != 0;
    if (!whole || in_version || named->contains(find.text(0))) used += find.integer(1);
  }
  if (auto status = find.status(); !status) return status.error();
  return used;
}

Result<std::set<std::string>> Files::named_by_heads(const std::string& report) {
  std::set<std::string> out;
  auto history = ledger_.histories().find(report);
  if (!history) return history.error();
  for (const report::RevisionId& head : (*history)->heads()) {
    const report::History::Entry* entry = (*history)->find(head);
    auto form = ledger_.form(entry->header.form.hex());
    if (!form) return form.error();
    for (const report::PlacedAttachment& one : report::attachments(**form, *entry->state))
      out.insert(one.attachment.sha256.hex());
  }
  return out;
}

// The audit is told once a day that an upload which is not whole yet went on: so it says, to a day, when it last did.
Status Files::went_on(const std::string& who, const std::string& key) {
  auto& told = ledger_.uploads_told();
  const std::int64_t now_ms = ledger_.now_ms();
  const auto before = told.find(key);
  if (before != told.end() && now_ms >= before->second && now_ms - before->second < kDayMs) return base::done();
  if (told.size() >= kUploadsToldMax) told.clear();  // costs no more than another line for those that go on
  told[key] = now_ms;
  return ledger_.audit(who, kWentOn, key);
}

// 0 where the audit does not say.
Result<std::int64_t> Files::last_went_on(const std::string& key) {
  auto find = ledger_.database().prepare(
      "SELECT max(json_extract(body, '$.at')) FROM audit WHERE json_extract(body, '$.what') = ?1 AND "
      "json_extract(body, '$.about') = ?2");
  find.bind(1, kWentOn).bind(2, key);
  const std::string at = find.step() ? find.text(0) : std::string();
  if (auto status = find.status(); !status) return status.error();
  return base::parse_utc_text(at);
}

// Of the others in its reports. Nothing is lost: whoever has such a file sends it from the beginning.
Status Files::drop_abandoned(const std::string& department, const std::string& file) {
  auto find = ledger_.database().prepare(
      "SELECT DISTINCT other.file FROM naming JOIN naming AS other ON other.report = naming.report WHERE "
      "naming.department = ?1 AND naming.file = ?2 AND other.file <> ?2 AND EXISTS (SELECT 1 FROM file_part WHERE "
      "file_part.file = ?1 || '/' || other.file) AND NOT EXISTS (SELECT 1 FROM file WHERE file.department = ?1 AND "
      "sha256 = other.file)");
  find.bind(1, department).bind(2, file);
  std::vector<std::string> keys;
  while (find.step()) keys.push_back(key_of(department, find.text(0)));
  if (auto status = find.status(); !status) return status;
  for (const std::string& key : keys) {
    const auto last_ms = last_went_on(key);
    if (!last_ms) return last_ms.error();
    Status status = base::done();
    if (*last_ms == 0) {
      status = went_on({}, key);  // by a program that did not tell: it counts from now
    } else if (ledger_.now_ms() - *last_ms > (kHalfUploadDays + 1) * kDayMs) {
      status = pieces_.remove(key);
      if (status) status = ledger_.audit({}, "file-part-dropped", key);
    }
    if (!status) return status;
  }
  return base::done();
}

Status Files::check_kind(const std::string& department, const std::string& file, std::string_view beginning) {
  auto find = ledger_.database().prepare("SELECT DISTINCT type FROM naming WHERE department = ?1 AND file = ?2");
  find.bind(1, department).bind(2, file);
  Status wrong = base::done();
  while (find.step()) {
    Status fits = form::check_magic(find.text(0), beginning);
    if (fits) return fits;
    wrong = fits;
  }
  if (auto status = find.status(); !status) return status;
  return wrong;
}

Result<std::optional<sync::Receipt>> Files::receipt(const std::string& department, const std::string& file) {
  std::optional<sync::Receipt> none;
  auto find = ledger_.database().prepare("SELECT receipt FROM file WHERE department = ?1 AND sha256 = ?2");
  find.bind(1, department).bind(2, file);
  if (!find.step()) return find.status() ? Result(none) : Result<std::optional<sync::Receipt>>(find.status().error());
  auto receipt = sync::Receipt::parse_text(find.text(0));
  return receipt ? Result(std::optional(*receipt)) : Result<std::optional<sync::Receipt>>(receipt.error());
}

Result<FileStanding> Files::standing(const sync::Author& user, const base::Hash& file, std::int64_t bytes) {
  const std::string name = file.hex();
  if (auto status = check_named(user, name, bytes); !status) return status.error();
  auto known = receipt(user.department, name);
  if (!known) return known.error();
  auto size = pieces_.size(key_of(user.department, name));
  if (!size) return size.error();
  return FileStanding{*size, std::move(*known)};
}

Result<FileStanding> Files::append(const sync::Author& user, const base::Hash& file, std::int64_t bytes,
                                   std::int64_t offset, std::string_view body) {
  auto now = standing(user, file, bytes);
  if (!now || now->receipt) return now;
  const std::string name = file.hex(), key = key_of(user.department, name);
  const auto size = static_cast<std::int64_t>(body.size());
  if (size > sqlite::kPieceBytes || offset < 0 || offset > bytes || size > bytes - offset)
    return refuse(base::ErrorKind::Invalid, "bad-piece", "附件的这一段超出了它的大小，没有收下。附件仍在您的电脑上。");
  if (now->offset == 0)
    if (auto status = check_quota(user.department, name, bytes); !status) return status.error();
  if (auto status = pieces_.append(key, offset, body); !status) return status.error();
  if (offset + size == bytes) return finish(user, name, bytes);
  if (auto status = went_on(user.name, key); !status) return status.error();
  return FileStanding{offset + size, std::nullopt};
}

Result<FileStanding> Files::discard(const std::string& key, base::Error why) {
  if (auto status = pieces_.remove(key); !status) return status.error();
  return why;
}

Result<FileStanding> Files::finish(const sync::Author& user, const std::string& file, std::int64_t bytes) {
  const std::string key = key_of(user.department, file);
  auto hash = pieces_.sha256(key);
  if (!hash) return hash.error();
  if (hash->hex() != file)
    return discard(key, refuse(base::ErrorKind::Invalid, "wrong-hash",
                               "附件传完后与它的摘要不符，服务器没有采用。附件仍在您的电脑上，系统会从头再传。"));
  auto beginning = pieces_.read(key, 0);
  if (!beginning) return beginning.error();
  const Status fits = check_kind(user.department, file, std::string_view(*beginning).substr(0, form::kMagicBytes));
  if (!fits) return discard(key, fits.error());
  auto find = ledger_.database().prepare(
      "SELECT report, max(version) FROM naming WHERE department = ?1 AND file = ?2 GROUP BY report ORDER BY 2 DESC");
  find.bind(1, user.department).bind(2, file);
  Json body;
  body["report"] = find.step() ? find.text(0) : std::string();
  const bool submitted = find.integer(1) > 0;
  body["file"] = file;
  body["bytes"] = bytes;
  body["at"] = ledger_.now();
  const Audience audience = submitted ? Audience::DepartmentAndFinance : Audience::Department;
  auto seq = ledger_.append("file", audience, user.department, body);
  if (!seq) return seq.error();
  body["seq"] = *seq;
  if (auto status = put(user.department, body); !status) return status.error();
  if (auto status = ledger_.audit(user.name, "file", file); !status) return status.error();
  if (auto status = ledger_.release(quarantined(user.department, file)); !status) return status.error();
  return FileStanding{bytes, ledger_.signed_receipt(file, *seq, std::string(body.text_or("at")))};
}

base::Error Files::refused(const Device& carrier, const base::Hash& file, const base::Error& verdict) {
  sync::Refused word{file.hex(), verdict.code, verdict.message, {}};
  const Json body = quarantined(carrier.user.department, word.revision);
  if (auto status = ledger_.quarantine(carrier.id, body, word); !status) return status.error();
  word.signature = ledger_.key().sign(word.signed_bytes(ledger_.server_id()));
  return {verdict.kind, verdict.code, verdict.message, base::canonical(word.json())};
}

Status Files::put(const std::string& department, const Json& entry) {
  const std::string file(entry.text_or("file"));
  const sync::Receipt receipt =
      ledger_.signed_receipt(file, entry.integer_or("seq", 0), std::string(entry.text_or("at")));
  auto put = ledger_.database().prepare("INSERT INTO file VALUES(?1, ?2, ?3, ?4, ?5)");
  put.bind(1, department).bind(2, file).bind(3, entry.integer_or("bytes", 0)).bind(4, receipt.seq);
  return put.bind(5, base::canonical(receipt.json())).run();
}

Result<FileSlice> Files::read(const sync::Author& user, const base::Hash& file, std::int64_t offset) {
  auto find = ledger_.database().prepare(
      "SELECT naming.department, file.bytes FROM naming LEFT JOIN file ON file.department = naming.department AND "
      "file.sha256 = naming.file WHERE naming.file = ?1 AND (naming.department = ?2 OR (?3 AND version > 0)) "
      "ORDER BY file.bytes IS NULL LIMIT 1");
  find.bind(1, file.hex()).bind(2, user.department).bind(3, std::int64_t{user.role == "finance"});
  if (!find.step()) return find.status() ? unknown() : find.status().error();
  if (find.is_null(1)) return refuse(base::ErrorKind::NotFound, "file-not-there", "附件还没有传到服务器，请稍后再取。");
  if (offset < 0) return refuse(base::ErrorKind::Invalid, "bad-piece", "附件没有这一段。");
  auto body = pieces_.read(key_of(find.text(0), file.hex()), offset);
  if (!body) return body.error();
  return FileSlice{find.integer(1), std::move(*body)};
}

Result<std::int64_t> Files::verify() {
  std::int64_t count = 0;
  auto find = ledger_.database().prepare("SELECT department, sha256, bytes, seq, receipt FROM file ORDER BY seq");
  while (find.step()) {
    const std::string key = key_of(find.text(0), find.text(1));
    auto size = pieces_.size(key);
    auto hash = size ? pieces_.sha256(key) : Result<base::Hash>(size.error());
    if (!hash) return hash.error();
    if (hash->hex() != find.text(1) || *size != find.integer(2))
      return refuse(base::ErrorKind::Corrupt, "bad-attachment",
                    "附件 " + find.text(1).substr(0, 12) + " 与它的摘要不符。请从备份恢复，并联系技术支持。");
    auto receipt = sync::Receipt::parse_text(find.text(4));
    if (!receipt || receipt->revision != find.text(1) || receipt->seq != find.integer(3) ||
        !base::verify(ledger_.key().public_key(), receipt->signed_bytes(ledger_.server_id()), receipt->signature))
      return refuse(base::ErrorKind::Corrupt, "bad-receipt",
                    "附件 " + find.text(1).substr(0, 12) + " 的回执不对。请从备份恢复，并联系技术支持。");
    ++count;
  }
  if (auto status = find.status(); !status) return status.error();
  return count;
}

}  // namespace ziping::server
