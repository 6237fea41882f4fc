// The courier carries messages to the server and back; the one place of the client that knows HTTP.
//
// Promise    An answer counts only when it is what our server would say: JSON of the right shape. A page that answers
// 200 with
//            something else changes nothing.
// Errors     Unavailable "offline", "not-our-server"; Full "too-large"; else the problem that the server named.
#pragma once

#include "client/work/vault.h"

namespace ziping::client {

struct Traffic {
  std::int64_t requests = 0, bytes_out = 0, bytes_in = 0;  // bodies as they were on the wire
};

class Courier {
 public:
  explicit Courier(std::string url) : url_(std::move(url)) {}

  Result<Json> post(const std::string& path, const Json& body, const std::string& token);
  const Traffic& traffic() const { return traffic_; }

 private:
  std::string url_;
  Traffic traffic_;
};

// The password is used once and kept nowhere.
Status enrol(Vault& vault, const std::string& url, const std::string& user, const std::string& password,
             const std::string& device);

struct SyncResult {
  std::int64_t sent = 0, received = 0, receipts = 0;
  std::vector<sync::Refused> refused;
  Traffic traffic;
};

// Seals all drafts, pushes the outbox in batches (halved when the server finds one too large) and pulls until nothing
// is left.
Result<SyncResult> sync_all(Vault& vault, const std::string& server_override);

}  // namespace ziping::client
