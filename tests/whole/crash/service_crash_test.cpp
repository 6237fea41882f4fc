// The server, killed while the programs of several people write to it, and started again.
#include <sys/wait.h>

#include <array>
#include <atomic>
#include <catch2/catch_test_macros.hpp>
#include <csignal>
#include <set>
#include <thread>

#include "server/ledger/ledger.h"
#include "shared/sqlite/database.h"
#include "shared/sync/message.h"
#include "tests/client/cli/programs.h"
#include "tests/server/program.h"
#include "tests/whole/crash/killer.h"

using namespace ziping;
using namespace ziping::tests;
using namespace std::chrono_literals;

namespace {

// Sets, seals and synchronises until it is over, whether or not there is a server. Children are waited for by name:
// no two threads take each other's.
void work(const std::string& home, const std::string& report, const std::string& path, const std::atomic<bool>& over) {
  for (int number = 0; !over; ++number)
    for (const Words& words : {Words{"set", report, path, "第" + std::to_string(number) + "稿。"}, Words{"sync"}}) {
      Words all{"--home", home};
      all.insert(all.end(), words.begin(), words.end());
      int status = 0;
      waitpid(start("ziping", all), &status, 0);
    }
}

std::vector<sync::Receipt> receipts_of(const std::string& home) {
  std::vector<sync::Receipt> out;
  auto database = sqlite::Database::open(home + "/vault.db");
  REQUIRE(database.has_value());
  auto find = (*database)->prepare("SELECT body FROM receipt");
  while (find.step()) {
    auto receipt = sync::Receipt::parse(*base::parse_json(find.text(0)));
    REQUIRE(receipt.has_value());
    out.push_back(std::move(*receipt));
  }
  REQUIRE(find.status().has_value());
  return out;
}

}  // namespace

TEST_CASE("a server killed under several people's work has every revision that it gave a receipt for") {
  const Folder folder;
  std::string address;
  std::vector<std::string> homes;
  std::vector<std::array<std::string, 2>> places;  // the report and the field that each one writes
  {
    const Centre centre(folder);
    address = centre.address();
    const Desk office(folder, centre, "office");
    const Report report = new_report(office);
    const Desk east(folder, centre, "east1"), west(folder, centre, "west1");
    homes = {office.home(), east.home(), west.home()};
    places = {{report.id, "goals.annual"}, {report.id, report.east + ".text"}, {report.id, report.west + ".text"}};
  }
  const std::string data = folder.in("centre"), listen = address.substr(std::string("http://").size());
  Killer killer(3);
  std::atomic<bool> over = false;
  std::vector<std::thread> people;
  for (std::size_t i = 0; i < homes.size(); ++i)
    people.emplace_back([&, i] { work(homes[i], places[i][0], places[i][1], over); });
  int killed = 0;
  for (int round = kills(10); round > 0; --round) {
    support::Program server(data, {"--listen", listen});
    std::this_thread::sleep_for(100ms + killer.moment(500ms));
    killed += WIFSIGNALED(server.end(SIGKILL));
  }
  over = true;
  for (std::thread& one : people) one.join();
  CHECK(killed > 0);

  const Ran verified = run("zipingd", {"verify", data});
  INFO(verified.err);
  CHECK(verified.status == 0);
  std::size_t held = 0;
  {
    auto ledger = server::Ledger::open(data);
    REQUIRE(ledger.has_value());
    for (const std::string& home : homes)
      for (const sync::Receipt& receipt : receipts_of(home)) {
        const auto kept = (*ledger)->receipt(receipt.revision);
        REQUIRE(kept.has_value());
        REQUIRE(kept->has_value());
        CHECK((*kept)->json() == receipt.json());
        ++held;
      }
  }
  CHECK(held > homes.size());

  // With a server that stays, everything flows: nobody was left with work that does not move.
  const support::Program server(data, {"--listen", listen});
  for (int turn = 0; turn < 2; ++turn)
    for (const std::string& home : homes) CHECK(run("ziping", {"--home", home, "sync"}).status == 0);
  std::set<std::string> heads;
  for (const std::string& home : homes) {
    const Ran shown = run("ziping", {"--home", home, "report", "show", places[0][0], "--json"});
    CHECK(shown.status == 0);
    heads.insert(shown.out);
    CHECK(run("ziping", {"--home", home, "verify"}).status == 0);
  }
  CHECK(heads.size() == 1);
}
