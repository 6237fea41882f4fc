#include <algorithm>

#include "server/intake/intake.h"
#include "server/intake/refuse.h"

namespace ziping::server {
namespace {

Result<report::Revision> shaped(const Json& body) {
  if (base::deeper_than(body, sync::kRevisionDepthMax))
    return refuse("bad-revision",
                  "这条修订嵌套得太深，没有采用。内容仍在您的电脑上，请更新程序后再同步，或联系管理员。");
  return report::Revision::parse(body);
}

Status check_seal(const Device& device, const report::Revision& revision) {
  if (revision.header.author != device.user.name)
    return refuse("unknown-device", "这条修订不是由这台设备上的这个用户封存的，没有采用。内容仍在您的电脑上。");
  if (!report::signed_by(revision, device.key))
    return refuse("bad-signature",
                  "这条修订的签名不对，没有采用。内容仍在您的电脑上，请更新程序后再同步，或联系管理员。");
  if (revision.is_snapshot())
    return refuse("bad-revision",
                  "这条修订没有写明相对上一版的改动，没有采用。内容仍在您的电脑上，请更新程序后再同步，或联系管理员。");
  return base::done();
}

}  // namespace

Proof ServersWord::on(const std::string& revision) const {
  const auto found = proofs.find(revision);
  const bool holds = found != proofs.end() && base::verify(key, sync::proof_bytes(revision, server), found->second);
  return holds ? Proof::Holds : Proof::None;
}

Result<Device> taken_from(const Result<Sealer>& sealer, Proof proof) {
  if (!sealer) return sealer.error();
  if (!sealer->standing && proof == Proof::None) return sealer->standing.error();
  return sealer->device;
}

Result<Sealer> sealer_of(const Sealers& sealers, const std::string& device) {
  const auto found = sealers.find(device);
  if (found == sealers.end())
    return refuse("unknown-device", "封存这条内容的设备没有登记过，没有采用。内容仍在那台电脑上，请联系管理员登记它。");
  return found->second;
}

Carrier carrier_of(const Device& device) { return {device.id, device.user.name, device.user.department, device.id}; }

Hears who_hears(const base::Error& verdict) {
  static constexpr std::string_view kOfTheDevice[] = {"unknown-device", "device-waiting", "device-revoked"};
  return std::ranges::find(kOfTheDevice, verdict.code) == std::end(kOfTheDevice) ? Hears::Carrier : Hears::Author;
}

std::set<std::string> sealing_devices(const std::vector<Json>& push) {
  std::set<std::string> out;
  for (const Json& body : push)
    if (const Json* header = body.find("header")) out.emplace(header->text_or("device"));
  return out;
}

Result<Sealers> look_up(Ledger& ledger, const Carrier& carrier, const std::set<std::string>& devices) {
  Sealers out;
  for (const std::string& id : devices) {
    auto sealer = ledger.sealer(id);
    if (!sealer && is_fault(sealer.error())) return sealer.error();
    if (sealer && carrier.department && sealer->device.user.department != *carrier.department)
      sealer = refuse("wrong-carrier", "只能转送本部门的人写的内容，没有采用。内容仍在写它的电脑上。");
    out.emplace(id, std::move(sealer));
  }
  return out;
}

std::vector<Pushed> examine(const Sealers& sealers, const std::vector<Json>& push, const ServersWord& word) {
  std::vector<Pushed> out;
  for (const Json& body : push) {
    Pushed one{body, std::nullopt, std::nullopt, Proof::None, {}};
    auto revision = shaped(body);
    // What has no header has no name either: its quarantine is under the hash of all of it.
    const base::Hash name = revision ? revision->header.name() : base::sha256(base::canonical(body));
    one.refused.revision = name.hex();
    const auto sealer = revision ? sealer_of(sealers, revision->header.device) : Result<Sealer>(revision.error());
    if (sealer && !sealer->standing) one.proof = word.on(one.refused.revision);
    auto device = taken_from(sealer, one.proof);
    const Status status = device ? check_seal(*device, *revision) : Status(device.error());
    if (status) {
      one.revision = std::move(*revision);
      one.sealer = std::move(*device);
    } else {
      one.refused.code = status.error().code;
      one.refused.message = status.error().message;
      one.hears = who_hears(status.error());
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace ziping::server
