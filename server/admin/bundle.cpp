#include "server/admin/bundle.h"

#include <algorithm>

#include "server/intake/remarks.h"
#include "server/ledger/files.h"
#include "shared/form/attachment.h"
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

// What the bundle builds on: parents, the versions that remarks speak about, the remarks that others are on.
Status check_needs(Ledger& ledger, const sync::BundleContent& content) {
  std::set<std::string> inside, needs(content.needs.begin(), content.needs.end()), on;
  for (const Json& body : content.revisions)
    if (auto revision = report::Revision::parse(body)) inside.insert(revision->header.name().hex());
  for (const Json& body : content.remarks) {
    auto remark = sync::Remark::parse(body);
    if (!remark) continue;  // it has its own verdict
    inside.insert(remark->header.name().hex());
    if (!inside.contains(remark->header.revision.hex())) needs.insert(remark->header.revision.hex());
    if (remark->header.on && !inside.contains(remark->header.on->hex())) on.insert(remark->header.on->hex());
  }
  for (const std::string& need : on) {
    auto receipt = ledger.remark_receipt(need);
    if (!receipt) return receipt.error();
    if (!*receipt) needs.insert(need);
  }
  for (const std::string& need : needs) {
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
    out.to_chain = std::move(page->chain);
    more = page->more;
  }
  return base::done();
}

// What the user sealed or said by an entry, or the file that it tells of; empty for all else.
std::string waited_for(const Json& entry, const std::string& user) {
  if (entry.text_or("kind") == "file") return std::string(entry.text_or("file"));
  const Json *revision = entry.find("revision"), *remark = entry.find("remark");
  if (revision && revision->is_object())
    if (auto sealed = report::Revision::parse(*revision); sealed && sealed->header.author == user)
      return sealed->header.name().hex();
  if (remark)
    if (auto said = sync::Remark::parse(*remark); said && said->header.author == user) return said->header.name().hex();
  return {};
}

Status put_receipts(Ledger& ledger, const sync::Author& user, sync::BundleContent& out) {
  for (const Json& entry : out.entries) {
    const std::string name = waited_for(entry, user.name);
    if (name.empty()) continue;
    auto receipt = ledger.receipt(name);
    if (receipt && !*receipt) receipt = ledger.remark_receipt(name);
    if (receipt && !*receipt) receipt = Files(ledger).receipt(user.department, name);
    if (!receipt) return receipt.error();
    if (*receipt) out.receipts.push_back(std::move(**receipt));
  }
  return base::done();
}

Result<std::string> bytes_of(Ledger& ledger, const sync::Author& user, const base::Hash& file) {
  std::string out;
  for (;;) {
    auto slice = Files(ledger).read(user, file, static_cast<std::int64_t>(out.size()));
    if (!slice) return slice.error();
    if (slice->body.empty()) return out;
    out += slice->body;
  }
}

struct ToldFile {
  base::Hash file;
  std::int64_t bytes = 0;
};

// The attachments that the entries tell of, each once. Of one that was whole before its report was submitted the
// department alone has an entry: finance hears of it by the version that names it.
Result<std::vector<ToldFile>> told_files(Ledger& ledger, const sync::Author& user, const std::vector<Json>& entries) {
  std::vector<ToldFile> out;
  std::set<std::string> told;
  const auto tell = [&](const std::string& name, std::int64_t bytes) -> Status {
    const auto file = base::Hash::parse(name);
    if (!file) return file.error();
    if (told.insert(name).second) out.push_back({*file, bytes});
    return base::done();
  };
  for (const Json& entry : entries) {
    if (entry.text_or("kind") == "file")
      if (auto status = tell(std::string(entry.text_or("file")), entry.integer_or("bytes", 0)); !status)
        return status.error();
    if (entry.text_or("kind") != "version" || user.role != "finance") continue;
    auto find = ledger.database().prepare(
        "SELECT DISTINCT naming.file, file.bytes FROM naming JOIN file ON file.department = naming.department AND "
        "file.sha256 = naming.file WHERE report = ?1 AND version = ?2 ORDER BY naming.file");
    find.bind(1, entry.text_or("report")).bind(2, entry.integer_or("version", 0));
    while (find.step())
      if (auto status = tell(find.text(0), find.integer(1)); !status) return status.error();
    if (auto status = find.status(); !status) return status.error();
  }
  return out;
}

