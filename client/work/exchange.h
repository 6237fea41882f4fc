// One synchronisation as steps without a network: what to ask next, and what an answer changed here.
//
// Promise    Nothing leaves the outbox before its receipt. A step that fails leaves all work where it was, and the next
//            synchronisation begins with it again.
// Threads    Belongs to whoever owns the vault; the requests it gives may travel on any thread.
// Errors     Outdated "server-outdated" or "program-outdated": no protocol is common to both; all work stays here.
//            Denied "restored-server": the server has an older state than it had, and nobody has said yet that this is
//            so; nothing was sent or changed.
// Limits     A request carries at most kBatchBytesMax of revisions, less after the server found one too large.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <vector>

#include "client/work/sync_watch.h"
#include "client/work/vault.h"

namespace ziping::client {

inline constexpr std::size_t kBatchBytesMax = 2u << 20;  // of canonical JSON, before compression

// Of a server that was set back to an older state: stop, or begin with it anew, because somebody knows that it was.
enum class Restored { Ask, Accept };

// Exchange: all that waits goes out, and what is new comes in. Look: it is asked what is new, and nothing is kept.
enum class Purpose { Exchange, Look };

struct FilesResult {
  std::int64_t sent = 0, fetched = 0;
  std::vector<std::string> refused;  // reasons
  std::string waits;                 // why the rest has to wait; empty when nothing has to
};

struct Traffic {
  std::int64_t requests = 0, bytes_out = 0, bytes_in = 0;  // bodies as they were on the wire
};

// Bytes of attachments, both ways: what the other end has already counts as done, and what is left for another time
// does not count.
struct FilesProgress {
  std::int64_t done = 0, total = 0;
};

struct SyncProgress {
  std::int64_t sent = 0, to_send = 0, received = 0;
  Traffic traffic;
  FilesProgress files = {};
  SyncTimes times = {};
};

struct SyncResult {
  std::int64_t sent = 0, received = 0, receipts = 0, set_aside = 0;
  std::vector<sync::Refused> refused;
  std::vector<std::string> reports;  // those whose heads or stage moved
  Traffic traffic;
  FilesResult files = {};             // of client/work/file_exchange.h
  std::int64_t remarks_waiting = 0;   // that an older server did not take
  Restored restored = Restored::Ask;  // Accept: the server had been set back, and all that it lacks was sent again
  std::map<std::string, RefusedAt> refused_at = {};  // of `refused`, by name, as far as it was from here
  std::int64_t server_merge = 0;                     // the number of its merge rules where ours is another; else 0
  std::int64_t remarks_sent = 0;                     // of `sent`
  SyncTimes times = {};                              // where somebody held a watch to it
  std::vector<ForeseenReport> changed = {};          // what it changed here, each place once
};

std::string_view remarks_wait_sentence();
// That the server merges by other rules than this program, and which of the two to update; both empty for 0.
std::string merge_differs_sentence(std::int64_t server_merge);
std::string merge_differs_advice(std::int64_t server_merge);

class Exchange {
 public:
  // Speaks the highest protocol first, and what the server knows once it has said so. Less than all is for tests.
  explicit Exchange(Vault& vault, Restored restored = Restored::Ask, const sync::ProtocolRange& spoken = {},
                    Purpose purpose = Purpose::Exchange)
      : vault_(vault), purpose_(purpose), restored_(restored), spoken_(spoken), protocol_(spoken.to) {}

  // What becomes of drafts that a program left, from now on; sealed, unless something else is said.
  void treat_left(LeftDrafts left) { left_ = left; }
  // The next request, or none when all that can be done is done. Seals every draft before the first, but for those and
  // for such as cannot be sealed.
  Result<std::optional<sync::SyncRequest>> next();
  // After next() gave none: it gives requests once more, from sealing the drafts on. What had to stay here stays.
  void begin_again() {
    begun_ = false;
    more_ = true;
  }
  // The answer to the request given last; `answer` may be the problem that the server or the network gave.
  Status take(const Result<Json>& answer);

  // Of all that next() gave: Full "too-large" or "disk-full" (the server's) when something had to stay here, and the
  // rest went through.
  Status outcome() const;
  const std::map<std::string, base::Error>& skipped() const { return skipped_; }  // why, by name of revision
  const std::optional<base::Error>& why_no_remarks() const { return why_no_remarks_; }
  // Of a look, once next() gives none.
  Result<std::vector<ForeseenReport>> foreseen() { return vault_.foresee(heard_); }
  SyncProgress progress() const;
  SyncResult& result() { return result_; }
  const SyncResult& result() const { return result_; }

 private:
  Status seal_drafts();
  std::optional<sync::SyncRequest> next_look();
  Status add_proofs(sync::SyncRequest& request);
  Status speak_as(const base::Error& server);
  Status take_time(const sync::SyncResponse& response);
  void skip_alone(base::Error why);
  bool is_skipped(const Json& revision);
  Status begin_anew(const base::Error& why);
  Vault& vault_;
  Purpose purpose_;
  Restored restored_;
  LeftDrafts left_ = LeftDrafts::Sealed;
  sync::ProtocolRange spoken_;
  int protocol_;  // of the next request
  SyncResult result_;
  std::vector<sync::SyncResponse> heard_;                                       // of a look
  std::size_t batch_bytes_ = kBatchBytesMax, pushed_ = 0, pushed_remarks_ = 0;  // of pushed_
  std::int64_t waiting_ = 0, asked_at_ms_ = 0;                                  // the latter by the steady clock
  Json alone_;                                  // the revision of a request that holds no other
  std::map<std::string, base::Error> skipped_;  // too large for any request or that disk, and what builds on them
  std::size_t room_bytes_ = SIZE_MAX;           // revisions of that size the server's disk has no room for
  std::optional<base::Error> why_no_remarks_;   // it has none for a remark either
  bool begun_ = false, more_ = true, remarks_taken_ = true;
  bool listening_ = false;  // what the server tells that it has need not be sent again
};

}  // namespace ziping::client
