// The HTTP service: docs/protocol.md over cpp-httplib.
//
// Promise    Whatever a body holds, the answer is JSON: the result, or {"problem": {"code", "message"}}.
// Threads    A pool of kThreads; the ledger is used under one lock. stop() may be called from any thread or a signal
// handler's
//            helper; serve() returns afterwards.
#pragma once

#include <functional>
#include <memory>
#include <string>

#include "server/review/review.h"

namespace ziping::server {

inline constexpr int kThreads = 32;
inline constexpr int kKeepAliveSeconds = 2;  // idle connections must not hold the pool

struct ServiceOptions {
  std::string host = "127.0.0.1";
  int port = 0;                          // 0 picks one
  std::string tls_certificate, tls_key;  // both or none; none only on loopback
};

class Service {
 public:
  static Result<std::unique_ptr<Service>> open(std::unique_ptr<Ledger> ledger, const ServiceOptions& options);
  ~Service();
  std::string address() const;  // http://127.0.0.1:PORT
  void serve();                 // until stop()
  void stop();

 private:
  struct Impl;
  explicit Service(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace ziping::server
