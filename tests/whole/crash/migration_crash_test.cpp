// The first start of a newer program, killed while it changes the data folder of the one before.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/work/vault.h"
#include "server/admin/inspect.h"
#include "shared/sqlite/database.h"
#include "tests/client/cli/programs.h"
#include "tests/whole/crash/killer.h"
#include "tests/whole/yesterday.h"

using namespace ziping;
using namespace ziping::tests;
using namespace std::chrono_literals;

namespace {

std::int64_t schema_of(const std::filesystem::path& file) {
  auto database = sqlite::Database::open(file);
  REQUIRE(database.has_value());
  REQUIRE((*database)->check_integrity().has_value());
  auto version = (*database)->prepare("PRAGMA user_version");
  REQUIRE(version.step());
  return version.integer(0);
}

}  // namespace

TEST_CASE("an upgrade that was killed has left the old data or the new, and the work in it") {
  const Yesterday yesterday;
  Killer killer(5);
  int old_left = 0, round = 0;
  for (const int most = kills(28); round < most; ++round) {
    const OldVault& old = kOldVaults[static_cast<std::size_t>(round) % std::size(kOldVaults)];
    INFO(old.name);
    const std::filesystem::path home = yesterday.home(old.name);
    const Fate fate = killer.strike(start("ziping", {"--home", home.string(), "report", "list"}), 30ms);
    CHECK(fate != Fate::Refused);
    const std::int64_t left = schema_of(home / "vault.db");
    old_left += left == old.schema;
    auto vault = client::Vault::open(home);
    REQUIRE(vault.has_value());
    vault->reset();
    const std::int64_t newest = schema_of(home / "vault.db");
    CHECK((left == old.schema || left == newest));
    vault = client::Vault::open(home);
    REQUIRE((*vault)->verify().has_value());
    const client::ReportRow report = (*vault)->reports()->front();
    CHECK((*vault)->has_draft(report.id));
    CHECK((*vault)->unsent(report) == 1);
    CHECK((*vault)->list(client::Listing::Suggestions, report)->as_array()->size() == 1);
  }
  CHECK(old_left > 0);
}

TEST_CASE("a server's upgrade that was killed has left the old ledger or the new, whole") {
  const Yesterday yesterday;
  Killer killer(6);
  int old_left = 0;
  for (int round = kills(18); round > 0; --round) {
    const OldLedger& old =
        kOldLedgers[static_cast<std::size_t>(round) % (std::size(kOldLedgers) - 1)];  // the last is today's
    const std::filesystem::path folder = yesterday.server(old.name);
    const Fate fate = killer.strike(start("zipingd", {"verify", folder.string()}), 40ms);
    CHECK(fate != Fate::Refused);
    old_left += schema_of(folder / "ledger.db") == old.schema;
    auto ledger = server::Ledger::open(folder);
    REQUIRE(ledger.has_value());
    const auto verified = server::verify(**ledger);
    REQUIRE(verified.has_value());
    const auto people =
        std::ranges::count_if(kOldVaults, [&](const OldVault& vault) { return vault.ledger == old.name; });
    CHECK(verified->integer_or("revisions", 0) == 1 + people);
  }
  CHECK(old_left > 0);
}
