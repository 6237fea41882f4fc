// The courier carries messages to the server and back; the one place of the client that knows HTTP.
//
// Promise    An answer counts only when it is what our server would say: JSON of the right shape. A page that answers
//            200 with something else changes nothing.
// Errors     Unavailable "offline", "stopped", "too-slow", "not-our-server"; Full "too-large"; else the problem that
// the
//            server named.
// Limits     A request takes kRequestLongest at most, whatever trickles in meanwhile.
#pragma once

#include <chrono>
#include <memory>
#include <optional>

#include "client/work/exchange.h"
#include "client/work/file_exchange.h"

namespace ziping::client {

inline constexpr std::chrono::minutes kRequestLongest{10};

class Courier {
 public:
  explicit Courier(std::string url, std::chrono::milliseconds longest = kRequestLongest);
  ~Courier();
  Courier(const Courier&) = delete;
  Courier& operator=(const Courier&) = delete;

  Result<Json> post(const std::string& path, const Json& body, const std::string& token);
  // A piece of an attachment goes as raw bytes, there and back.
  Result<FileAnswer> carry(const FileRequest& request, const std::string& token);
  const Traffic& traffic() const { return traffic_; }
  // From any thread, and for good: the request under way ends with "stopped", and so does every later one.
  void stop();

 private:
  struct Connection;
  bool is_stopped() const;
  std::string url_;
  std::chrono::milliseconds longest_;
  Traffic traffic_;
  std::unique_ptr<Connection> connection_;
};

// "stopped": somebody did not want the answer any more.
base::Error was_stopped();

// What an HTTP answer of that status and text means: the JSON that our server said, or the problem. Its cause is the
// range of protocols that the server speaks, or its signed word on an attachment, where it named one.
Result<Json> understood(int status, const std::string& text);

// The password is used once and kept nowhere.
Status enrol(Vault& vault, const std::string& url, const std::string& user, const std::string& password,
             const std::string& device);
// The same in two halves, for a vault and a network on different threads.
Result<Json> enrol_request(Vault& vault, const std::string& user, const std::string& password,
                           const std::string& device, const std::optional<base::SecretKey>& new_key = {});
// Whether to ask once more with a new key: the same person's device was revoked, and that is of its key and for good.
bool wants_new_key(Vault& vault, const std::string& user, const base::Error& refusal);
// That key, kept in the vault before it is asked with; none where what was refused is refused. One that was asked with
// already is dropped then: the next attempt makes another.
Result<std::optional<base::SecretKey>> key_to_ask_again(Vault& vault, const std::string& user,
                                                        const base::Error& refusal,
                                                        const std::optional<base::SecretKey>& asked_with);
Result<Identity> enrolled_as(const std::string& url, const Json& answer);

// Asks for a report to be moved on: by the one head that its author saw, and by what this device has heard so far.
Json transition_request(Vault& vault, const ReportRow& report, const report::RevisionSet& heads, sync::Action action,
                        std::int64_t version, const std::string& note);

// One attachment from the server, if it is not here.
Status fetch_file(Vault& vault, const form::Attachment& file);

// What the exchange would change here, asked on this thread.
Result<std::vector<ForeseenReport>> look_ahead(Vault& vault, const std::string& server_override);

// The whole exchange on this thread, the text and then the attachments; an address that is not empty is used this once.
Result<SyncResult> sync_all(Vault& vault, const std::string& server_override, Restored restored = Restored::Ask,
                            const sync::ProtocolRange& spoken = {});

}  // namespace ziping::client
