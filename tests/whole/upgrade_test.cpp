// Data of earlier programs, with work that was not sent, under today's.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <memory>
#include <set>
#include <thread>
#include <vector>

#include "client/work/courier.h"
#include "client/work/vault_schema.h"
#include "server/admin/inspect.h"
#include "server/ledger/schema.h"
#include "server/web/service.h"
#include "shared/sqlite/migrate.h"
#include "tests/support/faulty_disk/faulty_disk.h"
#include "tests/whole/yesterday.h"

using namespace ziping;
using namespace ziping::tests;
using base::Status;

namespace {

std::int64_t asked(sqlite::Database& database, const std::string& question) {
  sqlite::Statement find = database.prepare(question);
  REQUIRE(find.step());
  return find.integer(0);
}

std::int64_t schema_of(const std::filesystem::path& file) {
  auto database = sqlite::Database::open(file);
  REQUIRE(database.has_value());
  return asked(**database, "PRAGMA user_version");
}

// What one of the teams had: its report and its block's text.
class Team {
 public:
  explicit Team(const std::filesystem::path& home) {
    auto opened = client::Vault::open(home);
    INFO((opened ? std::string() : opened.error().message + opened.error().cause));
    REQUIRE(opened.has_value());
    vault = std::move(*opened);
    const auto rows = vault->reports();
    REQUIRE(rows.has_value());
    REQUIRE(rows->size() == 1);
    report = rows->front();
  }
  report::Row row_of(const std::string& team) {
    const auto now = vault->shown(report);
    REQUIRE(now.has_value());
    for (const report::Row& row : now->state.group("results.blocks"))
      if (const std::string* whose = row.value("team").text(); whose && *whose == team) return row;
    FAIL("no block of " + team);
    return {};
  }
  std::string text(const std::string& team) { return *row_of(team).value("text").text(); }
  std::string block() { return "results.blocks[" + row_of(own()).id + "]"; }
  std::string own() const { return vault->identity()->user.team; }
  std::size_t listed(client::Listing what) {
    const auto all = vault->list(what, report);
    REQUIRE(all.has_value());
    return all->as_array()->size();
  }
  void has_all_of(const OldVault& old) {
    REQUIRE(vault->verify().has_value());
    CHECK(text(own()) == kOldDraft);
    CHECK(vault->has_draft(report.id));
    CHECK(vault->unsent(report) == 1);
    const auto outbox = vault->outbox();
    REQUIRE(outbox.has_value());
    CHECK(outbox->size() == 1);
    CHECK(vault->last_receipt(report).has_value());
    REQUIRE(listed(client::Listing::Suggestions) == 1);
    const base::Json suggestion = vault->list(client::Listing::Suggestions, report)->as_array()->front();
    CHECK_FALSE(suggestion.text_or("why").empty());
    CHECK(suggestion.text_or("code") == (old.knows_codes() ? "not-yours" : ""));
    if (old.knows_files()) has_files(client::FileState::Unsent);
    CHECK(vault->waiting(report)->remarks == (old.knows_remarks() ? 1 : 0));
    if (old.knows_remarks()) has_remarks();
  }
  // Seals the draft first, as a person does.
  void sends_all_of(const OldVault& old, const std::string& address) {
    REQUIRE(vault->seal(report, "").has_value());
    CHECK_FALSE(vault->has_draft(report.id));
    const auto result = client::sync_all(*vault, address);
    INFO((result ? std::string() : result.error().message + result.error().cause));
    REQUIRE(result.has_value());
    CHECK(result->receipts == (old.knows_remarks() ? 3 : 2));
    CHECK((result->files.sent > 0) == old.knows_files());  // more where a bundle had brought others'
    CHECK(result->refused.empty());
    CHECK(vault->waiting(report)->all() == 0);
    CHECK(listed(client::Listing::SetAside) == 0);
    CHECK(listed(client::Listing::Suggestions) == 1);
    if (old.knows_files()) has_files(client::FileState::Held);
    if (old.knows_remarks()) has_remarks();
  }
  // Of its own block: one that was sent in those days, and one that is so now.
  void has_files(client::FileState second) {
    auto files = vault->files(report);
    REQUIRE(files.has_value());
    const std::string block = this->block();
    std::erase_if(*files, [&](const client::KeptFile& file) { return !file.path.starts_with(block); });
    REQUIRE(files->size() == 2);
    CHECK(files->front().attachment.name == "已送.txt");
    CHECK(files->front().state == client::FileState::Held);
    CHECK(files->back().attachment.name == "未送.txt");
    CHECK(files->back().state == second);
  }
  void has_remarks() {
    const auto threads = vault->remarks(report);
    REQUIRE(threads.has_value());
    REQUIRE(threads->size() == 1);
    CHECK(threads->front().remark.header.text == "请写明长度。");
    std::vector<client::SaidRemark> own = threads->front().answers;
    std::erase_if(own, [&](const client::SaidRemark& one) { return one.header.device != vault->identity()->device; });
    REQUIRE(own.size() == 1);
    CHECK(own.front().header.text == "三条共四公里。");
  }

