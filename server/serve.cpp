#include "server/serve.h"

#include <charconv>
#include <condition_variable>
#include <csignal>
#include <cstdlib>
#include <iostream>
#include <mutex>
#include <thread>

#include "server/web/service.h"

namespace ziping::server {
namespace {

constexpr auto kPatience =
    std::chrono::seconds(4);  // for requests under way; then the program ends as it would by a crash

base::Result<Address> parse_address(const std::string& text) {
  const std::size_t colon = text.rfind(':');
  Address out;
  if (colon != text.npos) {
    out.host = text.substr(0, colon);
    const char *begin = text.data() + colon + 1, *end = text.data() + text.size();
    const auto read = std::from_chars(begin, end, out.port);
    if (read.ec == std::errc() && read.ptr == end && begin != end && out.port >= 0 && out.port <= 65535) {
      if (out.host.starts_with('[') && out.host.ends_with(']')) out.host = out.host.substr(1, out.host.size() - 2);
      return out;
    }
  }
  return base::Error{base::ErrorKind::Invalid, "bad-address", "地址“" + text + "”不对，应写成 HOST:PORT。", {}};
}

// Waits for a signal on a thread of its own, so that stopping runs as ordinary code.
class Stopper {
 public:
  explicit Stopper(Service& service) : thread_([this, &service] { run(service); }) {}
  ~Stopper() {
    {
      const std::lock_guard<std::mutex> guard(lock_);
      finished_ = true;
    }
    done_.notify_one();
    pthread_kill(thread_.native_handle(), SIGTERM);
    thread_.join();
  }

  static void block_signals() {
    const sigset_t signals = both();
    pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  }

 private:
  static sigset_t both() {
    sigset_t out;
    sigemptyset(&out);
    sigaddset(&out, SIGTERM);
    sigaddset(&out, SIGINT);
    return out;
  }

  void run(Service& service) {
    const sigset_t signals = both();
    int signal = 0;
    sigwait(&signals, &signal);
    std::unique_lock<std::mutex> guard(lock_);
    if (finished_) return;
    service.stop();
    if (!done_.wait_for(guard, kPatience, [&] { return finished_; })) std::_Exit(0);
  }

  std::mutex lock_;
  std::condition_variable done_;
  bool finished_ = false;
  std::thread thread_;  // last: starts when all else is there
};

}  // namespace

int serve(const Options& options) {
  auto listen = parse_address(options.listen);
  if (!listen) return failed(options, listen.error());
  ServiceOptions service_options{*listen, options.certificate, options.key, {}, 0};
  if (!options.metrics.empty()) {
    auto metrics = parse_address(options.metrics);
    if (!metrics) return failed(options, metrics.error());
    service_options.metrics_host = metrics->host;
    service_options.metrics_port = metrics->port;
  }
  Stopper::block_signals();  // before any thread starts, so that all of them leave the signals to the Stopper
  auto ledger = Ledger::open(options.folder);
  if (!ledger) return failed(options, ledger.error());
  auto service = Service::open(std::move(*ledger), service_options);
  if (!service) return failed(options, service.error());
  std::cout << "listening on " << (*service)->address() << std::endl;
  if (!options.metrics.empty()) std::cout << "metrics on " << (*service)->metrics_address() << std::endl;
  const Stopper stopper(**service);
  (*service)->serve();
  return 0;
}

}  // namespace ziping::server
