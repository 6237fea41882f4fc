// The HTTP service: docs/protocol.md over cpp-httplib.
//
// Promise    Whatever comes in, the answer is JSON: the result, or {"problem": {"code", "message"}}.
// Threads    A pool of kThreads. serve() blocks; stop() may be called from any thread, once; serve() returns when the
//            requests under way are answered, at most kReadSeconds later.
// Errors     open: Invalid "tls-needed" for plain HTTP beyond this machine, "bad-certificate"; Unavailable
// "port-in-use"
//            when the port is not free in time.
#pragma once

#include <memory>
#include <string>

#include "server/ledger/writer.h"
#include "server/web/disk_watch.h"

namespace ziping::server {

// A connection holds one thread of the pool, also while it is idle or slow: an office of clients that sit on theirs
// must leave threads for others. A waiting thread costs some 20 KiB.
inline constexpr int kThreads = 256;
inline constexpr int kKeepAliveSeconds = 1;
inline constexpr int kReadSeconds = 30;  // between two packets: field networks stall

struct Address {
  std::string host = "127.0.0.1";
  int port = 0;  // 0 picks one
};

struct ServiceOptions {
  Address listen;
  std::string tls_certificate, tls_key;  // both or none; none only on loopback
  std::string metrics_host;              // empty: no metrics
  int metrics_port = 0;
  Admission admission = Admission::AtOnce;
  std::size_t group_max = kGroupMax;  // requests that share a commit
  sync::ProtocolRange protocol;       // what is spoken here; less than all in tests
  int handover_ms = kHandoverMs;      // how long a port may still be taken by a server that was just killed
  VolumeMeter meter;                  // none: the disk of the ledger's folder is measured
};

class Service {
 public:
  static Result<std::unique_ptr<Service>> open(std::unique_ptr<Ledger> ledger, const ServiceOptions& options);
  ~Service();
  std::string address() const;          // http://127.0.0.1:PORT
  std::string metrics_address() const;  // empty without metrics
  void serve();                         // until stop()
  void stop();

 private:
  struct Impl;
  explicit Service(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace ziping::server
