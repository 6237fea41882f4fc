// Waits for SIGTERM or SIGINT on a thread of its own, so that stopping runs as ordinary code.
//
// Promise    The program ends within five seconds of the signal: requests under way get kPatience; whoever is slower
//            than that is cut off as by a crash, and asks again.
// Threads    block_signals() comes before any other thread starts, so that all of them leave the signals to this one.
// Ownership  Borrows the Service, which must outlive it.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "server/web/service.h"

namespace ziping::server {

inline constexpr auto kPatience = std::chrono::seconds(4);

class Stopper {
 public:
  static void block_signals();

  explicit Stopper(Service& service);
  ~Stopper();  // after serve() returned
  Stopper(const Stopper&) = delete;
  Stopper& operator=(const Stopper&) = delete;

 private:
  void run(Service& service);

  std::mutex lock_;
  std::condition_variable done_;
  bool finished_ = false;
  std::thread thread_;  // last: starts when all else is there
};

}  // namespace ziping::server
