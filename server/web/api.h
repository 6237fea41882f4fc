// What the server answers, without HTTP: docs/protocol.md as functions from a body to an answer.
//
// Promise    Whatever a body holds, the answer is JSON: the result, or {"problem": {"code", "message"}}.
// Threads    Any number at once.
#pragma once

#include <atomic>
#include <semaphore>
#include <string>

#include "server/intake/intake.h"
#include "server/ledger/files.h"
#include "server/ledger/writer.h"
#include "server/review/review.h"
#include "server/web/disk_watch.h"
#include "server/web/doorkeeper.h"

namespace ziping::server {

struct Call {
  std::string body;      // as it came
  std::string encoding;  // "zstd" or empty
  std::string token;     // of the bearer, or empty
  std::string address;   // of the other end
};

struct Answer {
  int status = 200;
  Json body;
};

// A place in an attachment.
struct FilePlace {
  std::string file;         // the hash that is its name
  std::int64_t offset = 0;  // of the first byte that is meant
  std::int64_t bytes = 0;   // of the whole; for appending
};

// The JSON of a body, unpacked where it is packed; Invalid "bad-json", Full "too-large".
Result<Json> decoded(const Call& call, const base::ParseLimits& most = {.bytes_max = sync::kBodyBytesMax,
                                                                        .depth_max = sync::kBodyDepthMax});

bool is_loopback(const std::string& address);
Json problem(const base::Error& error);
int status_of(const base::Error& error);

inline constexpr std::ptrdiff_t kHashingMax = 4;  // passwords that are compared at one time

class Api {
 public:
  // Borrows the clock and the random bytes. Without a meter the disk of the ledger's folder is measured.
  Api(std::unique_ptr<Ledger> ledger, Admission admission, const base::Clock& clock = base::system_clock(),
      base::Random& random = base::system_random(), VolumeMeter meter = {}, std::size_t group_max = kGroupMax,
      sync::ProtocolRange protocol = {});

  Answer hello();
  Answer enrol(const Call& call);
  Answer sync(const Call& call);
  Answer transition(const Call& call);
  Answer admin(const Call& call);

  // api_files.cpp. `call.body` of append_file is a piece as it came, also one that was cut off on its way.
  Answer ask_file(const Call& call);
  Answer append_file(const Call& call, const FilePlace& place);
  Result<FileSlice> read_file(const Call& call, const FilePlace& place, Answer& refused);

  bool ready();  // the ledger can be read
  std::string_view disk() const { return name(disk_.level()); }
  std::string metrics();  // Prometheus text format 0.0.4

 private:
  Result<Json> hello_body() const;
  Result<Json> enrol_body(const Call& call);
  KeyHeld key_held(const Json& device, const base::PublicKey& key, const std::string& user) const;
  Result<Json> sync_body(const Call& call);
  Result<Json> transition_body(const Call& call);
  Result<Json> admin_body(const Call& call);
  Result<Json> ask_file_body(const Call& call);
  Result<Json> append_file_body(const Call& call, const FilePlace& place);
  Result<FileSlice> file_slice(const Call& call, const FilePlace& place);
  Result<Json> standing_of(const std::function<Result<FileStanding>(Files&)>& work);
  Result<Device> signed_in(const Call& call);
  Status check_heard(std::int64_t cursor, const std::string& chain);
  Result<Sealers> sealers_of(const Device& device, const sync::SyncRequest& request);
  Result<Credentials> checked(const std::string& user, const std::string& secret, const std::string& address);
  Result<Credentials> compared(const std::string& user, const std::string& secret, const std::string& address);
  // As of Writer::write. A disk that is found full gives its reserve back, and the audit tells of it as soon as it can.
  Status write(const Writer::Job& job);
  Answer counted(const Result<Json>& result);  // a fault of this machine in words for somebody at another
  Answer counted_plainly(const Result<Json>& result);
  Json identity() const;

  const base::Clock& clock_;
  base::Random& random_;
  Admission admission_;
  sync::ProtocolRange protocol_;
  std::string server_id_;
  base::PublicKey server_key_;
  std::counting_semaphore<kHashingMax> hashing_{kHashingMax};
  std::mutex door_lock_;
  Doorkeeper doorkeeper_;
  std::atomic<std::int64_t> answered_ = 0, problems_ = 0, receipts_ = 0, refusals_ = 0;
  DiskWatch disk_;
  std::atomic<bool> ran_full_ = false;  // and the audit does not know yet
  Writer writer_;
};

}  // namespace ziping::server
