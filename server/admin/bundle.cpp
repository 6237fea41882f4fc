#include "server/admin/bundle.h"

#include <algorithm>

#include "server/intake/intake.h"
#include "shared/sync/bundle.h"

namespace ziping::server {
namespace {

constexpr const char* kUnchanged = "，没有收下，服务器数据没有改动。";

base::Error refuse(std::string code, const std::string& what) {
  return {base::ErrorKind::Invalid, std::move(code), what + kUnchanged, {}};
}

struct Opened {
  sync::BundlePreface preface;
  sync::BundleContent content;
};

// A revoked device may still bring: each revision has its own verdict.
Result<Opened> opened(Ledger& ledger, std::string_view file, const std::string& passphrase) {
  auto packed = sync::PackedBundle::parse(file);
  if (!packed) return packed.error();
  const sync::BundlePreface& preface = packed->preface();
  if (preface.server != ledger.server_id()) return refuse("foreign-bundle", "这个数据包属于另一台服务器");
  if (preface.device.empty()) return refuse("foreign-bundle", "这个数据包是服务器做给“" + preface.reader + "”的");
  auto key = ledger.device_key(preface.device);
  if (!key && is_fault(key.error())) return key.error();
  if (!key || *key != preface.key) return refuse("unknown-maker", "制作这个数据包的设备没有在这里登记过");
  auto content = packed->open({ledger.key(), passphrase});
  if (!content) return content.error();
  return Opened{preface, std::move(*content)};
}

Status check_needs(Ledger& ledger, const sync::BundleContent& content) {
  for (const std::string& need : content.needs) {
    auto receipt = ledger.receipt(need);
    if (!receipt) return receipt.error();
    if (!*receipt)
      return base::Error{base::ErrorKind::NotFound,
                         "missing-revisions",
                         "数据包接着服务器没有的修订（" + need.substr(0, 12) + "…）" + kUnchanged +
                             "请先收下更早的数据包，或请对方用 ziping bundle make 文件 --for 用户名 --all 重新制作。",
                         {}};
  }
  return base::done();
}

// {user, role, department, team} of somebody whom a bundle may be made for.
Result<sync::Author> account(Ledger& ledger, const std::string& user) {
  auto find = ledger.database().prepare("SELECT role, department, team FROM account WHERE name = ?1 AND disabled = 0");
  find.bind(1, user);
  if (find.step()) return sync::Author{user, find.text(0), find.text(1), find.text(2)};
  if (auto status = find.status(); !status) return status.error();
  return base::Error{
      base::ErrorKind::NotFound, "unknown-user", "没有用户“" + user + "”，或已停用，没有制作数据包。", {}};
}

// The keys of the user's devices, and the last entry that all of them have.
struct Desks {
  std::vector<base::PublicKey> keys;
  std::int64_t cursor = 0;
};

Result<Desks> desks(Ledger& ledger, const std::string& user) {
  Desks out;
  auto find = ledger.database().prepare(
      "SELECT key, coalesce(cursor, 0) FROM device LEFT JOIN bundle_peer ON bundle_peer.device = device.id WHERE user "
      "= "
      "?1 AND revoked = 0 AND waiting = 0");
  find.bind(1, user);
  while (find.step()) {
    auto key = base::PublicKey::parse(find.text(0));
    if (!key) return key.error();
    out.cursor = out.keys.empty() ? find.integer(1) : std::min(out.cursor, find.integer(1));
    out.keys.push_back(*key);
  }
  if (auto status = find.status(); !status) return status.error();
  if (out.keys.empty())
    return base::Error{
        base::ErrorKind::NotFound, "unknown-user", "用户“" + user + "”还没有登记设备，没有制作数据包。", {}};
  return out;
}

Status put_entries(Ledger& ledger, const sync::Author& user, sync::BundleContent& out) {
  for (bool more = true; more;) {
    auto page = ledger.entries(out.to, user, {});
    auto bodies = page ? bodies_of(*page) : Result<std::vector<Json>>(page.error());
    if (!bodies) return bodies.error();
    for (Json& body : *bodies) out.entries.push_back(std::move(body));
    out.to = page->cursor;
    more = page->more;
  }
  return base::done();
}

Status put_receipts(Ledger& ledger, const std::string& user, sync::BundleContent& out) {
  for (const Json& entry : out.entries) {
    const Json* body = entry.find("revision");
    auto revision =
        body && body->is_object() ? report::Revision::parse(*body) : Result<report::Revision>(base::Error{});
    if (!revision || revision->header.author != user) continue;
    auto receipt = ledger.receipt(revision->header.name().hex());
    if (!receipt) return receipt.error();
    if (*receipt) out.receipts.push_back(std::move(**receipt));
  }
  return base::done();
}

// All that the user's devices have in quarantine: they pass over what they have heard of.
Status put_refusals(Ledger& ledger, const std::string& user, sync::BundleContent& out) {
  auto find = ledger.database().prepare("SELECT body, why FROM quarantine ORDER BY at, id");
  while (find.step()) {
    auto body = base::parse_json(find.text(0), {.depth_max = sync::kBodyDepthMax});
    auto why = body ? base::parse_json(find.text(1)) : body;
    auto refused = why ? sync::Refused::parse(*why) : Result<sync::Refused>(why.error());
    if (!refused) return refused.error();
    const Json* header = body->find("header");
    if (!header || header->text_or("author") != user) continue;
    refused->signature = ledger.key().sign(refused->signed_bytes(ledger.server_id()));
    out.refused.push_back(std::move(*refused));
  }
  return find.status();
}

}  // namespace

Result<Json> look(Ledger& ledger, std::string_view file, const std::string& passphrase) {
  auto bundle = opened(ledger, file, passphrase);
  if (!bundle) return bundle.error();
  if (auto status = check_needs(ledger, bundle->content); !status) return status.error();
  std::int64_t known = 0;
  for (const Json& body : bundle->content.revisions) {
    auto revision = report::Revision::parse(body);
    if (!revision) continue;
    auto receipt = ledger.receipt(revision->header.name().hex());
    if (!receipt) return receipt.error();
    if (*receipt) ++known;
  }
  Json out;
  out["maker"] = bundle->preface.user;
  out["device"] = bundle->preface.device;
  out["at"] = bundle->preface.at;
  out["revisions"] = bundle->content.revisions.size();
  out["known"] = known;
  return out;
}

Result<Json> take_bundle(Ledger& ledger, const std::string& who, std::string_view file, const std::string& passphrase) {
  auto bundle = opened(ledger, file, passphrase);
  if (!bundle) return bundle.error();
  if (auto status = check_needs(ledger, bundle->content); !status) return status.error();
  const std::vector<Json>& revisions = bundle->content.revisions;
  const Carrier carrier{"", who.empty() ? "zipingd" : who, std::nullopt};
  auto sealers = look_up(ledger, carrier, sealing_devices(revisions));
  auto verdicts = sealers ? take(ledger, carrier, examine(*sealers, revisions)) : Result<Verdicts>(sealers.error());
  if (!verdicts) return verdicts.error();
  if (bundle->content.has) {
    // Told by the device: what it says can only make its own answer larger or smaller.
    auto put = ledger.database().prepare("INSERT OR REPLACE INTO bundle_peer VALUES(?1, ?2)");
    if (auto status = put.bind(1, bundle->preface.device).bind(2, bundle->content.has->cursor).run(); !status)
      return status.error();
  }
  Json out, refused{Json::Array{}};
  for (const sync::Refused& one : verdicts->refused) refused.push(one.json());
  out["maker"] = bundle->preface.user;
  out["receipts"] = verdicts->receipts.size();
  out["refused"] = std::move(refused);
  return out;
}

Result<BundleAnswer> answer(Ledger& ledger, const std::string& user, std::int64_t since) {
  auto who = account(ledger, user);
  auto to = who ? desks(ledger, user) : Result<Desks>(who.error());
  if (!to) return to.error();
  sync::BundleContent content;
  content.from = content.to = since >= 0 ? since : std::max<std::int64_t>(0, to->cursor);
  if (auto status = put_entries(ledger, *who, content); !status) return status.error();
  if (auto status = put_receipts(ledger, user, content); !status) return status.error();
  if (auto status = put_refusals(ledger, user, content); !status) return status.error();
  const sync::BundlePreface preface{
      "", "", ledger.key().public_key(), ledger.server_id(), ledger.now(), who->department, user};
  sync::BundleReaders readers{std::move(to->keys), ""};
  auto file = sync::pack(preface, content, readers, ledger.key(), base::system_random());
  if (!file) return file.error();
  const auto count = [](const auto& all) { return static_cast<std::int64_t>(all.size()); };
  return BundleAnswer{std::move(*file),       count(content.entries), count(content.receipts),
                      count(content.refused), content.from,           content.to};
}

}  // namespace ziping::server
