#include <algorithm>

#include "server/ledger/ledger.h"
#include "shared/base/password.h"
#include "shared/base/utf8.h"

namespace ziping::server {
namespace {

constexpr std::size_t kNameBytesMax = 200;

enum class Belongs { Nowhere, Department, Team };

struct Role {
  std::string_view name;
  Belongs belongs;
};

constexpr Role kRoles[] = {{"member", Belongs::Team},       {"lead", Belongs::Team},
                           {"office", Belongs::Department}, {"chief", Belongs::Department},
                           {"finance", Belongs::Nowhere},   {"admin", Belongs::Nowhere},
                           {"auditor", Belongs::Nowhere}};

base::Error invalid(std::string code, std::string message, std::string cause = {}) {
  return {base::ErrorKind::Invalid, std::move(code), std::move(message), std::move(cause)};
}

base::Error unknown_user(const std::string& name) {
  return {base::ErrorKind::NotFound, "unknown-user", "没有用户“" + name + "”。", {}};
}

// A row that breaks a constraint is a person's mistake; anything else stays what it is.
Status explained(const Status& status, const base::Error& constraint) {
  return !status && status.error().code == "bad-row" ? Status(constraint) : status;
}

Status appended(const Result<std::int64_t>& seq) { return seq ? base::done() : Status(seq.error()); }

std::int64_t valid_until(Secret kind, const base::Clock& clock) {
  return kind == Secret::OneTimeCode ? clock.now_ms() + kCodeLifetimeMs : 0;
}

// Also what names a folder or a column of a list one day: short, and something to see.
Status check_name(std::string_view what, const std::string& name) {
  if (!base::trimmed(name).empty() && name.size() <= kNameBytesMax) return base::done();
  return invalid("bad-name", std::string(what) + "要有 1 到 " + std::to_string(kNameBytesMax) + " 个字节。");
}

Status check_place(sqlite::Database& database, const sync::Author& user) {
  const auto role = std::ranges::find(kRoles, user.role, &Role::name);
  if (role == std::end(kRoles))
    return invalid("unknown-role",
                   "没有角色“" + user.role + "”。可用：member、lead、office、chief、finance、admin、auditor。");
  if (auto status = check_name("用户名", user.name); !status) return status;
  const bool department = role->belongs != Belongs::Nowhere, team = role->belongs == Belongs::Team;
  if (department == user.department.empty() || team == user.team.empty())
    return invalid("bad-place", "角色“" + user.role + "”" + (department ? "要用 --department 指明部门" : "不属于部门") +
                                    (team ? "，并用 --team 指明工作队。" : "，不属于工作队。"));
  if (!department) return base::done();
  auto find = database.prepare(team ? "SELECT 1 FROM team WHERE department = ?1 AND id = ?2"
                                    : "SELECT 1 FROM department WHERE id = ?1 AND ?2 = ''");
  find.bind(1, user.department).bind(2, user.team);
  if (find.step()) return base::done();
  if (auto status = find.status(); !status) return status;
  return invalid("unknown-place",
                 "没有部门“" + user.department + "”" + (team ? "的工作队“" + user.team + "”。" : "。"));
}

}  // namespace

Result<KeptSecret> kept(const std::string& secret, Secret kind) {
  auto hash = base::hash_password(secret);
  if (!hash) return hash.error();
  return KeptSecret{std::move(*hash), kind};
}

Status Ledger::add_department(const std::string& id, const std::string& name) {
  if (auto status = check_name("部门编号", id); !status) return status;
  auto put = database_->prepare("INSERT INTO department VALUES(?1, ?2)");
  if (auto status = put.bind(1, id).bind(2, name).run(); !status)
    return explained(status, invalid("already-there", "部门“" + id + "”已经有了。"));
  Json body;
  body["id"] = id;
  body["name"] = name;
  return appended(append("department", Audience::Everyone, id, std::move(body)));
}

Status Ledger::add_team(const std::string& id, const std::string& name, const std::string& department) {
  if (auto status = check_name("工作队编号", id); !status) return status;
  auto put = database_->prepare("INSERT INTO team VALUES(?1, ?2, ?3)");
  if (auto status = put.bind(1, id).bind(2, name).bind(3, department).run(); !status)
    return explained(status, invalid("bad-team", "工作队“" + id + "”已经有了，或者没有部门“" + department + "”。"));
  Json body;
  body["id"] = id;
  body["name"] = name;
  body["department"] = department;
  return appended(append("team", Audience::DepartmentAndFinance, department, std::move(body)));
}

Status Ledger::add_user(const sync::Author& user, const KeptSecret& secret) {
  if (auto status = check_place(*database_, user); !status) return status;
  auto put = database_->prepare("INSERT INTO account VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0)");
  put.bind(1, user.name).bind(2, user.role).bind(3, user.department).bind(4, user.team);
  if (auto status = put.bind(5, secret.hash).bind(6, valid_until(secret.kind, *clock_)).run(); !status)
    return explained(status, invalid("already-there", "用户“" + user.name + "”已经有了。"));
  Json body;
  body["name"] = user.name;
  body["role"] = user.role;
  body["department"] = user.department;
  body["team"] = user.team;
  const Audience audience = user.department.empty() ? Audience::Everyone : Audience::DepartmentAndFinance;
  return appended(append("user", audience, user.department, std::move(body)));
}

Status Ledger::set_secret(const std::string& user, const KeptSecret& secret) {
  auto set = database_->prepare("UPDATE account SET secret = ?2, code_until = ?3, disabled = 0 WHERE name = ?1");
  set.bind(1, user).bind(2, secret.hash).bind(3, valid_until(secret.kind, *clock_));
  if (auto status = set.run(); !status) return status;
  return database_->changes() == 0 ? Status(unknown_user(user)) : base::done();
}

Status Ledger::disable_user(const std::string& name) {
  auto set = database_->prepare("UPDATE account SET disabled = 1, secret = '' WHERE name = ?1");
  if (auto status = set.bind(1, name).run(); !status) return status;
  if (database_->changes() == 0) return unknown_user(name);
  // Whoever gets a new code later starts with new devices: one of the old ones may be the reason.
  std::vector<std::string> devices;
  auto find = database_->prepare("SELECT id FROM device WHERE user = ?1 AND revoked = 0 ORDER BY id");
  find.bind(1, name);
  while (find.step()) devices.push_back(find.text(0));
  if (auto status = find.status(); !status) return status;
  for (const std::string& device : devices)
    if (auto status = revoke_device(device); !status) return status;
  return base::done();
}

Result<std::vector<Json>> Ledger::users() {
  std::vector<Json> out;
  auto find = database_->prepare("SELECT name, role, department, team, disabled FROM account ORDER BY name");
  while (find.step()) {
    Json user;
    user["name"] = find.text(0);
    user["role"] = find.text(1);
    user["department"] = find.text(2);
    user["team"] = find.text(3);
    user["disabled"] = find.integer(4) != 0;
    out.push_back(std::move(user));
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

}  // namespace ziping::server