  std::unique_ptr<client::Vault> vault;
  client::ReportRow report;
};

// Today's server on yesterday's ledger.
class Served {
 public:
  explicit Served(const std::filesystem::path& folder) {
    auto ledger = server::Ledger::open(folder);
    REQUIRE(ledger.has_value());
    auto service = server::Service::open(std::move(*ledger), {});
    REQUIRE(service.has_value());
    service_ = std::move(*service);
    serving_ = std::thread([this] { service_->serve(); });
  }
  ~Served() {
    service_->stop();
    serving_.join();
  }
  std::string address() const { return service_->address(); }

 private:
  std::unique_ptr<server::Service> service_;
  std::thread serving_;
};

// Disturbs the n-th operation of the disk for n = 1, 2, 3 … until the file opens without being disturbed. Whenever it
// was disturbed, what lies there is of the old schema or of the newest, whole.
template <class Open, class Look>
int disturb(const Open& open, const Look& look) {
  int disturbed = 0;
  for (const test::Fault fault : {test::Fault::Once, test::Fault::Full, test::Fault::PowerCut}) {
    for (int n = 1;; ++n) {
      REQUIRE(n < 1000);
      INFO("fault " << static_cast<int>(fault) << " at operation " << n);
      test::FaultyDisk disk;
      disk.fail_at(n, fault);
      const Status opened = open();
      const bool failed = disk.has_failed();
      disk.repair();
      look(opened);
      if (!failed) break;
      ++disturbed;
    }
  }
  return disturbed;
}

}  // namespace

TEST_CASE("a vault of an earlier program opens with its draft, its unsent revisions, receipts and suggestions") {
  const Yesterday yesterday;
  for (const OldVault& old : kOldVaults) {
    INFO(old.name);
    const std::filesystem::path home = yesterday.home(old.name);
    const std::string copy = (home / "vault.db").string() + ".before-" + std::to_string(old.schema);
    Team(home).has_all_of(old);
    CHECK(std::filesystem::exists(copy));
    Team(home).has_all_of(old);  // and once more, now of today's schema
    auto database = sqlite::Database::open(home / "vault.db");
    REQUIRE(database.has_value());
    CHECK(asked(**database, "SELECT count(*) FROM peer") == (old.knows_colleagues() ? 1 : 0));
  }
}

TEST_CASE("there is data of every schema before today's") {
  INFO("scripts/yesterday makes what is missing, with the programs before the last step");
  const Yesterday yesterday;
  std::set<std::int64_t> vaults, ledgers;
  for (const OldVault& old : kOldVaults) vaults.insert(schema_of(yesterday.home(old.name) / "vault.db"));
  for (const OldLedger& old : kOldLedgers) ledgers.insert(schema_of(yesterday.server(old.name) / "ledger.db"));
  for (std::int64_t schema = 1; schema < std::ssize(client::vault_schema()); ++schema) CHECK(vaults.contains(schema));
  for (std::int64_t schema = 1; schema < std::ssize(server::schema()); ++schema) CHECK(ledgers.contains(schema));
}

