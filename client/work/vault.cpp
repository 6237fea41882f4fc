#include "client/work/vault.h"

#include <algorithm>
#include <cstdlib>

#include "shared/sqlite/migrate.h"

namespace ziping::client {
namespace {

constexpr std::string_view kSchema[] = {R"sql(
-- The device's own facts: server, token, key, cursor.
CREATE TABLE setting(key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE form(name TEXT PRIMARY KEY, id TEXT NOT NULL, body TEXT NOT NULL);
CREATE TABLE report(id TEXT PRIMARY KEY, form TEXT NOT NULL, department TEXT NOT NULL, year INTEGER NOT NULL, stage TEXT NOT NULL);
-- Every revision made or received; state is queued, durable or quarantined (with why). `id` is the order of arrival.
CREATE TABLE revision(id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, report TEXT NOT NULL, body TEXT NOT NULL, state TEXT NOT NULL, why TEXT NOT NULL);
CREATE TABLE receipt(revision TEXT PRIMARY KEY, body TEXT NOT NULL);
CREATE TABLE version(report TEXT NOT NULL, number INTEGER NOT NULL, revision TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(report, number));
CREATE TABLE stage_event(seq INTEGER PRIMARY KEY, report TEXT NOT NULL, body TEXT NOT NULL);
-- The draft's journal: one row an edit, in order.
CREATE TABLE edit(id INTEGER PRIMARY KEY, report TEXT NOT NULL, body TEXT NOT NULL);
-- What somebody wrote where he may not: never dropped.
CREATE TABLE suggestion(id INTEGER PRIMARY KEY, report TEXT NOT NULL, path TEXT NOT NULL, value TEXT NOT NULL, why TEXT NOT NULL, at TEXT NOT NULL);
CREATE TABLE device(id TEXT PRIMARY KEY, user TEXT NOT NULL, key TEXT NOT NULL);
-- Departments, teams and accounts as the server names them.
CREATE TABLE directory(kind TEXT NOT NULL, id TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY(kind, id));
)sql"};

base::Error not_found(std::string code, std::string message) {
  return {base::ErrorKind::NotFound, std::move(code), std::move(message), {}};
}

}  // namespace

Result<std::unique_ptr<Vault>> Vault::open(const std::filesystem::path& home) {
  std::unique_ptr<Vault> vault(new Vault());
  auto lock = base::FolderLock::take(home);
  if (!lock) return lock.error();
  vault->lock_ = std::move(*lock);
  auto database = sqlite::Database::open(home / "vault.db");
  if (!database) return database.error();
  vault->database_ = std::move(*database);
  if (auto status = sqlite::migrate(*vault->database_, home / "vault.db", kSchema); !status) return status.error();
  return vault;
}

std::string Vault::setting(std::string_view key) {
  auto find = database_->prepare("SELECT value FROM setting WHERE key = ?1");
  find.bind(1, key);
  return find.step() ? find.text(0) : std::string();
}

Status Vault::set(std::string_view key, std::string_view value) {
  return database_->prepare("INSERT OR REPLACE INTO setting VALUES(?1, ?2)").bind(1, key).bind(2, value).run();
}

Result<Identity> Vault::identity() {
  const std::string text = setting("identity");
  auto json = base::parse_json(text);
  auto key = json ? base::PublicKey::parse(json->text_or("server_key")) : Result<base::PublicKey>(json.error());
  if (!key)
    return base::Error{base::ErrorKind::Denied, "not-enrolled", "本机还没有登记，请先用 ziping enrol 登记。", {}};
  const auto member = [&](const char* name) { return std::string(json->text_or(name)); };
  return Identity{member("server_url"),
                  member("server_id"),
                  member("token"),
                  member("device"),
                  *key,
                  {member("user"), member("role"), member("department"), member("team")}};
}

Status Vault::enrolled(const Identity& identity, const base::SecretKey& key) {
  Json json;
  json["server_url"] = identity.server_url;
  json["server_id"] = identity.server_id;
  json["server_key"] = identity.server_key.base64();
  json["token"] = identity.token;
  json["device"] = identity.device;
  json["user"] = identity.user.name;
  json["role"] = identity.user.role;
  json["department"] = identity.user.department;
  json["team"] = identity.user.team;
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  if (auto status = set("identity", base::canonical(json)); !status) return status;
  if (auto status = set("device_key", key.base64()); !status) return status;
  auto own = database_->prepare("INSERT OR REPLACE INTO device VALUES(?1, ?2, ?3)");
  if (auto status = own.bind(1, identity.device).bind(2, identity.user.name).bind(3, key.public_key().base64()).run();
      !status)
    return status;
  return transaction->commit();
}

std::int64_t Vault::cursor() { return std::atoll(setting("cursor").c_str()); }

Result<std::vector<Json>> Vault::forms() {
  std::vector<Json> out;
  auto find = database_->prepare("SELECT body FROM form ORDER BY id");
  while (find.step()) {
    auto json = base::parse_json(find.text(0));
    if (!json) return json.error();
    out.push_back(std::move(*json));
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Result<const form::Form*> Vault::form(const std::string& name) {
  if (const auto known = forms_.find(name); known != forms_.end()) return &known->second;
  auto find = database_->prepare("SELECT body FROM form WHERE name = ?1 OR id = ?1");
  find.bind(1, name);
  if (!find.step()) return not_found("unknown-form", "本机没有表样“" + name + "”，请先同步。");
  auto json = base::parse_json(find.text(0));
  auto parsed = json ? form::Form::parse(std::move(*json)) : Result<form::Form>(json.error());
  if (!parsed) return parsed.error();
  return &forms_.emplace(name, std::move(*parsed)).first->second;
}

Result<std::vector<ReportRow>> Vault::reports() {
  std::vector<ReportRow> out;
  auto find = database_->prepare("SELECT id, form, department, year, stage FROM report ORDER BY year DESC, id");
  while (find.step())
    out.push_back({find.text(0), find.text(1), find.text(2), find.integer(3),
                   sync::stage_named(find.text(4)).value_or(sync::Stage::Drafting)});
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Result<ReportRow> Vault::report(const std::string& beginning) {
  auto all = reports();
  if (!all) return all.error();
  std::optional<ReportRow> found;
  for (ReportRow& row : *all) {
    if (beginning.empty() || !row.id.starts_with(beginning)) continue;
    if (found) return not_found("unknown-report", "有几份报告的编号都以“" + beginning + "”开头，请多写几位。");
    found = std::move(row);
  }
  if (!found) return not_found("unknown-report", "本机没有报告“" + beginning + "”。");
  return *found;
}

Status Vault::put_edit(const std::string& report, const Json& edit) {
  return database_->prepare("INSERT INTO edit(report, body) VALUES(?1, ?2)")
      .bind(1, report)
      .bind(2, base::canonical(edit))
      .run();
}

Result<std::string> Vault::new_report(const std::string& form_name, std::int64_t year) {
  auto self = identity();
  auto form = self ? this->form(form_name) : Result<const form::Form*>(self.error());
  if (!form) return form.error();
  if (self->user.role != "office" && self->user.role != "chief")
    return base::Error{base::ErrorKind::Denied, "denied", "只有局办公室可以新建报告。", {}};
  if (year < 1949 || year > 2199)
    return base::Error{base::ErrorKind::Invalid, "bad-year", "年度要在 1949 到 2199 之间。", {}};
  const std::string id = base::random_name(random_, 16);
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  auto put = database_->prepare("INSERT INTO report VALUES(?1, ?2, ?3, ?4, 'drafting')");
  if (auto status = put.bind(1, id).bind(2, (*form)->name().hex()).bind(3, self->user.department).bind(4, year).run();
      !status)
    return status.error();
  if (auto status = put_edit(id, set_edit("cover.year", Json(year))); !status) return status.error();
  if (auto status = transaction->commit(); !status) return status.error();
  return id;
}

Result<report::History*> Vault::history(const std::string& report) {
  if (const auto known = histories_.find(report); known != histories_.end()) return &known->second;
  report::History history;
  auto find = database_->prepare("SELECT body FROM revision WHERE report = ?1 AND state <> 'quarantined' ORDER BY id");
  find.bind(1, report);
  while (find.step()) {
    auto json = base::parse_json(find.text(0));
    auto revision = json ? report::Revision::parse(*json) : Result<report::Revision>(json.error());
    if (!revision) return revision.error();
    if (auto added = history.add(*revision); !added) return added.error();
  }
  if (auto status = find.status(); !status) return status.error();
  return &histories_.emplace(report, std::move(history)).first->second;
}

Result<std::vector<Json>> Vault::edits(const std::string& report) {
  std::vector<Json> out;
  auto find = database_->prepare("SELECT body FROM edit WHERE report = ?1 ORDER BY id");
  find.bind(1, report);
  while (find.step()) {
    auto json = base::parse_json(find.text(0));
    if (!json) return json.error();
    out.push_back(std::move(*json));
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Result<Shown> Vault::shown(const ReportRow& report) {
  auto form = this->form(report.form);
  auto history = form ? this->history(report.id) : Result<report::History*>(form.error());
  auto journal = history ? edits(report.id) : Result<std::vector<Json>>(history.error());
  if (!journal) return journal.error();
  Shown out;
  out.heads = (*history)->heads();
  merge::Merged merged = merge::state_of(**form, **history, out.heads);
  out.state = std::move(merged.state);
  out.notes = std::move(merged.notes);
  for (const Json& edit : *journal) {
    // An edit whose row a colleague has removed meanwhile stays in the journal and waits; the rest of the draft shows.
    (void)apply_edit(out.state, edit);
    out.draft = true;
  }
  return out;
}

Result<report::State> Vault::at(const ReportRow& report, const std::string& which) {
  if (which == "draft") {
    auto now = shown(report);
    if (!now) return now.error();
    return std::move(now->state);
  }
  auto history = this->history(report.id);
  if (!history) return history.error();
  std::string name = which;
  if (which.size() < 6) {
    auto find = database_->prepare("SELECT revision FROM version WHERE report = ?1 AND number = ?2");
    find.bind(1, report.id).bind(2, std::int64_t{std::atoll(which.c_str())});
    if (!find.step()) return not_found("unknown-version", "没有第 " + which + " 版。");
    name = find.text(0);
  }
  for (const auto& [id, entry] : (*history)->all())
    if (id.hex().starts_with(name)) return *entry.state;
  return not_found("unknown-version", "本机没有修订“" + which + "”。");
}

Status Vault::keep_suggestion(const std::string& report, const std::string& path, const Json& value,
                              const std::string& why) {
  auto put = database_->prepare("INSERT INTO suggestion(report, path, value, why, at) VALUES(?1, ?2, ?3, ?4, ?5)");
  return put.bind(1, report)
      .bind(2, path)
      .bind(3, base::canonical(value))
      .bind(4, why)
      .bind(5, base::utc_text(clock_.now_ms()))
      .run();
}

Status Vault::edit(const ReportRow& report, const Json& edit) { return edit_all(report, {edit}); }

Status Vault::edit_all(const ReportRow& report, const std::vector<Json>& edits) {
  auto self = identity();
  auto form = self ? this->form(report.form) : Result<const form::Form*>(self.error());
  auto now = form ? shown(report) : Result<Shown>(form.error());
  if (!now) return now.error();
  report::State after = now->state;
  for (const Json& edit : edits)
    if (auto status = apply_edit(after, edit); !status) return status;
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  const auto refused = sync::refusals(**form, self->user, report.stage, now->state, after);
  for (const sync::Refusal& refusal : refused) {
    const auto path = form::Path::parse(refusal.path);
    const Json value = path && !path->name.empty() ? report::value_at(after, *path).json() : edits.front();
    if (auto status = keep_suggestion(report.id, refusal.path, value, refusal.message); !status) return status;
  }
  if (refused.empty())
    for (const Json& edit : edits)
      if (auto status = put_edit(report.id, edit); !status) return status;
  if (auto status = transaction->commit(); !status) return status;
  if (refused.empty()) return base::done();
  return base::Error{base::ErrorKind::Denied, refused.front().code, refused.front().message, refused.front().path};
}

Status Vault::put_revision(const report::Revision& revision, std::string_view state, const std::string& why) {
  auto put =
      database_->prepare("INSERT OR IGNORE INTO revision(name, report, body, state, why) VALUES(?1, ?2, ?3, ?4, ?5)");
  put.bind(1, revision.header.name().hex()).bind(2, revision.header.report).bind(3, base::canonical(revision.json()));
  return put.bind(4, state).bind(5, why).run();
}

Result<std::optional<report::RevisionId>> Vault::seal(const ReportRow& report, const std::string& note) {
  std::optional<report::RevisionId> sealed;
  auto self = identity();
  auto now = self ? shown(report) : Result<Shown>(self.error());
  if (!now) return now.error();
  // Several heads are worth a seal even without an edit: somebody has seen their merge and stands for it.
  if (!now->draft && now->heads.size() < 2) return sealed;
  auto history = this->history(report.id);
  auto form = this->form(report.form);
  auto key = base::SecretKey::parse(setting("device_key"));
  auto name = base::Hash::parse(report.form);
  if (!history || !form || !key || !name)
    return not_found("unknown-form", "本机缺少表样或设备密钥，没有封存。草稿仍在。");
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  if (auto status = database_->prepare("DELETE FROM edit WHERE report = ?1").bind(1, report.id).run(); !status)
    return status.error();
  const bool differs = now->heads.size() != 1 || !(*(*history)->find(*now->heads.begin())->state == now->state);
  if (!differs) {
    if (auto status = transaction->commit(); !status) return status.error();
    return sealed;
  }
  report::Header header{report.id,
                        *name,
                        {now->heads.begin(), now->heads.end()},
                        self->user.name,
                        self->device,
                        base::utc_text(clock_.now_ms()),
                        note,
                        {}};
  std::vector<const report::State*> parents;
  for (const report::RevisionId& head : header.parents) parents.push_back((*history)->find(head)->state.get());
  const report::Revision revision = report::seal(std::move(header), parents, now->state, *key);
  if (auto status = put_revision(revision, "queued", ""); !status) return status.error();
  if (auto status = transaction->commit(); !status) return status.error();
  auto added = (*history)->add(revision);
  if (!added) return added.error();
  sealed = *added;
  return sealed;
}

std::int64_t Vault::unsent(const ReportRow& report) {
  auto count = database_->prepare("SELECT count(*) FROM revision WHERE report = ?1 AND state = 'queued'");
  count.bind(1, report.id);
  return count.step() ? count.integer(0) : 0;
}

Result<Json> Vault::list(Listing what, const ReportRow& report) {
  Json out{Json::Array{}};
  if (what == Listing::Log) {
    auto history = this->history(report.id);
    if (!history) return history.error();
    std::vector<std::pair<std::size_t, Json>> ordered;
    for (const auto& [id, entry] : (*history)->all()) {
      Json one = entry.header.json();
      one["revision"] = id.hex();
      ordered.emplace_back(entry.generation, std::move(one));
    }
    std::ranges::stable_sort(ordered, [](const auto& a, const auto& b) { return a.first > b.first; });
    for (auto& one : ordered) out.push(std::move(one.second));
    return out;
  }
  const bool versions = what == Listing::Versions;
  auto find =
      database_->prepare(versions ? "SELECT body FROM version WHERE report = ?1 ORDER BY number"
                                  : "SELECT value, path, why, at FROM suggestion WHERE report = ?1 ORDER BY id");
  find.bind(1, report.id);
  while (find.step()) {
    auto json = base::parse_json(find.text(0));
    if (!json) return json.error();
    if (versions) {
      out.push(std::move(*json));
      continue;
    }
    Json one;
    one["value"] = std::move(*json);
    one["path"] = find.text(1);
    one["why"] = find.text(2);
    one["at"] = find.text(3);
    out.push(std::move(one));
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

}  // namespace ziping::client
