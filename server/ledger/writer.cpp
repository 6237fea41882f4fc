#include "server/ledger/writer.h"

namespace ziping::server {

Writer::Writer(std::unique_ptr<Ledger> ledger, std::size_t group_max)
    : ledger_(std::move(ledger)), group_max_(group_max), thread_([this] { run(); }) {}

Writer::~Writer() {
  {
    const std::lock_guard<std::mutex> guard(queue_lock_);
    closing_ = true;
  }
  arrived_.notify_one();
  thread_.join();
}

Status Writer::write(Job job) {
  Waiting waiting{std::move(job)};
  std::unique_lock<std::mutex> guard(queue_lock_);
  queue_.push_back(&waiting);
  arrived_.notify_one();
  finished_.wait(guard, [&] { return waiting.done; });
  return waiting.outcome;
}

Status Writer::read(const Job& job) {
  const std::lock_guard<std::mutex> guard(ledger_lock_);
  return job(*ledger_);
}

Writer::Counts Writer::counts() {
  const std::lock_guard<std::mutex> guard(queue_lock_);
  return counts_;
}

void Writer::run() {
  std::unique_lock<std::mutex> guard(queue_lock_);
  for (;;) {
    arrived_.wait(guard, [&] { return closing_ || !queue_.empty(); });
    if (queue_.empty()) return;
    std::deque<Waiting*> group;
    while (!queue_.empty() && group.size() < group_max_) {
      group.push_back(queue_.front());
      queue_.pop_front();
    }
    guard.unlock();
    run_together(group);
    guard.lock();
    for (Waiting* waiting : group) waiting->done = true;
    counts_.jobs += static_cast<std::int64_t>(group.size());
    ++counts_.commits;
    finished_.notify_all();
  }
}

// SQLite may undo a whole transaction by itself on a full disk, so a group with a failure is undone whole and its jobs
// run again one by one: only the guilty one fails.
void Writer::run_together(std::deque<Waiting*>& group) {
  const std::lock_guard<std::mutex> guard(ledger_lock_);
  const Status together = run_in_transaction(group);
  if (together) return;
  if (group.size() == 1) {
    group.front()->outcome = together;
    return;
  }
  for (Waiting* waiting : group) {
    std::deque<Waiting*> alone{waiting};
    waiting->outcome = run_in_transaction(alone);
  }
}

Status Writer::run_in_transaction(std::deque<Waiting*>& group) {
  const auto undone = [&](const base::Error& error) {
    ledger_->histories().forget_changes();
    return Status(error);
  };
  auto transaction = sqlite::Transaction::begin(ledger_->database());
  if (!transaction) return transaction.error();
  for (Waiting* waiting : group)
    if (auto status = waiting->job(*ledger_); !status) return undone(status.error());
  if (auto status = transaction->commit(); !status) return undone(status.error());
  ledger_->histories().keep_changes();
  return base::done();
}

}  // namespace ziping::server
