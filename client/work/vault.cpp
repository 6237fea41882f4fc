#include "client/work/vault.h"

#include <algorithm>

#include "client/work/schema.h"
#include "shared/report/conflict.h"
#include "shared/sqlite/migrate.h"

namespace ziping::work {
namespace {

base::Error not_found(std::string code, std::string message) {
  return {base::ErrorKind::NotFound, std::move(code), std::move(message), {}};
}

Result<Json> parse_stored(const std::string& text) { return base::parse_json(text); }

}  // namespace

Result<std::unique_ptr<Vault>> Vault::open(const std::filesystem::path& home, base::Random& random,
                                           const base::Clock& clock) {
  auto lock = base::FolderLock::take(home);
  if (!lock) return lock.error();
  std::unique_ptr<Vault> vault(new Vault(std::move(*lock), random, clock));
  const std::filesystem::path file = home / "vault.db";
  auto database = sqlite::Database::open(file);
  if (!database) return database.error();
  if (auto status = sqlite::migrate(**database, file, vault_schema()); !status) return status.error();
  vault->database_ = std::move(*database);
  std::error_code ignored;  // on a file system without owners there is nothing to restrict
  std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write, ignored);
  return vault;
}

std::string Vault::setting(std::string_view name) {
  auto find = database_->prepare("SELECT value FROM setting WHERE name = ?1");
  find.bind(1, name);
  return find.step() ? find.text(0) : std::string();
}

Status Vault::put_setting(std::string_view name, std::string_view value) {
  return database_->prepare("INSERT INTO setting VALUES (?1, ?2) ON CONFLICT (name) DO UPDATE SET value = ?2")
      .bind(1, name)
      .bind(2, value)
      .run();
}

Result<base::SecretKey> Vault::device_key() {
  if (const std::string stored = setting("device_key"); !stored.empty()) return base::SecretKey::parse(stored);
  const base::SecretKey key = base::SecretKey::generate(random_);
  if (auto status = put_setting("device_key", key.base64()); !status) return status.error();
  return key;
}

Status Vault::enrol(const Enrolment& enrolment) {
  if (const auto known = this->enrolment()) {
    if (known->user.name != enrolment.user.name)
      return base::Error{base::ErrorKind::Denied,
                         "other-account",
                         "这个数据文件夹属于“" + known->user.name + "”。请用 --home 为“" + enrolment.user.name +
                             "”另选一个文件夹。",
                         {}};
    if (known->server_id != enrolment.server_id)
      return base::Error{base::ErrorKind::Denied, "other-server",
                         "这个数据文件夹登记在另一台服务器上，没有改动。请用 --home 另选一个文件夹。", {}};
  }
  auto key = device_key();
  if (!key) return key.error();
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  const std::pair<std::string_view, std::string> settings[] = {{"server", enrolment.server},
                                                               {"token", enrolment.token},
                                                               {"device", enrolment.device},
                                                               {"server_id", enrolment.server_id},
                                                               {"server_key", enrolment.server_key.base64()},
                                                               {"user", enrolment.user.name},
                                                               {"role", enrolment.user.role},
                                                               {"department", enrolment.user.department},
                                                               {"team", enrolment.user.team}};
  for (const auto& [name, value] : settings)
    if (auto status = put_setting(name, value); !status) return status;
  const Status own = database_->prepare("INSERT OR IGNORE INTO device VALUES (?1, ?2, ?3)")
                         .bind(1, enrolment.device)
                         .bind(2, enrolment.user.name)
                         .bind(3, key->public_key().base64())
                         .run();
  if (!own) return own;
  loaded_.clear();
  return transaction->commit();
}

Result<Enrolment> Vault::enrolment() {
  Enrolment out{setting("server"), setting("token"), setting("device"), setting("server_id"), {},
                {setting("user"), setting("role"), setting("department"), setting("team")}};
  auto key = base::PublicKey::parse(setting("server_key"));
  if (out.token.empty() || !key)
    return base::Error{base::ErrorKind::Denied, "not-enrolled",
                       "这台设备还没有登记。请先运行 ziping enrol --server 地址 --user 用户名。", {}};
  out.server_key = *key;
  return out;
}

