// A server in this process: a real ledger in a temporary folder, real HTTP over loopback.
#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <thread>

#include "client/work/vault.h"
#include "server/web/service.h"

namespace ziping::bench {

class Served {
 public:
  // `prepare` fills the ledger before it is served.
  Served(const std::function<void(server::Ledger&)>& prepare, std::size_t group_max = server::kGroupMax);
  ~Served();
  Served(const Served&) = delete;
  Served& operator=(const Served&) = delete;

  std::string address() const { return service_->address(); }
  std::unique_ptr<client::Vault> device(const std::string& user);  // a new one, enrolled

 private:
  std::filesystem::path folder_;
  std::unique_ptr<server::Service> service_;
  std::thread serving_;
  int devices_ = 0;
};

void add_person(server::Ledger& ledger, const sync::Author& person);

}  // namespace ziping::bench