// The vaults of a server's people, synchronised with it as it is served today.
TEST_CASE("what earlier programs had not sent reaches a server that was upgraded, and everybody else") {
  const Yesterday yesterday;
  for (const OldLedger& ledger : kOldLedgers) {
    INFO(ledger.name);
    const std::filesystem::path folder = yesterday.server(ledger.name);
    std::vector<std::unique_ptr<Team>> teams;
    {
      const Served server(folder);
      for (const OldVault& old : kOldVaults) {
        if (old.ledger != ledger.name) continue;
        INFO(old.name);
        teams.push_back(std::make_unique<Team>(yesterday.home(old.name)));
        teams.back()->sends_all_of(old, server.address());
      }
      for (const auto& team : teams) {
        REQUIRE(client::sync_all(*team->vault, server.address()).has_value());
        for (const auto& other : teams) CHECK(team->text(other->own()) == kOldDraft);
        CHECK(team->vault->verify().has_value());
      }
    }
    const bool is_old = ledger.schema < std::ssize(server::schema());
    const std::string copy = (folder / "ledger.db").string() + ".before-" + std::to_string(ledger.schema);
    CHECK(std::filesystem::exists(copy) == is_old);
    auto opened = server::Ledger::open(folder);
    REQUIRE(opened.has_value());
    const auto verified = server::verify(**opened);
    REQUIRE(verified.has_value());
    // One of the office, three of each team.
    CHECK(verified->integer_or("revisions", 0) == 1 + 3 * std::ssize(teams));
    for (const auto& team : teams) CHECK((*opened)->histories().find(team->report.id).has_value());
  }
}

TEST_CASE("whichever write of an upgrade fails, the earlier program's data is whole and the next start goes on") {
  const Yesterday yesterday;
  for (const OldVault& old : kOldVaults) {
    INFO(old.name);
    std::filesystem::path home;
    int stayed = 0;
    const int disturbed = disturb(
        [&] {
          home = yesterday.home(old.name);
          const auto vault = client::Vault::open(home);
          return vault ? base::done() : Status(vault.error());
        },
        [&](const Status& opened) {
          {
            auto database = sqlite::Database::open(home / "vault.db");
            REQUIRE(database.has_value());
            REQUIRE((*database)->check_integrity().has_value());
            const std::int64_t schema = asked(**database, "PRAGMA user_version");
            if (schema == old.schema) {  // which the program of those days still opens
              CHECK_FALSE(opened.has_value());
              ++stayed;
              const auto steps = client::vault_schema().first(static_cast<std::size_t>(old.schema));
              CHECK(sqlite::migrate(**database, {}, steps).has_value());
            } else {
              CHECK(schema == std::ssize(client::vault_schema()));
            }
            CHECK(asked(**database, "SELECT count(*) FROM edit") == 1);
            CHECK(asked(**database, "SELECT count(*) FROM revision WHERE state = 'queued'") == 1);
          }
          Team(home).has_all_of(old);
        });
    CHECK(disturbed > 30);
    CHECK(stayed > 15);
  }
}

TEST_CASE("whichever write of a server's upgrade fails, its ledger is whole and the next start goes on") {
  const Yesterday yesterday;
  for (const OldLedger& old : kOldLedgers) {
    if (old.schema == std::ssize(server::schema())) continue;
    INFO(old.name);
    const auto people =
        std::ranges::count_if(kOldVaults, [&](const OldVault& vault) { return vault.ledger == old.name; });
    std::filesystem::path folder;
    int stayed = 0;
    const int disturbed = disturb(
        [&] {
          folder = yesterday.server(old.name);
          const auto ledger = server::Ledger::open(folder);
          return ledger ? base::done() : Status(ledger.error());
        },
        [&](const Status& opened) {
          {
            auto database = sqlite::Database::open(folder / "ledger.db");
            REQUIRE(database.has_value());
            const std::int64_t schema = asked(**database, "PRAGMA user_version");
            CHECK((schema == old.schema || schema == std::ssize(server::schema())));
            if (schema == old.schema) CHECK_FALSE(opened.has_value());
            stayed += schema == old.schema;
          }
          auto ledger = server::Ledger::open(folder);
          REQUIRE(ledger.has_value());
          const auto verified = server::verify(**ledger);
          REQUIRE(verified.has_value());
          CHECK(verified->integer_or("revisions", 0) == 1 + people);
        });
    CHECK(disturbed > 30);
    CHECK(stayed > 15);
  }
}
