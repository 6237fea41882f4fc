#include "server/web/stopper.h"

#include <csignal>
#include <cstdlib>

namespace ziping::server {
namespace {

sigset_t both_signals() {
  sigset_t out;
  sigemptyset(&out);
  sigaddset(&out, SIGTERM);
  sigaddset(&out, SIGINT);
  return out;
}

}  // namespace

void Stopper::block_signals() {
  const sigset_t signals = both_signals();
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
}

Stopper::Stopper(Service& service) : thread_([this, &service] { run(service); }) {}

Stopper::~Stopper() {
  {
    const std::lock_guard<std::mutex> guard(lock_);
    finished_ = true;
  }
  done_.notify_one();
  pthread_kill(thread_.native_handle(), SIGTERM);
  thread_.join();
}

void Stopper::run(Service& service) {
  const sigset_t signals = both_signals();
  int signal = 0;
  sigwait(&signals, &signal);
  std::unique_lock<std::mutex> guard(lock_);
  if (finished_) return;
  service.stop();
  if (!done_.wait_for(guard, kPatience, [&] { return finished_; })) std::_Exit(0);
}

}  // namespace ziping::server
