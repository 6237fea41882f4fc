// What the server answers, without HTTP: docs/protocol.md as functions from a body to an answer.
//
// Promise    Whatever a body holds, the answer is JSON: the result, or {"problem": {"code", "message"}}.
// Threads    Any number at once.
#pragma once

#include <atomic>
#include <string>

#include "server/intake/intake.h"
#include "server/ledger/writer.h"
#include "server/review/review.h"
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

bool is_loopback(const std::string& address);
Json problem(const base::Error& error);
int status_of(const base::Error& error);

class Api {
 public:
  // Borrows the clock and the random bytes.
  Api(std::unique_ptr<Ledger> ledger, Admission admission, const base::Clock& clock = base::system_clock(),
      base::Random& random = base::system_random());

  Answer hello();
  Answer enrol(const Call& call);
  Answer sync(const Call& call);
  Answer transition(const Call& call);
  Answer admin(const Call& call);

  bool ready();           // the ledger can be read
  std::string metrics();  // Prometheus text format 0.0.4

 private:
  Result<Json> hello_body() const;
  Result<Json> enrol_body(const Call& call);
  Result<Json> sync_body(const Call& call);
  Result<Json> transition_body(const Call& call);
  Result<Json> admin_body(const Call& call);
  Result<Device> signed_in(const Call& call);
  Result<Sealers> sealers_of(const Device& device, const std::vector<Json>& push);
  Result<Credentials> checked(const std::string& user, const std::string& secret, const std::string& address);
  Answer counted(const Result<Json>& result);
  Json identity() const;

  const base::Clock& clock_;
  base::Random& random_;
  Admission admission_;
  std::string server_id_, server_key_;
  std::mutex door_lock_;
  Doorkeeper doorkeeper_;
  std::atomic<std::int64_t> answered_ = 0, problems_ = 0, receipts_ = 0, refusals_ = 0;
  Writer writer_;
};

}  // namespace ziping::server
