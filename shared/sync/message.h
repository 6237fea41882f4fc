// The messages of POST /v1/sync as types. docs/protocol.md has them as JSON.
//
// Errors     parse: Invalid "bad-message". Nothing in here trusts the other end.
// Limits     kPushMax revisions and as many remarks a request, kBodyBytesMax a body before and after compression.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "shared/base/json.h"
#include "shared/base/keys.h"
#include "shared/report/revision.h"
#include "shared/sync/protocol.h"

namespace ziping::sync {

inline constexpr std::size_t kBodyBytesMax = 8u << 20;
inline constexpr std::size_t kAnswerBytesMax = 1u << 20;  // of entries in one answer; then `more` is set
inline constexpr std::size_t kPushMax = 500;
// Levels of JSON. A revision's must fit, as part of a state eight rows deep and in an answer, into what every reader
// takes (64); the body's are more, so that one revision that is too deep is refused alone.
inline constexpr int kRevisionDepthMax = 40;
inline constexpr int kBodyDepthMax = 200;
inline constexpr int kFormDepthMax = 40;  // likewise: it goes out in an entry to everyone

// What a server signs when it takes a revision, besides the receipt: {"kind","revision","server"}. A receipt does not
// say what it is for, and an attachment may have the bytes of any header: of that somebody may get a receipt as well.
std::string proof_bytes(std::string_view revision, std::string_view server);

// What a device signs to show that it holds its key, when it enrols at a server that knows it: {"at","kind":"enrol",
// "server","user"}. Keys are public, and so a password alone must not speak for a device that was approved.
std::string enrol_bytes(std::string_view server, std::string_view user, std::string_view at);

// Proofs, by the names of revisions.
using Proofs = std::map<std::string, base::Signature>;

struct SyncRequest {
  int protocol = kProtocol;
  std::int64_t cursor = 0;          // the last ledger entry that the client has stored
  std::string chain;                // of that entry, as the server gave it; empty where it gave none
  std::vector<base::Json> push;     // revisions, each judged by itself
  std::vector<base::Json> remarks;  // likewise, after the revisions; none to a server of protocol 1
  Proofs proofs;                    // that the server took some of them before it was set back

  base::Json json() const;
  static base::Result<SyncRequest> parse(const base::Json& json);
};

// The server's signed word that it holds a revision or a remark.
struct Receipt {
  std::string revision;  // 64 hex digits: the name of what it holds
  std::int64_t seq = 0;
  std::string at;
  base::Signature signature;
  std::optional<base::Signature> proof = std::nullopt;  // of a revision; an older server gives none

  std::string signed_bytes(std::string_view server) const;  // canonical {"at","revision","seq","server"}
  base::Json json() const;
  static base::Result<Receipt> parse(const base::Json& json);
  static base::Result<Receipt> parse_text(std::string_view text);  // as it is stored
};

struct Refused {
  std::string revision;
  std::string code;
  std::string message;
  std::vector<std::string> paths;
  // The server's, so that the word may reach its author by others' hands; none on what they may have altered.
  std::optional<base::Signature> signature = std::nullopt;

  std::string signed_bytes(std::string_view server) const;  // canonical {"code","message","paths","revision","server"}
  base::Json json() const;
  static base::Result<Refused> parse(const base::Json& json);
};

struct SyncResponse {
  std::vector<Receipt> receipts;
  std::vector<Refused> refused;
  std::vector<base::Json> entries;  // ledger entries in order of "seq", each with "kind"
  std::int64_t cursor = 0;
  std::string chain;  // of the server's entry at `cursor`, 64 hex digits; empty before the first, and of older servers
  bool more = false;
  std::string time;
  std::int64_t merge = 0;  // the number of the server's merge rules; 0: an older server, which tells none

  base::Json json() const;
  static base::Result<SyncResponse> parse(const base::Json& json);
};

}  // namespace ziping::sync
