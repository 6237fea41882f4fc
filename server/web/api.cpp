#include "server/web/api.h"

#include <algorithm>

#include "server/admin/command.h"
#include "server/intake/remarks.h"
#include "shared/base/compress.h"
#include "shared/base/password.h"
#include "shared/merge/merge.h"

namespace ziping::server {
namespace {

constexpr base::ParseLimits kEnrolLimits{.bytes_max = 16u << 10, .depth_max = 8};
constexpr std::size_t kLabelBytesMax = 200;
constexpr std::size_t kUserBytesMax = 200;  // no account has a longer name
// How far the clock of a device that shows its key may be off: many are, and what was shown longer ago shows nothing.
constexpr std::int64_t kHeldOffMs = 24 * 60 * 60 * 1'000;

base::Error invalid(std::string code, std::string message) {
  return {base::ErrorKind::Invalid, std::move(code), std::move(message), {}};
}

Json author_json(const sync::Author& user) {
  Json out;
  out["name"] = user.name;
  out["role"] = user.role;
  out["department"] = user.department;
  out["team"] = user.team;
  return out;
}

class Turn {
 public:
  explicit Turn(std::counting_semaphore<kHashingMax>& all) : all_(all) { all_.acquire(); }
  ~Turn() { all_.release(); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  std::counting_semaphore<kHashingMax>& all_;
};

// What a password for an unknown name is compared with, so that the answer takes as long.
const std::string& nobodys_secret() {
  static const std::string hash = *base::hash_password(base::bearer_token(base::system_random()));
  return hash;
}

// To whoever is far away "your disk is full" would be about the wrong disk.
base::Error from_afar(const base::Error& error) {
  if (!is_fault(error)) return error;
  base::Error out = error;
  if (error.cause.empty() && error.code == "disk-full") return out;  // the policy's own sentence
  out.message = error.code == "disk-full" ? "服务器磁盘空间不足，没有收下。" : "服务器出了故障，没有收下。";
  out.message += "内容仍在您的电脑上，请告诉管理员，稍后再试。";
  return out;
}

// The range that is spoken here goes along as the cause.
base::Error other_protocol(int asked, const sync::ProtocolRange& spoken) {
  const bool newer = asked > spoken.to;
  return {base::ErrorKind::Outdated, newer ? "newer-protocol" : "older-protocol",
          newer ? "客户端比服务器新，请联系管理员更新服务器。内容仍在您的电脑上。"
                : "客户端太旧，服务器已不支持，请更新客户端。内容仍在您的电脑上。",
          base::canonical(spoken.json())};
}

}  // namespace

Result<Json> decoded(const Call& call, const base::ParseLimits& most) {
  Result<std::string> unpacked(std::string{});
  const bool packed = call.encoding == "zstd";
  if (packed) unpacked = base::decompress(call.body, most.bytes_max);
  if (!unpacked) return unpacked.error();
  auto json = base::parse_json(packed ? *unpacked : call.body, most);
  if (json && !json->is_object()) return invalid("bad-json", "收到的内容不是一个 JSON 对象。");
  return json;
}

bool is_loopback(const std::string& address) {
  return address == "::1" || address.starts_with("127.") || address.starts_with("::ffff:127.") ||
         address == "localhost";
}

Json problem(const base::Error& error) {
  Json out;
  out["problem"]["code"] = error.code;
  out["problem"]["message"] = error.message;
  out["problem"]["details"] = Json(Json::Object{});
  if (is_verdict(error))
    if (auto word = base::parse_json(error.cause)) out["problem"]["details"]["refusal"] = std::move(*word);
  if (error.code == "wrong-offset") out["problem"]["details"]["offset"] = error.cause;
  if (error.code == "newer-protocol" || error.code == "older-protocol")
    if (auto range = base::parse_json(error.cause)) out["problem"]["details"]["protocol"] = std::move(*range);
  return out;
}

int status_of(const base::Error& error) {
  if (error.code == "not-signed-in") return 401;
  if (error.code == "too-large") return 413;
  if (error.code == "too-many-tries") return 429;
  if (error.code == "wrong-offset" || error.code == "restored-server") return 409;
  if (error.code == "bad-json" || error.code == "bad-message" || error.code == "bad-compression") return 400;
  switch (error.kind) {
    case base::ErrorKind::Denied:
      return 403;
    case base::ErrorKind::NotFound:
      return 404;
    case base::ErrorKind::Full:
      return 507;
    case base::ErrorKind::Unavailable:
      return 503;
    case base::ErrorKind::Outdated:
      return 426;
    case base::ErrorKind::Invalid:
      return 422;
    case base::ErrorKind::Corrupt:
      return 500;
  }
  return 500;
}

Api::Api(std::unique_ptr<Ledger> ledger, Admission admission, const base::Clock& clock, base::Random& random,
         VolumeMeter meter, std::size_t group_max, sync::ProtocolRange protocol)
    : clock_(clock),
      random_(random),
      admission_(admission),
      protocol_(protocol),
      server_id_(ledger->server_id()),
      server_key_(ledger->key().public_key()),
      doorkeeper_(clock_),
      disk_(ledger->folder(), meter ? std::move(meter) : volume_of(ledger->folder())),
      writer_(std::move(ledger), group_max) {}

Json Api::identity() const {
  Json out;
  out["id"] = server_id_;
  out["key"] = server_key_.base64();
  return out;
}

Answer Api::counted(const Result<Json>& result) {
  return result ? counted_plainly(result) : counted_plainly(from_afar(result.error()));
}

Answer Api::counted_plainly(const Result<Json>& result) {
  ++answered_;
  if (result) return {200, *result};
  ++problems_;
  return {status_of(result.error()), problem(result.error())};
}

Status Api::write(const Writer::Job& job) {
  Status status = writer_.write(job);
  if (!status && status.error().code == "disk-full") {
    disk_.release();
    ran_full_ = true;
  }
  if (ran_full_.exchange(false) && !writer_.write([](Ledger& ledger) { return ledger.audit("", "disk-full", ""); }))
    ran_full_ = true;
  if (status) disk_.renew();
  return status;
}

Answer Api::hello() { return counted(hello_body()); }
Answer Api::enrol(const Call& call) { return counted(enrol_body(call)); }
Answer Api::sync(const Call& call) { return counted(sync_body(call)); }
Answer Api::transition(const Call& call) { return counted(transition_body(call)); }
// Whoever manages the server is told about its own disk and its own log.
Answer Api::admin(const Call& call) { return counted_plainly(admin_body(call)); }

Result<Json> Api::hello_body() const {
  Json out;
  out["service"] = "zipingd";
  out["protocol"] = protocol_.json();
  out["merge"] = merge::kMergeNumber;
  out["server"] = identity();
  out["time"] = base::utc_text(clock_.now_ms());
  return out;
}

Result<Device> Api::signed_in(const Call& call) {
  std::optional<Device> device;
  const Status status = writer_.read([&](Ledger& ledger) -> Status {
    auto found = ledger.signed_in(call.token);
    if (!found) return found.error();
    device = std::move(*found);
    return base::done();
  });
  if (!status) return status.error();
  return std::move(*device);
}

// The slow comparison runs outside every lock, but for kHashingMax at a time: each takes 19 MiB. Whoever waited for its
// turn is held to what those before it did.
Result<Credentials> Api::checked(const std::string& user, const std::string& secret, const std::string& address) {
  const base::Error wrong{base::ErrorKind::Denied,
                          "wrong-password",
                          "用户名、密码或登记码不对，或登记码已用过、已过期。请核对后再试，或请管理员另发登记码。",
                          {}};
  if (user.size() > kUserBytesMax) return wrong;  // and nobody remembers it
  auto found = compared(user, secret, address);
  if (found || found.error().code != wrong.code) return found;
  (void)write([&](Ledger& ledger) { return ledger.audit(user, "wrong-password", address); });
  return wrong;
}

Result<Credentials> Api::compared(const std::string& user, const std::string& secret, const std::string& address) {
  const std::string name = "user " + user, net = "net " + address;
  const Turn turn(hashing_);
  {
    const std::lock_guard<std::mutex> guard(door_lock_);
    for (const std::string& who : {name, net})
      if (auto status = doorkeeper_.may_try(who); !status) return status.error();
  }
  Result<Credentials> found = base::Error{};
  (void)writer_.read([&](Ledger& ledger) {
    found = ledger.credentials(user);
    return base::done();
  });
  if (!found && found.error().code != "wrong-password") return found.error();
  const std::string& nobody = nobodys_secret();
  const bool right = base::matches(found ? found->secret : nobody, secret) && found;
  const std::lock_guard<std::mutex> guard(door_lock_);
  if (right) {
    doorkeeper_.succeeded(name);
    doorkeeper_.succeeded(net);
    return found;
  }
  doorkeeper_.failed(name, kFreeTries);
  doorkeeper_.failed(net, kFreeTriesOfAddress);
  return base::Error{base::ErrorKind::Denied, "wrong-password", {}, {}};
}

// An older client shows nothing; nor does one that is enrolled for the first time, when nothing hangs on it.
KeyHeld Api::key_held(const Json& device, const base::PublicKey& key, const std::string& user) const {
  const Json* held = device.find("held");
  const std::string at(held ? held->text_or("at") : std::string_view());
  const std::int64_t off = base::parse_utc_text(at) - clock_.now_ms();
  auto signature = base::Signature::parse(held ? held->text_or("signature") : std::string_view());
  const bool shown = signature && off > -kHeldOffMs && off < kHeldOffMs &&
                     base::verify(key, sync::enrol_bytes(server_id_, user, at), *signature);
  return shown ? KeyHeld::Shown : KeyHeld::Claimed;
}

Result<Json> Api::enrol_body(const Call& call) {
  auto body = decoded(call, kEnrolLimits);  // from people nobody knows yet
  if (!body) return body.error();
  const Json* device = body->find("device");
  auto key = base::PublicKey::parse(device ? device->text_or("key") : std::string_view());
  if (!key) return key.error();
  if (!base::can_read(*key)) return invalid("bad-key", "这台设备的公钥不能用，没有登记。请换一个数据文件夹重新登记。");
  const std::string label(device->text_or("label"));
  if (label.size() > kLabelBytesMax) return invalid("too-long", "设备名称太长，最多约 60 个字。");
  const std::string secret(body->text_or("password", body->text_or("code")));
  auto who = checked(std::string(body->text_or("user")), secret, call.address);
  if (!who) return who.error();
  const KeyHeld held = key_held(*device, *key, who->user.name);
  const std::string token = base::bearer_token(random_);
  Result<Device> enrolled = base::Error{};
  const Status status = write([&](Ledger& ledger) {
    enrolled = ledger.put_device(*who, label, *key, token, admission_, held);
    return enrolled || !is_fault(enrolled.error()) ? base::done() : Status(enrolled.error());
  });
  if (!status) return status.error();
  if (!enrolled) return enrolled.error();
  Json out;
  out["token"] = token;
  out["device"] = enrolled->id;
  out["server"] = identity();
  out["user"] = author_json(enrolled->user);
  return out;
}

// The ledger is asked only about others: most devices bring nothing but their own.
Result<Sealers> Api::sealers_of(const Device& device, const sync::SyncRequest& request) {
  std::set<std::string> others = sealing_devices(request.push);
  others.merge(sealing_devices(request.remarks));
  others.erase(device.id);
  Sealers out;
  if (!others.empty()) {
    const Status status = writer_.read([&](Ledger& ledger) -> Status {
      auto found = look_up(ledger, carrier_of(device), others);
      if (!found) return found.error();
      out = std::move(*found);
      return base::done();
    });
    if (!status) return status.error();
  }
  out.emplace(device.id, Sealer{device, base::done()});
  return out;
}

// Before anything is taken: what comes from somebody who has more of the log than there is was meant for another state.
Status Api::check_heard(std::int64_t cursor, const std::string& chain) {
  if (cursor == 0) return base::done();
  return writer_.read([&](Ledger& ledger) { return ledger.check_heard(cursor, chain); });
}

Result<Json> Api::sync_body(const Call& call) {
  auto device = signed_in(call);  // before anything of the body is looked at
  auto body = device ? decoded(call) : Result<Json>(device.error());
  auto request = body ? sync::SyncRequest::parse(*body) : Result<sync::SyncRequest>(body.error());
  if (!request) return request.error();
  if (!protocol_.has(request->protocol)) return other_protocol(request->protocol, protocol_);
  if (auto status = check_heard(request->cursor, request->chain); !status) return status.error();
  Verdicts verdicts;
  if (!request->push.empty() || !request->remarks.empty()) {
    if (auto room = may_take_push(disk_.level(), call.body.size()); !room) return room.error();
    const Carrier carrier = carrier_of(*device);
    auto sealers = sealers_of(*device, *request);
    if (!sealers) return sealers.error();
    const ServersWord word{std::move(request->proofs), server_id_, server_key_};
    const std::vector<Pushed> pushed = examine(*sealers, request->push, word);
    const std::vector<PushedRemark> remarks = examine_remarks(*sealers, request->remarks);
    const Status status = write([&](Ledger& ledger) {
      auto taken = take(ledger, carrier, pushed);
      if (!taken) return Status(taken.error());
      if (auto judged = take_remarks(ledger, carrier, remarks, *taken); !judged) return judged;
      verdicts = std::move(*taken);
      return base::done();
    });
    if (!status) return status.error();
  }
  receipts_ += static_cast<std::int64_t>(verdicts.receipts.size());
  refusals_ += static_cast<std::int64_t>(verdicts.refused.size());
  std::set<std::int64_t> own;
  for (const sync::Receipt& receipt : verdicts.receipts) own.insert(receipt.seq);
  Page page;
  const Status status = writer_.read([&](Ledger& ledger) {
    auto found = ledger.entries(request->cursor, device->user, own);
    if (!found) return Status(found.error());
    page = std::move(*found);
    return base::done();
  });
  if (!status) return status.error();
  auto entries = bodies_of(page);
  if (!entries) return entries.error();
  return sync::SyncResponse{std::move(verdicts.receipts),
                            std::move(verdicts.refused),
                            std::move(*entries),
                            page.cursor,
                            std::move(page.chain),
                            page.more,
                            base::utc_text(clock_.now_ms()),
                            merge::kMergeNumber}
      .json();
}

Result<Json> Api::transition_body(const Call& call) {
  auto device = signed_in(call);
  auto body = device ? decoded(call) : Result<Json>(device.error());
  if (!body) return body.error();
  const auto action = sync::action_named(body->text_or("action"));
  if (!action) return invalid("unknown-action", "没有这个操作。");
  const std::int64_t cursor = std::max<std::int64_t>(0, body->integer_or("cursor", 0));
  if (auto status = check_heard(cursor, std::string(body->text_or("chain"))); !status) return status.error();
  TransitionRequest request{std::string(body->text_or("report")), *action, std::string(body->text_or("revision")),
                            body->integer_or("version", 0), std::string(body->text_or("note"))};
  if (body->find("seen")) request.seen = body->integer_or("seen", -1);
  Result<TransitionResult> result = base::Error{};
  const Status status = write([&](Ledger& ledger) {
    result = carry_out(ledger, *device, request);
    return result || !is_fault(result.error()) ? base::done() : Status(result.error());
  });
  if (!status) return status.error();
  if (!result) return result.error();
  Json out;
  out["stage"] = sync::name(result->stage);
  out["version"] = result->version;
  return out;
}

Result<Json> Api::admin_body(const Call& call) {
  auto device = signed_in(call);
  if (!device) return device.error();
  const auto denied = [&](const std::string& code, const std::string& message) {
    (void)write([&](Ledger& ledger) { return ledger.audit(device->user.name, "denied", code); });
    return base::Error{base::ErrorKind::Denied, code, message, {}};
  };
  if (device->user.role != "admin") return denied("denied", "只有管理员可以管理服务器。");
  auto order = decoded(call);
  if (!order) return order.error();
  // Where a copy goes is a place on this machine: for somebody who sits at it.
  if (order->text_or("command") == "backup" && !is_loopback(call.address))
    return denied("local-only", "备份只能在服务器本机上进行，请登录服务器后再运行。");
  if (order->text_or("command").starts_with("bundle ") && !is_loopback(call.address))
    return denied("local-only", "数据包只能在服务器本机上制作和收取，请登录服务器后再运行。");
  return administer(writer_, device->user.name, *order, disk_.level());
}

bool Api::ready() {
  return writer_.read([](Ledger& ledger) { return ledger.database().run("SELECT 1"); }).has_value();
}

std::string Api::metrics() {
  const Writer::Counts counts = writer_.counts();
  std::string out;
  const auto counter = [&](const std::string& name, const char* help, std::int64_t value) {
    out +=
        "# HELP " + name + " " + help + "\n# TYPE " + name + " counter\n" + name + " " + std::to_string(value) + "\n";
  };
  const Volume volume = disk_.volume();
  const auto gauge = [&](const std::string& name, const char* help, std::int64_t value) {
    out += "# HELP " + name + " " + help + "\n# TYPE " + name + " gauge\n" + name + " " + std::to_string(value) + "\n";
  };
  gauge("ziping_disk_bytes", "Of the disk that the ledger is on.", volume.bytes);
  gauge("ziping_disk_free_bytes", "Of it, not used.", volume.free);
  gauge("ziping_disk_used_percent", "From 80 it is time to make room, from 90 attachments are refused.",
        used_percent(volume));
  gauge("ziping_disk_reserve_held", "1 while the reserve for a full disk is there.", disk_.holds_reserve() ? 1 : 0);
  counter("ziping_answers_total", "Answers given.", answered_);
  counter("ziping_problems_total", "Answers that were a problem.", problems_);
  counter("ziping_receipts_total", "Receipts given, repeated ones included.", receipts_);
  counter("ziping_refused_revisions_total", "Revisions and remarks put in quarantine.", refusals_);
  counter("ziping_ledger_jobs_total", "Jobs written to the ledger.", counts.jobs);
  counter("ziping_ledger_commits_total", "Groups of jobs, each committed once.", counts.commits);
  return out;
}

}  // namespace ziping::server
