#include "server/ledger/ledger.h"
#include "shared/base/password.h"

namespace ziping::server {
namespace {

constexpr std::string_view kRoles[] = {"member", "lead", "office", "chief", "finance", "admin", "auditor"};

base::Error denied(std::string code, std::string message) {
  return {base::ErrorKind::Denied, std::move(code), std::move(message), {}};
}

}  // namespace

Status Ledger::add_department(const std::string& id, const std::string& name) {
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  if (auto status = database_->prepare("INSERT INTO department VALUES(?1, ?2)").bind(1, id).bind(2, name).run();
      !status)
    return base::Error{base::ErrorKind::Invalid, "already-there", "部门“" + id + "”已经有了。", status.error().cause};
  Json body;
  body["id"] = id;
  body["name"] = name;
  if (auto seq = append("department", Audience::Everyone, id, std::move(body)); !seq) return seq.error();
  return transaction->commit();
}

Status Ledger::add_team(const std::string& id, const std::string& name, const std::string& department) {
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  if (auto status =
          database_->prepare("INSERT INTO team VALUES(?1, ?2, ?3)").bind(1, id).bind(2, name).bind(3, department).run();
      !status)
    return base::Error{base::ErrorKind::Invalid, "bad-team",
                       "工作队“" + id + "”已经有了，或者没有部门“" + department + "”。", status.error().cause};
  Json body;
  body["id"] = id;
  body["name"] = name;
  body["department"] = department;
  if (auto seq = append("team", Audience::Department, department, std::move(body)); !seq) return seq.error();
  return transaction->commit();
}

Status Ledger::add_user(const sync::Author& user, const std::string& secret) {
  bool known = false;
  for (std::string_view role : kRoles) known = known || role == user.role;
  if (!known) return base::Error{base::ErrorKind::Invalid, "unknown-role", "没有角色“" + user.role + "”。", {}};
  auto hash = base::hash_password(secret);
  if (!hash) return hash.error();
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  auto put = database_->prepare("INSERT INTO account(name, role, department, team, secret) VALUES(?1, ?2, ?3, ?4, ?5)");
  if (auto status =
          put.bind(1, user.name).bind(2, user.role).bind(3, user.department).bind(4, user.team).bind(5, *hash).run();
      !status)
    return base::Error{base::ErrorKind::Invalid, "already-there", "用户“" + user.name + "”已经有了。",
                       status.error().cause};
  Json body;
  body["name"] = user.name;
  body["role"] = user.role;
  body["department"] = user.department;
  body["team"] = user.team;
  if (auto seq = append("user", Audience::Everyone, user.department, std::move(body)); !seq) return seq.error();
  return transaction->commit();
}

Status Ledger::disable_user(const std::string& name) {
  if (auto status = database_->prepare("UPDATE account SET disabled = 1 WHERE name = ?1").bind(1, name).run(); !status)
    return status;
  if (database_->changes() == 0)
    return base::Error{base::ErrorKind::NotFound, "unknown-user", "没有用户“" + name + "”。", {}};
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

Result<sync::Author> Ledger::account(const std::string& name, std::string* secret_hash) {
  auto find = database_->prepare("SELECT role, department, team, secret FROM account WHERE name = ?1 AND disabled = 0");
  find.bind(1, name);
  if (!find.step()) return denied("wrong-password", "用户名或密码不对。");
  if (secret_hash) *secret_hash = find.text(3);
  return sync::Author{name, find.text(0), find.text(1), find.text(2)};
}

Result<Device> Ledger::enrol(const std::string& name, const std::string& secret, const std::string& label,
                             const base::PublicKey& key, std::string& token) {
  std::string hash;
  auto user = account(name, &hash);
  if (!user) return user.error();
  if (!base::matches(hash, secret)) return denied("wrong-password", "用户名或密码不对。");
  const std::string id =
      base::sha256({reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()}).hex().substr(0, 32);
  token = base::bearer_token(random_);
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  auto put = database_->prepare("INSERT INTO device VALUES(?1, ?2, ?3, ?4, ?5)");
  put.bind(1, id).bind(2, name).bind(3, label).bind(4, key.base64()).bind_blob(5, base::sha256(token).view());
  if (auto status = put.run(); !status)
    return base::Error{base::ErrorKind::Invalid, "already-there", "这台设备已经登记过了。", status.error().cause};
  Json body;
  body["id"] = id;
  body["user"] = name;
  body["key"] = key.base64();
  if (auto seq = append("device", Audience::Everyone, user->department, std::move(body)); !seq) return seq.error();
  if (auto status = transaction->commit(); !status) return status.error();
  return Device{id, key, std::move(*user)};
}

Result<Device> Ledger::signed_in(const std::string& token) {
  auto find = database_->prepare("SELECT id, user, key FROM device WHERE token = ?1");
  find.bind_blob(1, base::sha256(token).view());
  if (!find.step()) return denied("not-signed-in", "本机没有登记，或登记已被撤销，请重新登记。");
  auto user = account(find.text(1), nullptr);
  auto key = base::PublicKey::parse(find.text(2));
  if (!user || !key) return denied("not-signed-in", "这个用户已停用。");
  return Device{find.text(0), *key, std::move(*user)};
}

Result<base::PublicKey> Ledger::device_key(const std::string& device) {
  auto find = database_->prepare("SELECT key FROM device WHERE id = ?1");
  find.bind(1, device);
  if (!find.step()) return denied("unknown-device", "没有登记过这台设备。");
  return base::PublicKey::parse(find.text(0));
}

}  // namespace ziping::server