std::string Vault::name_of(std::string_view table, const std::string& id) {
  auto find = table == "team" ? database_->prepare("SELECT name FROM team WHERE id = ?1")
                              : database_->prepare("SELECT name FROM department WHERE id = ?1");
  find.bind(1, id);
  return find.step() ? find.text(0) : id;
}

Status Vault::add_form(const form::Form& form) {
  return database_->prepare("INSERT OR IGNORE INTO form VALUES (?1, ?2, ?3, ?4)")
      .bind(1, form.name().hex())
      .bind(2, form.id())
      .bind(3, form.title())
      .bind(4, base::canonical(form.json()))
      .run();
}

Result<const form::Form*> Vault::form(const std::string& name_or_id) {
  if (const auto known = forms_.find(name_or_id); known != forms_.end()) return &known->second;
  std::string name, body;
  {
    auto find = database_->prepare("SELECT name, body FROM form WHERE name = ?1 OR id = ?1 ORDER BY name = ?1 DESC");
    find.bind(1, name_or_id);
    if (!find.step())
      return not_found("unknown-form", "本机没有表样“" + name_or_id + "”。请先同步，或用 ziping form list 查看。");
    name = find.text(0), body = find.text(1);
  }
  if (const auto known = forms_.find(name); known != forms_.end()) return &known->second;
  auto json = parse_stored(body);
  if (!json) return json.error();
  auto parsed = form::Form::parse(std::move(*json));
  if (!parsed) return parsed.error();
  return &forms_.emplace(name, std::move(*parsed)).first->second;
}

std::vector<std::string> Vault::forms() {
  std::vector<std::string> out;
  auto all = database_->prepare("SELECT name FROM form ORDER BY id, name");
  while (all.step()) out.push_back(all.text(0));
  return out;
}

Result<std::string> Vault::new_report(const form::Form& form, std::int64_t year, const std::string& title) {
  auto own = enrolment();
  if (!own) return own.error();
  if (own->user.role != "office" && own->user.role != "chief")
    return base::Error{base::ErrorKind::Denied, "denied", "只有局办公室可以新建报告。", {}};
  const std::string id = base::random_name(random_, 16);
  report::State state;
  std::vector<Edit> edits;
  const auto fill = [&](const char* name, Json value) {
    const form::Field* field = form.top().find(name);
    if (field && !field->computed() && form::check_stored(*field, value))
      edits.push_back(value_edit(state, form::Path{{}, name}, std::move(value)));
  };
  fill("cover.year", Json(year));
  fill("cover.department", Json(name_of("department", own->user.department)));
  if (!title.empty()) fill("cover.title", Json(title));
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  const Status made = database_->prepare("INSERT INTO report VALUES (?1, ?2, ?3, ?4, ?5, 'drafting')")
                          .bind(1, id)
                          .bind(2, form.name().hex())
                          .bind(3, own->user.department)
                          .bind(4, year)
                          .bind(5, title)
                          .run();
  if (!made) return made.error();
  for (const Edit& edit : edits)
    if (auto status = journal(id, edit, "edit"); !status) return status.error();
  if (auto status = transaction->commit(); !status) return status.error();
  return id;
}

Result<report::History> Vault::read_history(const std::string& report, Quarantined which) {
  report::History history;
  auto all = database_->prepare("SELECT body, state FROM revision WHERE report = ?1 ORDER BY n");
  all.bind(1, report);
  while (all.step()) {
    if (all.text(1) == "quarantined" && which == Quarantined::Without) continue;
    auto json = parse_stored(all.text(0));
    if (!json) return json.error();
    auto revision = report::Revision::parse(*json);
    if (!revision) return revision.error();
    if (auto added = history.add(*revision); !added) {
      if (which == Quarantined::With && added.error().code == "unknown-parent") continue;
      return added.error();
    }
  }
  if (auto status = all.status(); !status) return status.error();
  return history;
}

// Who has the snapshots of versions only (finance) looks at the last of them; a snapshot's parents are not here.
report::RevisionSet Vault::in_view(const std::string& report, const report::History& history) {
  if (setting("role") != "finance") return history.heads();
  auto last = database_->prepare("SELECT revision FROM version WHERE report = ?1 ORDER BY number DESC LIMIT 1");
  last.bind(1, report);
  if (last.step())
    if (const auto id = base::Hash::parse(last.text(0)); id && history.find(*id)) return {*id};
  return history.heads();
}

