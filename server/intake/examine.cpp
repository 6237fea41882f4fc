#include <algorithm>

#include "server/intake/intake.h"

namespace ziping::server {
namespace {

base::Error refuse(std::string code, std::string message) {
  return {base::ErrorKind::Invalid, std::move(code), std::move(message), {}};
}

bool deeper_than(const Json& json, int levels) {
  if (!json.is_array() && !json.is_object()) return false;
  if (levels == 0) return true;
  const auto below = [levels](const Json& one) { return deeper_than(one, levels - 1); };
  if (json.is_array()) return std::ranges::any_of(*json.as_array(), below);
  return std::ranges::any_of(*json.as_object(), below, &Json::Object::value_type::second);
}

Result<report::Revision> shaped(const Json& body) {
  if (deeper_than(body, sync::kRevisionDepthMax)) return refuse("bad-revision", "这条修订嵌套得太深，没有采用。");
  return report::Revision::parse(body);
}

Status check_seal(const Device& device, const report::Revision& revision) {
  if (revision.header.device != device.id || revision.header.author != device.user.name)
    return refuse("unknown-device", "这条修订不是由这台设备上的这个用户封存的。");
  if (!report::signed_by(revision, device.key)) return refuse("bad-signature", "这条修订的签名不对，没有采用。");
  if (revision.is_snapshot()) return refuse("bad-revision", "这条修订没有写明相对上一版的改动，没有采用。");
  return base::done();
}

}  // namespace

std::vector<Pushed> examine(const Device& device, const std::vector<Json>& push) {
  std::vector<Pushed> out;
  for (const Json& body : push) {
    Pushed one{body, std::nullopt, {}};
    auto revision = shaped(body);
    // What has no header has no name either: its quarantine is under the hash of all of it.
    const base::Hash name = revision ? revision->header.name() : base::sha256(base::canonical(body));
    one.refused.revision = name.hex();
    const Status status = revision ? check_seal(device, *revision) : Status(revision.error());
    if (status) {
      one.revision = std::move(*revision);
    } else {
      one.refused.code = status.error().code;
      one.refused.message = status.error().message;
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace ziping::server