// As many of them as fit; gives the names of those that do not.
Result<std::vector<std::string>> put_files(Ledger& ledger, const sync::Author& user, std::int64_t largest,
                                           sync::BundleContent& out) {
  auto files = told_files(ledger, user, out.entries);
  if (!files) return files.error();
  std::vector<std::string> left_out;
  auto room = static_cast<std::int64_t>(sync::kBundleFilesBytesMax);
  for (const ToldFile& one : *files) {
    if (one.bytes > std::min(largest, room) || out.files.size() == sync::kBundleFilesMax) {
      left_out.push_back(one.file.hex());
      continue;
    }
    auto body = bytes_of(ledger, user, one.file);
    if (!body) return body.error();
    room -= one.bytes;
    out.files.push_back({one.file, std::move(*body)});
  }
  return left_out;
}

// What the user sealed or said, where the server gave its word on that and not on what a carrier made of it; an
// attachment is the department's, whoever brought it.
bool is_told_to(const sync::Author& user, const Json& quarantined, const sync::Refused& refused) {
  const Json* header = quarantined.find("header");
  if (header) return refused.signature && header->text_or("author") == user.name;
  return !quarantined.text_or("file").empty() && quarantined.text_or("department") == user.department;
}

// Of what stands in quarantine: the user's devices pass over what they have heard of.
Status put_refusals(Ledger& ledger, const sync::Author& user, sync::BundleContent& out) {
  auto find = ledger.database().prepare("SELECT body, why FROM quarantine ORDER BY at, id");
  while (find.step()) {
    auto body = base::parse_json(find.text(0), {.depth_max = sync::kBodyDepthMax});
    auto why = body ? base::parse_json(find.text(1)) : body;
    auto refused = why ? sync::Refused::parse(*why) : Result<sync::Refused>(why.error());
    if (!refused) return refused.error();
    if (!is_told_to(user, *body, *refused)) continue;
    refused->signature = ledger.key().sign(refused->signed_bytes(ledger.server_id()));
    out.refused.push_back(std::move(*refused));
  }
  return find.status();
}

struct TakenFiles {
  std::int64_t held = 0;
  Json refused{Json::Array{}}, waiting{Json::Array{}};
};

Result<FileStanding> take_file(Ledger& ledger, const Device& maker, const sync::BundleFile& one) {
  Files files(ledger);
  const auto bytes = static_cast<std::int64_t>(one.body.size());
  auto standing = files.standing(maker.user, one.file, bytes);
  while (standing && !standing->receipt && standing->offset < bytes) {
    const auto at = static_cast<std::size_t>(standing->offset);
    standing = files.append(maker.user, one.file, bytes, standing->offset,
                            std::string_view(one.body).substr(at, static_cast<std::size_t>(sqlite::kPieceBytes)));
  }
  if (!standing && is_verdict(standing.error())) return files.refused(maker, one.file, standing.error());
  return standing;
}

// For whoever brought them, by the limits that hold for pieces over the wire. What is refused holds up nothing else.
Result<TakenFiles> take_files(Ledger& ledger, const Opened& bundle, DiskLevel disk) {
  auto maker = taken_from(ledger.sealer(bundle.preface.device), Proof::None);
  if (!maker && is_fault(maker.error())) return maker.error();
  TakenFiles out;
  for (const sync::BundleFile& one : bundle.content.files) {
    if (!may_take_file(disk)) {
      out.waiting.push(one.file.hex());
      continue;
    }
    auto standing = maker ? take_file(ledger, *maker, one) : Result<FileStanding>(maker.error());
    if (!standing && is_fault(standing.error())) return standing.error();
    if (standing && standing->receipt) {
      ++out.held;
      continue;
    }
    Json why;
    why["file"] = one.file.hex();
    why["code"] = standing ? "wrong-hash" : standing.error().code;
    why["message"] = standing ? "附件没有收完，请再收一次。" : standing.error().message;
    out.refused.push(std::move(why));
  }
  return out;
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
  out["remarks"] = bundle->content.remarks.size();
  out["files"] = bundle->content.files.size();
  out["known"] = known;
  return out;
}

