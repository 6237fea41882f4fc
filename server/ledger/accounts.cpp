#include <algorithm>

#include "server/ledger/ledger.h"
#include "shared/base/password.h"

namespace ziping::server {
namespace {

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

Status check_place(sqlite::Database& database, const sync::Author& user) {
  const auto role = std::ranges::find(kRoles, user.role, &Role::name);
  if (role == std::end(kRoles))
    return invalid("unknown-role",
                   "没有角色“" + user.role + "”。可用：member、lead、office、chief、finance、admin、auditor。");
  if (user.name.empty() || user.name.size() > 200) return invalid("bad-name", "用户名要有 1 到 200 个字节。");
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

Status Ledger::add_department(const std::string& id, const std::string& name) {
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  auto put = database_->prepare("INSERT INTO department VALUES(?1, ?2)");
  if (auto status = put.bind(1, id).bind(2, name).run(); !status)
    return explained(status, invalid("already-there", "部门“" + id + "”已经有了。"));
  Json body;
  body["id"] = id;
  body["name"] = name;
  if (auto seq = append("department", Audience::Everyone, id, std::move(body)); !seq) return seq.error();
  if (auto status = audit("", "department-added", id); !status) return status;
  return transaction->commit();
}

Status Ledger::add_team(const std::string& id, const std::string& name, const std::string& department) {
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  auto put = database_->prepare("INSERT INTO team VALUES(?1, ?2, ?3)");
  if (auto status = put.bind(1, id).bind(2, name).bind(3, department).run(); !status)
    return explained(status, invalid("bad-team", "工作队“" + id + "”已经有了，或者没有部门“" + department + "”。"));
  Json body;
  body["id"] = id;
  body["name"] = name;
  body["department"] = department;
  if (auto seq = append("team", Audience::DepartmentAndFinance, department, std::move(body)); !seq) return seq.error();
  if (auto status = audit("", "team-added", id); !status) return status;
  return transaction->commit();
}

Status Ledger::add_user(const sync::Author& user, const std::string& secret, Secret kind) {
  if (auto status = check_place(*database_, user); !status) return status;
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  auto put = database_->prepare("INSERT INTO account VALUES(?1, ?2, ?3, ?4, '', 0, 0)");
  put.bind(1, user.name).bind(2, user.role).bind(3, user.department).bind(4, user.team);
  if (auto status = put.run(); !status)
    return explained(status, invalid("already-there", "用户“" + user.name + "”已经有了。"));
  Json body;
  body["name"] = user.name;
  body["role"] = user.role;
  body["department"] = user.department;
  body["team"] = user.team;
  const Audience audience = user.department.empty() ? Audience::Everyone : Audience::DepartmentAndFinance;
  if (auto seq = append("user", audience, user.department, std::move(body)); !seq) return seq.error();
  if (auto status = audit("", "user-added", user.name + " " + user.role); !status) return status;
  auto hash = base::hash_password(secret);
  if (!hash) return hash.error();
  auto set = database_->prepare("UPDATE account SET secret = ?2, code_until = ?3 WHERE name = ?1");
  set.bind(1, user.name).bind(2, *hash);
  set.bind(3, kind == Secret::OneTimeCode ? clock_->now_ms() + kCodeLifetimeMs : std::int64_t{0});
  if (auto status = set.run(); !status) return status;
  return transaction->commit();
}

Status Ledger::set_secret(const std::string& user, const std::string& secret, Secret kind) {
  auto hash = base::hash_password(secret);
  if (!hash) return hash.error();
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  auto set = database_->prepare("UPDATE account SET secret = ?2, code_until = ?3, disabled = 0 WHERE name = ?1");
  set.bind(1, user).bind(2, *hash);
  set.bind(3, kind == Secret::OneTimeCode ? clock_->now_ms() + kCodeLifetimeMs : std::int64_t{0});
  if (auto status = set.run(); !status) return status;
  if (database_->changes() == 0) return unknown_user(user);
  if (auto status = audit("", "secret-set", user); !status) return status;
  return transaction->commit();
}

Status Ledger::disable_user(const std::string& name) {
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  auto set = database_->prepare("UPDATE account SET disabled = 1, secret = '' WHERE name = ?1");
  if (auto status = set.bind(1, name).run(); !status) return status;
  if (database_->changes() == 0) return unknown_user(name);
  if (auto status = audit("", "user-disabled", name); !status) return status;
  return transaction->commit();
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
