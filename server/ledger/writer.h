// One thread that writes to the ledger: what waits together is committed together, so that a slow disk is waited for
// once.
//
// Promise    When write() returns success, the job's rows are on the disk. A job that fails undoes its own rows alone.
// Threads    write() and read() from any; jobs run one at a time.
// Errors     those of the job and of the commit.
// Limits     As many jobs a transaction as it was told.
#pragma once

#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>

#include "server/ledger/ledger.h"

namespace ziping::server {

inline constexpr std::size_t kGroupMax = 200;

class Writer {
 public:
  using Job = std::function<Status(Ledger&)>;

  explicit Writer(std::unique_ptr<Ledger> ledger, std::size_t group_max = kGroupMax);
  ~Writer();  // after what waits is written
  Writer(const Writer&) = delete;
  Writer& operator=(const Writer&) = delete;

  // Inside a transaction, without beginning one. Runs a second time, alone, when another job of its group failed: so it
  // must set its results anew.
  Status write(Job job);
  // Between transactions; for reading only.
  Status read(const Job& job);

  struct Counts {
    std::int64_t jobs = 0, commits = 0;
  };
  Counts counts();

 private:
  struct Waiting {
    Job job;
    Status outcome = base::done();
    bool done = false;
  };

  void run();
  void run_together(std::deque<Waiting*>& group);
  Status run_in_transaction(std::deque<Waiting*>& group);

  std::unique_ptr<Ledger> ledger_;
  const std::size_t group_max_;
  std::mutex ledger_lock_, queue_lock_;
  std::condition_variable arrived_, finished_;
  std::deque<Waiting*> queue_;
  Counts counts_;
  bool closing_ = false;
  std::thread thread_;  // last: starts when all else is there
};

}  // namespace ziping::server
