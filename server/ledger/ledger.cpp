#include "server/ledger/ledger.h"

#include "shared/sqlite/migrate.h"

namespace ziping::server {
namespace {

constexpr std::size_t kKeyBytesMax = 4096;

constexpr std::string_view kSchema[] = {R"sql(
-- Everything that happened, in order: what clients read behind their cursor. `chain` is the SHA-256 of the chain before it and the body.
CREATE TABLE entry(seq INTEGER PRIMARY KEY, kind TEXT NOT NULL, audience INTEGER NOT NULL, department TEXT NOT NULL, body TEXT NOT NULL,
                   chain BLOB NOT NULL);
-- Accepted revisions with the receipt that was given for each.
CREATE TABLE revision(name TEXT PRIMARY KEY, report TEXT NOT NULL, seq INTEGER NOT NULL, body TEXT NOT NULL, receipt TEXT NOT NULL);
CREATE INDEX revision_report ON revision(report, seq);
-- One line a report; the stage is what the last "stage" entry says.
CREATE TABLE report(id TEXT PRIMARY KEY, form TEXT NOT NULL, department TEXT NOT NULL, year INTEGER NOT NULL, stage TEXT NOT NULL, versions INTEGER NOT NULL);
-- Submitted versions, frozen for ever.
CREATE TABLE version(report TEXT NOT NULL, number INTEGER NOT NULL, revision TEXT NOT NULL, PRIMARY KEY(report, number));
-- What was refused, whole and with the reason.
CREATE TABLE quarantine(id INTEGER PRIMARY KEY, at TEXT NOT NULL, device TEXT NOT NULL, body TEXT NOT NULL, why TEXT NOT NULL);
CREATE TABLE account(name TEXT PRIMARY KEY, role TEXT NOT NULL, department TEXT NOT NULL, team TEXT NOT NULL, secret TEXT NOT NULL, disabled INTEGER NOT NULL DEFAULT 0);
CREATE TABLE device(id TEXT PRIMARY KEY, user TEXT NOT NULL REFERENCES account(name), label TEXT NOT NULL, key TEXT NOT NULL, token BLOB NOT NULL UNIQUE);
CREATE TABLE form(name TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE department(id TEXT PRIMARY KEY, name TEXT NOT NULL);
CREATE TABLE team(id TEXT PRIMARY KEY, name TEXT NOT NULL, department TEXT NOT NULL REFERENCES department(id));
)sql"};

base::Error not_found(std::string code, std::string message) {
  return {base::ErrorKind::NotFound, std::move(code), std::move(message), {}};
}

base::Hash chained(std::string_view before, std::string_view body) {
  return base::sha256(std::string(before) + std::string(body));
}

}  // namespace

Status Ledger::init(const std::filesystem::path& folder, base::Random& random) {
  if (std::filesystem::exists(folder / "ledger.db"))
    return base::Error{
        base::ErrorKind::Invalid, "already-there", "文件夹“" + folder.string() + "”里已经有服务器数据，没有改动。", {}};
  auto lock = base::FolderLock::take(folder);
  if (!lock) return lock.error();
  Json key;
  key["id"] = base::random_name(random, 16);
  key["key"] = base::SecretKey::generate(random).base64();
  if (auto status = base::write_file(folder / "server.key", base::canonical(key), base::FileMode::OwnerOnly); !status)
    return status;
  auto database = sqlite::Database::open(folder / "ledger.db");
  if (!database) return database.error();
  return sqlite::migrate(**database, folder / "ledger.db", kSchema);
}

Result<std::unique_ptr<Ledger>> Ledger::open(const std::filesystem::path& folder) {
  if (!std::filesystem::exists(folder / "ledger.db"))
    return not_found("no-server", "文件夹“" + folder.string() + "”里没有服务器数据，请先运行 zipingd init。");
  std::unique_ptr<Ledger> ledger(new Ledger());
  auto lock = base::FolderLock::take(folder);
  if (!lock) return lock.error();
  ledger->lock_ = std::move(*lock);
  auto text = base::read_file(folder / "server.key", kKeyBytesMax);
  if (!text) return text.error();
  auto json = base::parse_json(*text);
  auto key = json ? base::SecretKey::parse(json->text_or("key")) : Result<base::SecretKey>(json.error());
  if (!key) return base::Error{base::ErrorKind::Corrupt, "bad-server-key", "服务器密钥文件已损坏，请从备份恢复。", {}};
  ledger->key_ = *key;
  ledger->server_id_ = json->text_or("id");
  auto database = sqlite::Database::open(folder / "ledger.db");
  if (!database) return database.error();
  ledger->database_ = std::move(*database);
  if (auto status = sqlite::migrate(*ledger->database_, folder / "ledger.db", kSchema); !status) return status.error();
  return ledger;
}

Result<std::int64_t> Ledger::append(std::string_view kind, Audience audience, std::string_view department, Json body) {
  auto last = database_->prepare("SELECT seq, chain FROM entry ORDER BY seq DESC LIMIT 1");
  const bool any = last.step();
  if (auto status = last.status(); !status) return status.error();
  const std::int64_t seq = any ? last.integer(0) + 1 : 1;
  const std::string before = any ? last.text(1) : std::string();
  body["seq"] = seq;
  body["kind"] = kind;
  const std::string text = base::canonical(body);
  auto insert = database_->prepare("INSERT INTO entry VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
  insert.bind(1, seq).bind(2, kind).bind(3, static_cast<std::int64_t>(audience)).bind(4, department).bind(5, text);
  if (auto status = insert.bind_blob(6, chained(before, text).view()).run(); !status) return status.error();
  return seq;
}

Result<std::vector<Json>> Ledger::entries(std::int64_t& cursor, bool& more, const sync::Author& user) {
  std::vector<Json> out;
  std::size_t bytes = 0;
  more = false;
  auto find = database_->prepare("SELECT seq, audience, department, body FROM entry WHERE seq > ?1 ORDER BY seq");
  find.bind(1, cursor);
  while (find.step()) {
    const auto audience = static_cast<Audience>(find.integer(1));
    const bool own = !user.department.empty() && find.text(2) == user.department;
    const bool finance = user.role == "finance" && audience == Audience::DepartmentAndFinance;
    if (audience == Audience::Everyone || own || finance) {
      const std::string body = find.text(3);
      if (bytes > 0 && bytes + body.size() > sync::kAnswerBytesMax) {
        more = true;
        break;
      }
      bytes += body.size();
      auto json = base::parse_json(body);
      if (!json) return json.error();
      out.push_back(std::move(*json));
    }
    cursor = find.integer(0);
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Status Ledger::verify_chain() {
  auto find = database_->prepare("SELECT seq, body, chain FROM entry ORDER BY seq");
  std::string before;
  std::int64_t expected = 1;
  while (find.step()) {
    if (find.integer(0) != expected++ || find.text(2) != chained(before, find.text(1)).view())
      return base::Error{base::ErrorKind::Corrupt,
                         "broken-chain",
                         "日志第 " + std::to_string(find.integer(0)) + " 条与前后不符，已被改动或损坏。",
                         {}};
    before = find.text(2);
  }
  return find.status();
}

Status Ledger::add_form(const form::Form& form) {
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  auto insert = database_->prepare("INSERT OR IGNORE INTO form VALUES(?1, ?2)");
  if (auto status = insert.bind(1, form.name().hex()).bind(2, base::canonical(form.json())).run(); !status)
    return status;
  if (database_->changes() == 0) return base::done();
  Json body;
  body["form"] = form.json();
  if (auto seq = append("form", Audience::Everyone, "", std::move(body)); !seq) return seq.error();
  return transaction->commit();
}

Result<const form::Form*> Ledger::form(const std::string& name) {
  if (const auto known = forms_.find(name); known != forms_.end()) return &known->second;
  auto find = database_->prepare("SELECT body FROM form WHERE name = ?1");
  find.bind(1, name);
  if (!find.step()) return not_found("unknown-form", "服务器上没有这份表样。");
  auto json = base::parse_json(find.text(0));
  auto parsed = json ? form::Form::parse(std::move(*json)) : Result<form::Form>(json.error());
  if (!parsed) return parsed.error();
  return &forms_.emplace(name, std::move(*parsed)).first->second;
}

Result<std::vector<Json>> Ledger::forms() {
  std::vector<Json> out;
  auto find = database_->prepare("SELECT name, body FROM form ORDER BY name");
  while (find.step()) {
    auto json = base::parse_json(find.text(1));
    Json one;
    one["form"] = find.text(0);
    one["id"] = json ? json->text_or("id") : std::string_view();
    one["title"] = json ? json->text_or("title") : std::string_view();
    out.push_back(std::move(one));
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Result<std::vector<ReportRow>> Ledger::reports() {
  std::vector<ReportRow> out;
  auto find = database_->prepare("SELECT id, form, department, year, stage, versions FROM report ORDER BY id");
  while (find.step()) {
    const auto stage = sync::stage_named(find.text(4));
    out.push_back({find.text(0), find.text(1), find.text(2), find.integer(3), stage.value_or(sync::Stage::Drafting),
                   find.integer(5)});
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Result<ReportRow> Ledger::report(const std::string& id) {
  auto all = reports();
  if (!all) return all.error();
  for (ReportRow& row : *all)
    if (row.id == id) return std::move(row);
  return not_found("unknown-report", "服务器上没有这份报告。");
}

Status Ledger::put_report(const ReportRow& row) {
  auto put = database_->prepare(
      "INSERT INTO report VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT(id) DO UPDATE SET stage = excluded.stage, "
      "versions = excluded.versions");
  return put.bind(1, row.id)
      .bind(2, row.form)
      .bind(3, row.department)
      .bind(4, row.year)
      .bind(5, sync::name(row.stage))
      .bind(6, row.versions)
      .run();
}

Result<std::optional<sync::Receipt>> Ledger::receipt(const std::string& revision) {
  auto find = database_->prepare("SELECT receipt FROM revision WHERE name = ?1");
  find.bind(1, revision);
  if (!find.step()) {
    if (auto status = find.status(); !status) return status.error();
    return std::optional<sync::Receipt>();
  }
  auto json = base::parse_json(find.text(0));
  auto receipt = json ? sync::Receipt::parse(*json) : Result<sync::Receipt>(json.error());
  if (!receipt) return receipt.error();
  return std::optional<sync::Receipt>(std::move(*receipt));
}

Status Ledger::put_revision(const report::Revision& revision, const sync::Receipt& receipt) {
  auto put = database_->prepare("INSERT INTO revision VALUES(?1, ?2, ?3, ?4, ?5)");
  put.bind(1, receipt.revision).bind(2, revision.header.report).bind(3, receipt.seq);
  return put.bind(4, base::canonical(revision.json())).bind(5, base::canonical(receipt.json())).run();
}

Result<std::vector<report::Revision>> Ledger::revisions(const std::string& report) {
  std::vector<report::Revision> out;
  auto find = database_->prepare("SELECT body FROM revision WHERE report = ?1 ORDER BY seq");
  find.bind(1, report);
  while (find.step()) {
    auto json = base::parse_json(find.text(0));
    auto revision = json ? report::Revision::parse(*json) : Result<report::Revision>(json.error());
    if (!revision) return revision.error();
    out.push_back(std::move(*revision));
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Status Ledger::quarantine(const std::string& device, const Json& revision, const sync::Refused& why) {
  auto put = database_->prepare("INSERT INTO quarantine(at, device, body, why) VALUES(?1, ?2, ?3, ?4)");
  return put.bind(1, base::utc_text(clock_.now_ms()))
      .bind(2, device)
      .bind(3, base::canonical(revision))
      .bind(4, base::canonical(why.json()))
      .run();
}

Status Ledger::put_version(const std::string& report, std::int64_t number, const std::string& revision) {
  return database_->prepare("INSERT INTO version VALUES(?1, ?2, ?3)")
      .bind(1, report)
      .bind(2, number)
      .bind(3, revision)
      .run();
}

Result<std::string> Ledger::version(const std::string& report, std::int64_t number) {
  auto find = database_->prepare("SELECT revision FROM version WHERE report = ?1 AND number = ?2");
  find.bind(1, report).bind(2, number);
  if (!find.step()) return not_found("unknown-version", "没有第 " + std::to_string(number) + " 版。");
  return find.text(0);
}

}  // namespace ziping::server
