// The client's commands, killed one after another while they write and synchronise with a real server.
#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <set>

#include "client/work/vault.h"
#include "tests/client/cli/programs.h"
#include "tests/whole/crash/killer.h"

using namespace ziping;
using namespace ziping::tests;
using namespace std::chrono_literals;

namespace {

constexpr const char* kField = "goals.annual";

// What a person at the terminal was told, against what lies on the disk.
class Witness {
 public:
  Witness(const Desk& desk, std::string report) : desk_(desk), report_(std::move(report)) { check(); }

  void set(int number, Killer& killer) {
    const std::string value = "第" + std::to_string(number) + "稿。";
    const Fate fate = strike({"set", report_, kField, value}, killer);
    if (fate == Fate::Done) possible_.clear();
    possible_.insert(value);
  }
  void seal(Killer& killer) {
    if (strike({"seal", report_}, killer) == Fate::Done) CHECK_FALSE(look()->has_draft(report_));
  }
  void sync(Killer& killer) {
    if (strike({"sync"}, killer) != Fate::Done) return;
    auto vault = look();
    CHECK(vault->unsent(*vault->report(report_)) == 0);
  }
  // Everything verifies; the field says what was set last, or what a killed command may have set; and no revision that
  // was ever seen has gone.
  void check() {
    auto vault = look();
    REQUIRE(vault->verify().has_value());
    const auto row = vault->report(report_);
    REQUIRE(row.has_value());
    const std::string now = *vault->shown(*row)->state.value(kField).text();
    INFO("it says " << now);
    if (!possible_.empty()) CHECK(possible_.contains(now));
    possible_ = {now};
    std::set<std::string> names;
    const auto log = vault->list(client::Listing::Log, *row);
    for (const base::Json& entry : *log->as_array()) names.insert(std::string(entry.text_or("revision")));
    CHECK(std::includes(names.begin(), names.end(), revisions_.begin(), revisions_.end()));
    revisions_ = std::move(names);
  }
  const std::set<std::string>& revisions() const { return revisions_; }
  const std::string& value() const { return *possible_.begin(); }
  int killed() const { return killed_; }

 private:
  Fate strike(Words words, Killer& killer) {
    words.insert(words.begin(), {"--home", desk_.home()});
    const Fate fate = killer.strike(start("ziping", words), 60ms);
    killed_ += fate == Fate::Killed;
    CHECK(fate != Fate::Refused);
    return fate;
  }
  std::unique_ptr<client::Vault> look() const {
    auto vault = client::Vault::open(desk_.home());
    REQUIRE(vault.has_value());
    return std::move(*vault);
  }

  const Desk& desk_;
  std::string report_;
  std::set<std::string> possible_, revisions_;
  int killed_ = 0;
};

}  // namespace

TEST_CASE("commands killed at any moment leave what they had done, and the next one goes on") {
  const Folder folder;
  const Centre centre(folder);
  const Desk office(folder, centre, "office");
  const std::string report = new_report(office).id;
  Witness witness(office, report);
  Killer killer(2);
  for (int number = 1, most = kills(24); witness.killed() < most; ++number) {
    REQUIRE(number < 40 * most);
    witness.set(number, killer);
    witness.check();
    if (killer.heads()) witness.seal(killer);
    if (killer.heads()) witness.sync(killer);
    witness.check();
  }
  REQUIRE(office({"sync"}).status == 0);
  witness.check();
  // Somebody else is told all of it, and each revision once.
  const Desk east(folder, centre, "east1");
  CHECK(east.get(report, kField) == witness.value());
  const base::Json log = east.json({"log", report});
  std::multiset<std::string> there;
  for (const base::Json& entry : *log.as_array()) there.insert(std::string(entry.text_or("revision")));
  CHECK(there == std::multiset<std::string>(witness.revisions().begin(), witness.revisions().end()));
}
