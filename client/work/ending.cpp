#include "client/work/ending.h"

#include <pthread.h>
#include <signal.h>

#include <utility>

namespace ziping::client {
namespace {

constexpr int kStop = SIGUSR1;  // the thread's own end

sigset_t signals() {
  sigset_t out;
  sigemptyset(&out);
  for (const int one : {SIGTERM, SIGINT, SIGHUP, kStop}) sigaddset(&out, one);
  return out;
}

}  // namespace

Ending::Ending(std::function<void()> end) {
  const sigset_t heard = signals();
  pthread_sigmask(SIG_BLOCK, &heard, nullptr);
  thread_ = std::thread([heard, end = std::move(end)] {
    for (int signal = 0; sigwait(&heard, &signal) == 0 && signal != kStop;) end();
  });
}

Ending::~Ending() {
  pthread_kill(thread_.native_handle(), kStop);
  thread_.join();
}

}  // namespace ziping::client
