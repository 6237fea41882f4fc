#include "server/ledger/ledger.h"

namespace ziping::server {
namespace {

base::Error denied(std::string code, std::string message) {
  return {base::ErrorKind::Denied, std::move(code), std::move(message), {}};
}

std::string device_id(const base::PublicKey& key) {
  return base::sha256({reinterpret_cast<const char*>(key.bytes.data()), key.bytes.size()}).hex().substr(0, 32);
}

base::Error unknown_device(const std::string& device) {
  return {base::ErrorKind::NotFound, "unknown-device", "没有登记过设备“" + device + "”，或已撤销。", {}};
}

}  // namespace

Result<Credentials> Ledger::credentials(const std::string& user) {
  auto find = database_->prepare(
      "SELECT role, department, team, secret, code_until FROM account WHERE name = ?1 AND disabled = 0 AND secret <> "
      "'' AND "
      "(code_until = 0 OR code_until > ?2)");
  find.bind(1, user).bind(2, clock_->now_ms());
  if (find.step())
    return Credentials{{user, find.text(0), find.text(1), find.text(2)}, find.text(3), find.integer(4) != 0};
  if (auto status = find.status(); !status) return status.error();
  return denied("wrong-password",
                "用户名、密码或登记码不对，或登记码已用过、已过期。请核对后再试，或请管理员另发登记码。");
}

Result<Device> Ledger::put_device(const Credentials& checked, const std::string& label, const base::PublicKey& key,
                                  const std::string& token, Admission admission, KeyHeld held) {
  auto now = credentials(checked.user.name);
  if (!now) return now.error();
  if (now->secret != checked.secret) return denied("wrong-password", "密码或登记码刚刚换过，请重新输入。");
  const std::string id = device_id(key);
  const std::int64_t waiting = admission == Admission::ByApproval && !now->one_time;
  auto put = database_->prepare(
      "INSERT INTO device VALUES(?1, ?2, ?3, ?4, ?5, ?6, 0, ?7) ON CONFLICT(id) DO UPDATE SET token = excluded.token, "
      "label = excluded.label, waiting = min(CASE ?8 WHEN 0 THEN 1 ELSE waiting END, excluded.waiting) WHERE user = "
      "excluded.user AND revoked = 0");
  put.bind(1, id).bind(2, checked.user.name).bind(3, label).bind(4, key.base64());
  put.bind_blob(5, base::sha256(token).view()).bind(6, this->now()).bind(7, waiting);
  put.bind(8, std::int64_t{held == KeyHeld::Shown});
  if (auto status = put.run(); !status) return status.error();
  if (database_->changes() == 0)
    return base::Error{base::ErrorKind::Invalid,
                       "already-there",
                       "这台设备已经登记给另一个用户，或已被撤销。请换一个数据文件夹重新登记。",
                       {}};
  auto use_up = database_->prepare("UPDATE account SET secret = '' WHERE name = ?1 AND code_until > 0");
  if (auto status = use_up.bind(1, checked.user.name).run(); !status) return status.error();
  if (auto status = announce_device(id); !status) return status.error();
  if (auto status = audit(checked.user.name, "enrolled", id); !status) return status.error();
  return Device{id, key, now->user};
}

// Its key is told for good, for what it sealed; and whether bundles of the department are for it.
Status Ledger::announce_device(const std::string& device) {
  auto find = database_->prepare(
      "SELECT user, key, department, waiting, revoked FROM device JOIN account ON account.name = device.user WHERE id "
      "= ?1");
  find.bind(1, device);
  if (!find.step()) return find.status() ? Status(unknown_device(device)) : find.status();
  Json body;
  body["id"] = device;
  body["user"] = find.text(0);
  body["key"] = find.text(1);
  if (find.integer(3) != 0) body["waiting"] = true;
  if (find.integer(4) != 0) body["revoked"] = true;
  const std::string department = find.text(2);
  const Audience audience = department.empty() ? Audience::Everyone : Audience::DepartmentAndFinance;
  auto seq = append("device", audience, department, std::move(body));
  return seq ? base::done() : Status(seq.error());
}

Result<Device> Ledger::signed_in(const std::string& token) {
  auto find = database_->prepare(
      "SELECT id, key, user, role, department, team, waiting FROM device JOIN account ON account.name = device.user "
      "WHERE "
      "token = ?1 AND revoked = 0 AND disabled = 0");
  find.bind_blob(1, base::sha256(token).view());
  if (!find.step()) {
    if (auto status = find.status(); !status) return status.error();
    return denied("not-signed-in", "本机没有登记，或登记已被撤销、用户已停用。内容仍在本机，请重新登记。");
  }
  auto key = base::PublicKey::parse(find.text(1));
  if (!key) return key.error();
  if (find.integer(6) != 0)
    return denied("device-waiting",
                  "这台设备已登记，请管理员核对指纹 " + key->fingerprint() + " 后批准，再同步。内容仍在本机。");
  return Device{find.text(0), *key, {find.text(2), find.text(3), find.text(4), find.text(5)}};
}

Result<Sealer> Ledger::sealer(const std::string& device) {
  const auto refuse = [](std::string code, std::string message) {
    return base::Error{base::ErrorKind::Invalid, std::move(code), std::move(message), {}};
  };
  auto find = database_->prepare(
      "SELECT key, user, role, department, team, waiting, revoked OR disabled FROM device JOIN account ON account.name "
      "= device.user WHERE id = ?1");
  find.bind(1, device);
  if (!find.step()) {
    if (auto status = find.status(); !status) return status.error();
    return refuse("unknown-device", "封存这条内容的设备没有登记过，没有采用。内容仍在那台电脑上。");
  }
  auto key = base::PublicKey::parse(find.text(0));
  if (!key) return key.error();
  Sealer out{{device, *key, {find.text(1), find.text(2), find.text(3), find.text(4)}}, base::done()};
  if (find.integer(6) != 0)
    out.standing =
        refuse("device-revoked", "封存这条内容的设备已被撤销或用户已停用，没有采用。内容留在待处理里，请联系管理员。");
  else if (find.integer(5) != 0)
    out.standing = refuse("device-waiting", "封存这条内容的设备还没有批准，没有采用。请管理员批准后再送一次。");
  return out;
}

Result<base::PublicKey> Ledger::device_key(const std::string& device) {
  auto find = database_->prepare("SELECT key FROM device WHERE id = ?1");
  find.bind(1, device);
  if (find.step()) return base::PublicKey::parse(find.text(0));
  if (auto status = find.status(); !status) return status.error();
  return denied("unknown-device", "没有登记过这台设备。");
}

Status Ledger::approve_device(const std::string& device) {
  auto set = database_->prepare("UPDATE device SET waiting = 0 WHERE id = ?1 AND revoked = 0");
  if (auto status = set.bind(1, device).run(); !status) return status;
  return database_->changes() == 0 ? Status(unknown_device(device)) : announce_device(device);
}

Status Ledger::revoke_device(const std::string& device) {
  auto set = database_->prepare("UPDATE device SET revoked = 1 WHERE id = ?1");
  if (auto status = set.bind(1, device).run(); !status) return status;
  return database_->changes() == 0 ? Status(unknown_device(device)) : announce_device(device);
}

Result<std::vector<Json>> Ledger::devices() {
  std::vector<Json> out;
  auto find = database_->prepare("SELECT id, user, label, at, revoked, key, waiting FROM device ORDER BY user, at");
  while (find.step()) {
    Json one;
    one["device"] = find.text(0);
    one["user"] = find.text(1);
    one["label"] = find.text(2);
    one["at"] = find.text(3);
    one["revoked"] = find.integer(4) != 0;
    one["waiting"] = find.integer(6) != 0;
    auto key = base::PublicKey::parse(find.text(5));
    if (!key) return key.error();
    one["fingerprint"] = key->fingerprint();
    out.push_back(std::move(one));
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

}  // namespace ziping::server