Result<Vault::Loaded*> Vault::load(const std::string& report) {
  if (const auto known = loaded_.find(report); known != loaded_.end()) return &known->second;
  Loaded out;
  std::string form_name;
  {
    auto find = database_->prepare("SELECT form, stage FROM report WHERE id = ?1");
    find.bind(1, report);
    if (!find.step())
      return not_found("unknown-report", "本机没有编号为“" + report + "”的报告。请用 ziping report list 查看。");
    form_name = find.text(0);
    out.stage = sync::stage_named(find.text(1)).value_or(sync::Stage::Drafting);
  }
  auto form = this->form(form_name);
  if (!form) return form.error();
  out.form = *form;
  auto history = read_history(report, Quarantined::Without);
  if (!history) return history.error();
  out.history = std::make_unique<report::History>(std::move(*history));
  out.heads = in_view(report, *out.history);
  out.merged = merge::state_of(*out.form, *out.history, out.heads);
  report::State shown = out.merged.state;
  auto draft = database_->prepare("SELECT body FROM edit WHERE report = ?1 AND sealed IS NULL ORDER BY n");
  draft.bind(1, report);
  while (draft.step()) {
    auto json = parse_stored(draft.text(0));
    if (!json) return json.error();
    auto edit = Edit::parse(*json);
    if (!edit) return edit.error();
    if (auto status = work::apply(*edit, shown, Replay::Forced); !status) return status.error();
    ++out.draft_edits;
  }
  if (auto status = draft.status(); !status) return status.error();
  out.shown = std::make_shared<const report::State>(std::move(shown));
  return &loaded_.emplace(report, std::move(out)).first->second;
}

Result<ReportInfo> Vault::report(const std::string& id) {
  auto loaded = load(id);
  if (!loaded) return loaded.error();
  ReportInfo out;
  auto find = database_->prepare(
      "SELECT form, department, title, year, stage, (SELECT count(*) FROM revision WHERE report = ?1 AND state = 'queued')"
      " FROM report WHERE id = ?1");
  find.bind(1, id);
  if (!find.step()) return not_found("unknown-report", "本机没有这份报告。");
  out.id = id, out.form = find.text(0), out.department = find.text(1), out.title = find.text(2);
  out.year = find.integer(3);
  out.unsent = static_cast<std::size_t>(find.integer(5));
  out.stage = (*loaded)->stage;
  out.heads.assign((*loaded)->heads.begin(), (*loaded)->heads.end());
  out.draft_edits = (*loaded)->draft_edits;
  out.open_conflicts = report::conflicts(*(*loaded)->shown).size();
  if (const std::string* title = (*loaded)->shown->value("cover.title").text()) out.title = *title;
  if (out.title.empty()) {
    const std::string* department = (*loaded)->shown->value("cover.department").text();
    out.title = (department ? *department : name_of("department", out.department)) + std::to_string(out.year) + "年" +
                (*loaded)->form->title();
  }
  return out;
}

Result<std::vector<ReportInfo>> Vault::reports() {
  std::vector<std::string> ids;
  {
    auto all = database_->prepare("SELECT id FROM report ORDER BY year DESC, department, id");
    while (all.step()) ids.push_back(all.text(0));
    if (auto status = all.status(); !status) return status.error();
  }
  std::vector<ReportInfo> out;
  for (const std::string& id : ids) {
    auto info = report(id);
    if (!info) return info.error();
    out.push_back(std::move(*info));
  }
  return out;
}

Result<report::SharedState> Vault::shown(const std::string& report) {
  auto loaded = load(report);
  if (!loaded) return loaded.error();
  return (*loaded)->shown;
}

Result<const report::History*> Vault::history(const std::string& report) {
  auto loaded = load(report);
  if (!loaded) return loaded.error();
  return static_cast<const report::History*>((*loaded)->history.get());
}

Result<std::vector<merge::Note>> Vault::notes(const std::string& report) {
  auto loaded = load(report);
  if (!loaded) return loaded.error();
  return (*loaded)->merged.notes;
}

}  // namespace ziping::work
