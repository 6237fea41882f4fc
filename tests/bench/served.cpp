#include "tests/bench/served.h"

#include <unistd.h>

#include "client/work/courier.h"
#include "shared/base/check.h"

namespace ziping::bench {
namespace {

constexpr const char* kPassword = "口令口令口令口令";

std::filesystem::path new_folder() {
  return std::filesystem::temp_directory_path() /
         ("ziping-bench-" + std::to_string(getpid()) + "-" + base::random_name(base::system_random(), 6));
}

}  // namespace

Served::Served(const std::function<void(server::Ledger&)>& prepare, std::size_t group_max) : folder_(new_folder()) {
  ENSURE(server::Ledger::init(folder_ / "server", base::system_random()).has_value());
  auto ledger = server::Ledger::open(folder_ / "server");
  ENSURE(ledger.has_value());
  prepare(**ledger);
  server::ServiceOptions options;
  options.group_max = group_max;
  auto service = server::Service::open(std::move(*ledger), options);
  ENSURE(service.has_value());
  service_ = std::move(*service);
  serving_ = std::thread([this] { service_->serve(); });
}

Served::~Served() {
  service_->stop();
  serving_.join();
  service_.reset();
  std::error_code ignored;
  std::filesystem::remove_all(folder_, ignored);
}

std::unique_ptr<client::Vault> Served::device(const std::string& user) {
  auto vault = client::Vault::open(folder_ / ("device-" + std::to_string(++devices_)));
  ENSURE(vault.has_value());
  ENSURE(client::enrol(**vault, address(), user, kPassword, "笔记本").has_value());
  return std::move(*vault);
}

void add_person(server::Ledger& ledger, const sync::Author& person) {
  static const server::KeptSecret secret = *server::kept(kPassword, server::Secret::Password);
  ENSURE(ledger.add_user(person, secret).has_value());
}

}  // namespace ziping::bench
