#include "tests/whole/town.h"

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

namespace ziping::tests {
namespace {

namespace fs = std::filesystem;

constexpr const char* kForm = R"({"id":"small","title":"小表样","owners":["office"],
 "fields":[{"name":"cover.year","kind":"integer"},{"name":"budget","kind":"decimal"},{"name":"goal","kind":"text"},
           {"name":"papers","label":"附件","kind":"files"}],
 "groups":[{"name":"blocks","owners":["office","team"],"fields":[{"name":"team","kind":"reference","owners":["office"]},{"name":"text","kind":"text"},
            {"name":"papers","label":"附件","kind":"files"}]}]})";

fs::path new_folder() {
  base::SystemRandom random;
  return fs::temp_directory_path() / ("ziping-town-" + std::to_string(getpid()) + "-" + base::random_name(random, 6));
}

}  // namespace

void swell(const fs::path& home) {
  const auto database = sqlite::Database::open(home / "vault.db");
  REQUIRE(database.has_value());
  auto find = (*database)->prepare("SELECT name, body FROM revision WHERE state = 'queued'");
  while (find.step()) {
    base::Json body = *base::parse_json(find.text(1));
    body["more"] = std::string(sync::kBodyBytesMax, 'x');  // of a newer program, passed over
    auto put = (*database)->prepare("UPDATE revision SET body = ?2 WHERE name = ?1");
    REQUIRE(put.bind(1, find.text(0)).bind(2, base::canonical(body)).run().has_value());
  }
}

Town::Town(const sync::ProtocolRange& spoken) : spoken_(spoken), folder_(new_folder()) {
  fs::create_directories(folder_);
  base::SystemRandom random;
  REQUIRE(server::Ledger::init(server_folder(), random).has_value());
  auto ledger = server::Ledger::open(server_folder());
  REQUIRE(ledger.has_value());
  REQUIRE((*ledger)->add_form(*form::Form::parse(*base::parse_json(kForm))).has_value());
  REQUIRE((*ledger)->add_department("d", "局").has_value());
  REQUIRE((*ledger)->add_department("other", "另一局").has_value());
  REQUIRE((*ledger)->add_team("east", "东队", "d").has_value());
  for (const sync::Author& user :
       {sync::Author{"office", "office", "d", ""}, sync::Author{"east", "member", "d", "east"},
        sync::Author{"finance", "finance", "", ""}, sync::Author{"stranger", "office", "other", ""}})
    REQUIRE((*ledger)->add_user(user, *server::kept(kPassword, server::Secret::Password)).has_value());
  start(std::move(*ledger));
}

Town::~Town() {
  stop();
  fs::remove_all(folder_);
}

void Town::start(std::unique_ptr<server::Ledger> ledger) {
  server::ServiceOptions options;
  options.protocol = spoken_;
  auto service = server::Service::open(std::move(ledger), options);
  REQUIRE(service.has_value());
  service_ = std::move(*service);
  serving_ = std::thread([this] { service_->serve(); });
}

void Town::stop() {
  if (!service_) return;
  service_->stop();
  serving_.join();
  service_.reset();
}

void Town::restart() {
  stop();
  auto ledger = server::Ledger::open(server_folder());
  REQUIRE(ledger.has_value());
  start(std::move(*ledger));
}

void Town::renew() {
  spoken_ = {};
  restart();
}

fs::path Town::home(const std::string& name) { return folder_ / (name + std::to_string(++homes_)); }

std::unique_ptr<client::Vault> Town::person(const std::string& name) {
  auto vault = client::Vault::open(home(name));
  REQUIRE(vault.has_value());
  REQUIRE(client::enrol(**vault, address(), name, kPassword, "测试").has_value());
  return std::move(*vault);
}

}  // namespace ziping::tests
