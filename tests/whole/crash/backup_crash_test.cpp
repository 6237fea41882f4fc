// The backup of a server, killed while it is made.
#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "tests/client/cli/programs.h"
#include "tests/whole/crash/killer.h"

using namespace ziping;
using namespace ziping::tests;
using namespace std::chrono_literals;

TEST_CASE("a backup that was killed is whole or is not there, and can be made again in its place") {
  const Folder folder;
  {
    const Centre centre(folder);
    const Desk office(folder, centre, "office");
    fill_in(office, new_report(office).id);
  }
  const std::string data = folder.in("centre"), place = folder.in("backup");
  const base::Json before = run("zipingd", {"verify", data, "--json"}).json();
  Killer killer(4);
  int missing = 0;
  for (int round = kills(16); round > 0; --round) {
    const Fate fate = killer.strike(start("zipingd", {"backup", data, place}), 60ms);
    CHECK(fate != Fate::Refused);
    CHECK(run("zipingd", {"verify", data, "--json"}).json() == before);
    if (!std::filesystem::exists(place)) {
      CHECK(fate == Fate::Killed);
      ++missing;
      CHECK(run("zipingd", {"backup", data, place}).status == 0);
    }
    CHECK(run("zipingd", {"verify", place, "--json"}).json() == before);
    std::filesystem::remove_all(place);
  }
  CHECK(missing > 0);
}