Result<Json> take_bundle(Ledger& ledger, const std::string& who, std::string_view file, const std::string& passphrase,
                         DiskLevel disk) {
  if (auto room = may_take_bundle(disk); !room) return room.error();
  auto bundle = opened(ledger, file, passphrase);
  if (!bundle) return bundle.error();
  if (auto status = check_needs(ledger, bundle->content); !status) return status.error();
  const std::vector<Json>& revisions = bundle->content.revisions;
  const Carrier carrier{"", who.empty() ? "zipingd" : who, std::nullopt, bundle->preface.device};
  const std::vector<Json>& remarks = bundle->content.remarks;
  std::set<std::string> devices = sealing_devices(revisions);
  devices.merge(sealing_devices(remarks));
  auto sealers = look_up(ledger, carrier, devices);
  auto verdicts = sealers ? take(ledger, carrier, examine(*sealers, revisions)) : Result<Verdicts>(sealers.error());
  if (!verdicts) return verdicts.error();
  if (auto status = take_remarks(ledger, carrier, examine_remarks(*sealers, remarks), *verdicts); !status)
    return status.error();
  bool set_back = false;
  auto files = take_files(ledger, *bundle, disk);
  if (!files) return files.error();
  if (bundle->content.has) {
    // Told by the device: what it says can only make its own answer larger or smaller. One that has heard of another
    // log than this gets all of it.
    const sync::BundleHoldings& has = *bundle->content.has;
    const Status heard = ledger.check_heard(has.cursor, has.chain);
    if (!heard && is_fault(heard.error())) return heard.error();
    set_back = !heard;
    auto put = ledger.database().prepare("INSERT OR REPLACE INTO bundle_peer VALUES(?1, ?2)");
    put.bind(1, bundle->preface.device).bind(2, set_back ? 0 : has.cursor);
    if (auto status = put.run(); !status) return status.error();
  }
  Json out, refused{Json::Array{}};
  for (const sync::Refused& one : verdicts->refused) refused.push(one.json());
  out["maker"] = bundle->preface.user;
  out["receipts"] = verdicts->receipts.size();
  out["refused"] = std::move(refused);
  out["files"] = files->held;
  out["refused_files"] = std::move(files->refused);
  out["waiting_files"] = std::move(files->waiting);
  out["set_back"] = set_back;
  return out;
}

Result<BundleAnswer> answer(Ledger& ledger, const std::string& user, std::int64_t since, AnswerFiles files,
                            base::Random& random) {
  auto who = account(ledger, user);
  auto to = who ? desks(ledger, user) : Result<Desks>(who.error());
  if (!to) return to.error();
  sync::BundleContent content;
  content.from = content.to = since >= 0 ? since : std::max<std::int64_t>(0, to->cursor);
  auto chain = ledger.chain_at(content.from);
  if (!chain) return chain.error();
  content.from_chain = std::move(*chain);
  if (auto status = put_entries(ledger, *who, content); !status) return status.error();
  if (auto status = put_receipts(ledger, *who, content); !status) return status.error();
  if (auto status = put_refusals(ledger, *who, content); !status) return status.error();
  auto left_out =
      put_files(ledger, *who, files == AnswerFiles::All ? form::kAttachmentBytesMax : kAnswerFileBytesMax, content);
  if (!left_out) return left_out.error();
  const sync::BundlePreface preface{
      "", "", ledger.key().public_key(), ledger.server_id(), ledger.now(), who->department, user};
  sync::BundleReaders readers{std::move(to->keys), ""};
  auto file = sync::pack(preface, content, readers, ledger.key(), random);
  if (!file) return file.error();
  const auto count = [](const auto& all) { return static_cast<std::int64_t>(all.size()); };
  return BundleAnswer{std::move(*file),
                      count(content.entries),
                      count(content.receipts),
                      count(content.refused),
                      count(content.files),
                      std::move(*left_out),
                      content.from,
                      content.to};
}

}  // namespace ziping::server
