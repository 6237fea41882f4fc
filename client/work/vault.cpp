#include "client/work/vault.h"

#include <cstdlib>

#include "client/text/say.h"
#include "client/work/vault_schema.h"
#include "shared/base/utf8.h"
#include "shared/sqlite/copying.h"
#include "shared/sqlite/migrate.h"

namespace ziping::client {
namespace {

base::Error not_found(std::string code, std::string message) {
  return {base::ErrorKind::NotFound, std::move(code), std::move(message), {}};
}

constexpr std::string_view kFormerDevices = "former_devices";  // their ids, with blanks between them
constexpr std::string_view kNextKey = "device_key_next";

// Whom the server tells other things than before: what it said so far is no beginning of that.
bool hears_the_same(const Identity& one, const Identity& other) {
  return one.server_key == other.server_key && one.user.name == other.user.name && one.user.role == other.user.role &&
         one.user.department == other.user.department;
}

}  // namespace

Result<std::unique_ptr<Vault>> Vault::open(const std::filesystem::path& home, const base::Clock& clock,
                                           base::Random& random) {
  std::unique_ptr<Vault> vault(new Vault(clock, random));
  auto lock = base::FolderLock::take(home);
  if (!lock) return lock.error();
  vault->lock_ = std::move(*lock);
  vault->home_ = home;
  auto database = sqlite::Database::open(home / "vault.db");
  if (!database) return database.error();
  vault->database_ = std::move(*database);
  if (auto status = sqlite::migrate(*vault->database_, home / "vault.db", vault_schema()); !status)
    return status.error();
  if (auto status = vault->find_left_drafts(); !status) return status.error();
  (void)vault->read_forms_again();  // a disk that does not take them now is asked again at the next start
  return vault;
}

Status Vault::copy_to(const std::filesystem::path& file) { return database_->copy_to(file); }

Result<std::unique_ptr<sqlite::Copying>> Vault::begin_copy(const std::filesystem::path& file) {
  return sqlite::Copying::begin(*database_, file);
}

std::string Vault::setting(std::string_view key) {
  auto find = database_->prepare("SELECT value FROM setting WHERE key = ?1");
  find.bind(1, key);
  return find.step() ? find.text(0) : std::string();
}

bool Vault::is_sample() { return !setting(kSampleSetting).empty(); }

Status Vault::set(std::string_view key, std::string_view value) {
  return database_->prepare("INSERT OR REPLACE INTO setting VALUES(?1, ?2)").bind(1, key).bind(2, value).run();
}

Result<Identity> Vault::identity() {
  auto json = base::parse_json(setting("identity"));
  auto key = json ? base::PublicKey::parse(json->text_or("server_key")) : Result<base::PublicKey>(json.error());
  if (!key) return base::Error{base::ErrorKind::Denied, "not-enrolled", text::say("kept.not_enrolled", {}), {}};
  const auto member = [&](const char* name) { return std::string(json->text_or(name)); };
  return Identity{member("server_url"),
                  member("server_id"),
                  member("token"),
                  member("device"),
                  *key,
                  {member("user"), member("role"), member("department"), member("team")}};
}

Result<base::SecretKey> Vault::device_key() {
  if (const std::string kept = setting("device_key"); !kept.empty()) return base::SecretKey::parse(kept);
  const base::SecretKey key = base::SecretKey::generate(random_);
  if (auto status = set("device_key", key.base64()); !status) return status.error();
  return key;
}

Result<base::SecretKey> Vault::next_device_key() {
  if (const std::string kept = setting(kNextKey); !kept.empty()) return base::SecretKey::parse(kept);
  const base::SecretKey key = base::SecretKey::generate(random_);
  if (auto status = set(kNextKey, key.base64()); !status) return status.error();
  return key;
}

Status Vault::drop_next_device_key() { return set(kNextKey, ""); }

bool Vault::was_before(const std::string& device) {
  const std::string former = setting(kFormerDevices);
  return !device.empty() && (" " + former + " ").find(" " + device + " ") != std::string::npos;
}

Status Vault::enrolled(const Identity& identity, const std::optional<base::SecretKey>& new_key) {
  const auto before = this->identity();
  if (before) {
    const bool same = before->server_key == identity.server_key && before->user.name == identity.user.name;
    auto rows = reports();
    if (!rows) return rows.error();
    if (!same && !rows->empty())
      return base::Error{base::ErrorKind::Denied,
                         "other-account",
                         text::say("kept.other_account", {before->user.name, before->server_url}),
                         {}};
  }
  auto key = new_key ? Result<base::SecretKey>(*new_key) : device_key();
  if (!key) return key.error();
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
  if (new_key)
    if (auto status = set("device_key", new_key->base64()); !status) return status;
  if (new_key)
    if (auto status = drop_next_device_key(); !status) return status;
  if (new_key && before)
    if (auto status = set(kFormerDevices, base::trimmed(setting(kFormerDevices) + " " + before->device)); !status)
      return status;
  if (before && !hears_the_same(*before, identity))
    if (auto status = hear_from_beginning(); !status) return status;
  auto own = database_->prepare("INSERT OR REPLACE INTO device VALUES(?1, ?2, ?3)");
  if (auto status = own.bind(1, identity.device).bind(2, identity.user.name).bind(3, key->public_key().base64()).run();
      !status)
    return status;
  return transaction->commit();
}

// Within the caller's transaction. Receipts are put aside, until the server tells of what they stand for: of some it
// tells this account no more, and that is no sign that it was set back.
Status Vault::hear_from_beginning() {
  for (const char* sql :
       {"INSERT OR IGNORE INTO former(kind, report, seq, body) SELECT 'receipt', '', seq, body FROM receipt ORDER BY "
        "seq",
        "DELETE FROM receipt"})
    if (auto status = database_->prepare(sql).run(); !status) return status;
  if (auto status = set("cursor", "0"); !status) return status;
  return set("chain", "");
}

Result<std::vector<Json>> Vault::bodies(sqlite::Statement& find) {
  std::vector<Json> out;
  while (find.step()) {
    auto json = base::parse_json(find.text(0));
    if (!json) return json.error();
    out.push_back(std::move(*json));
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

std::int64_t Vault::cursor() { return std::atoll(setting("cursor").c_str()); }

Result<Vault::Devices> Vault::colleagues(const Identity& self) {
  Devices out;
  auto find = database_->prepare(
      "SELECT device.id, device.user, body FROM device JOIN directory ON directory.id = device.user WHERE kind = "
      "'user'");
  while (find.step()) {
    auto user = base::parse_json(find.text(2));
    if (!user) return user.error();
    if (user->text_or("department") == self.user.department) out.emplace(find.text(0), find.text(1));
  }
  if (auto status = find.status(); !status) return status.error();
  out.emplace(self.device, self.user.name);
  return out;
}

bool Vault::is_out(const std::string& device) {
  auto find = database_->prepare("SELECT 1 FROM directory WHERE kind = 'device' AND id = ?1");
  find.bind(1, device);
  return find.step();
}

Result<std::vector<Json>> Vault::directory() {
  auto find = database_->prepare("SELECT body FROM directory ORDER BY kind, id");
  return bodies(find);
}

Result<std::vector<Json>> Vault::forms() {
  auto find = database_->prepare("SELECT body FROM form ORDER BY id, rowid DESC");
  return bodies(find);
}

Result<const form::Form*> Vault::form(const std::string& name) {
  if (const auto known = forms_.find(name); known != forms_.end()) return &known->second;
  // An id is that of the form that came last.
  auto find = database_->prepare("SELECT body, name FROM form WHERE name = ?1 OR id = ?1 ORDER BY rowid DESC");
  find.bind(1, name);
  if (!find.step()) return not_found("unknown-form", text::say("kept.unknown_form", {name}));
  auto json = base::parse_json(find.text(0));
  auto parsed = json ? form::Form::parse(std::move(*json)) : Result<form::Form>(json.error());
  if (!parsed) return parsed.error();
  return &forms_.emplace(find.text(1), std::move(*parsed)).first->second;
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
    if (row.id == beginning) return std::move(row);
    if (beginning.empty() || !row.id.starts_with(beginning)) continue;
    if (found) return not_found("unknown-report", text::say("kept.several_reports", {beginning}));
    found = std::move(row);
  }
  if (!found) return not_found("unknown-report", text::say("kept.unknown_report", {beginning}));
  return *found;
}

Result<std::string> Vault::new_report(const std::string& form_name, std::int64_t year) {
  auto self = identity();
  auto form = self ? this->form(form_name) : Result<const form::Form*>(self.error());
  if (!form) return form.error();
  if (!sync::is_office(self->user))
    return base::Error{base::ErrorKind::Denied, "denied", text::say("told.office_makes", {}), {}};
  if (year < kYearMin || year > kYearMax)
    return base::Error{base::ErrorKind::Invalid, "bad-year", text::say("told.year", {kYearMin, kYearMax}), {}};
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

Result<Vault::Desk*> Vault::desk(const std::string& report) {
  if (const auto known = desks_.find(report); known != desks_.end()) return &known->second;
  Desk desk;
  std::vector<Json> unreadable;
  auto find =
      database_->prepare("SELECT body, state FROM revision WHERE report = ?1 AND state <> 'quarantined' ORDER BY id");
  find.bind(1, report);
  while (find.step()) {
    auto json = base::parse_json(find.text(0));
    auto revision = json ? report::Revision::parse(*json) : Result<report::Revision>(json.error());
    auto added = revision ? desk.history.add(*revision) : Result<report::RevisionId>(revision.error());
    if (added) continue;
    // No server has it or will take it, nor what was sealed on it; the report opens without them.
    const bool alone = added.error().code == "bad-revision" || !unreadable.empty();
    if (!json || !alone || find.text(1) != "queued") return added.error();
    unreadable.push_back(std::move(*json));
  }
  if (auto status = find.status(); !status) return status.error();
  Desk& kept = desks_.emplace(report, std::move(desk)).first->second;
  if (unreadable.empty()) return &kept;
  if (auto status = lay_aside(report, unreadable); !status) {
    desks_.erase(report);
    return status.error();
  }
  return &kept;
}

Result<const report::History*> Vault::revisions(const ReportRow& report) {
  auto desk = this->desk(report.id);
  if (!desk) return desk.error();
  return &(*desk)->history;
}

Result<const merge::Merged*> Vault::merged(const ReportRow& report, Desk& desk) {
  if (!desk.merged) {
    auto form = form_of(report, desk, desk.history.heads());
    if (!form) return form.error();
    desk.merged = merge::state_of(**form, desk.history, desk.history.heads());
  }
  return &*desk.merged;
}

Result<report::State> Vault::at(const ReportRow& report, const std::string& which) {
  if (which == "draft") {
    auto now = shown(report);
    if (!now) return now.error();
    return std::move(now->state);
  }
  auto sealed = sealed_at(report, which);
  if (!sealed) return sealed.error();
  return *(*sealed)->state;
}

Result<const form::Form*> Vault::form_at(const ReportRow& report, const std::string& which) {
  if (which == "draft") return form(report.form);
  auto sealed = sealed_at(report, which);
  return sealed ? form((*sealed)->header.form.hex()) : Result<const form::Form*>(sealed.error());
}

Result<const report::History::Entry*> Vault::sealed_at(const ReportRow& report, const std::string& which) {
  auto desk = this->desk(report.id);
  if (!desk) return desk.error();
  std::string name = which;
  if (which.size() < 6) {
    auto find = database_->prepare("SELECT revision FROM version WHERE report = ?1 AND number = ?2");
    find.bind(1, report.id).bind(2, std::int64_t{std::atoll(which.c_str())});
    if (!find.step()) return not_found("unknown-version", text::say("kept.unknown_version", {which}));
    name = find.text(0);
  }
  for (const auto& [id, entry] : (*desk)->history.all())
    if (id.hex().starts_with(name)) return &entry;
  return not_found("unknown-version", text::say("kept.unknown_revision", {which}));
}

}  // namespace ziping::client
