// A server that is served on loopback from a thread, and people who reach it from folders of their own.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <thread>

#include "client/work/courier.h"
#include "server/admin/inspect.h"
#include "server/web/service.h"

namespace ziping::tests {

// Makes each revision that waits in that vault, which nobody has open, too large for any request.
void swell(const std::filesystem::path& home);

inline constexpr const char* kPassword = "口令口令口令口令";

// One department "d" with its office and the team "east", and a finance reviewer: users "office", "east", "finance";
// "stranger" is the office of another department.
class Town {
 public:
  explicit Town(const sync::ProtocolRange& spoken = {});
  ~Town();
  Town(const Town&) = delete;
  Town& operator=(const Town&) = delete;

  void start(std::unique_ptr<server::Ledger> ledger);
  void stop();
  void restart();
  void renew();  // the program: the same server goes on with all protocols of today

  std::string address() const { return service_->address(); }
  std::filesystem::path server_folder() const { return folder_ / "server"; }
  std::filesystem::path home(const std::string& name);  // a new one each time
  std::unique_ptr<client::Vault> person(const std::string& name);
  // The stored address goes stale when the server takes another port.
  base::Result<client::SyncResult> sync(client::Vault& vault, const sync::ProtocolRange& spoken = {}) {
    return client::sync_all(vault, address(), client::Restored::Ask, spoken);
  }

 private:
  sync::ProtocolRange spoken_;
  std::filesystem::path folder_;
  std::unique_ptr<server::Service> service_;
  std::thread serving_;
  int homes_ = 0;
};

}  // namespace ziping::tests
