// The window's side of the client, killed while somebody types.
#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <catch2/catch_test_macros.hpp>
#include <map>
#include <sstream>
#include <thread>

#include "client/work/vault.h"
#include "tests/client/cli/programs.h"
#include "tests/whole/crash/killer.h"
#include "tests/whole/crash/typist.h"

using namespace ziping;
using namespace ziping::tests;
using namespace std::chrono_literals;

namespace {

using Moment = std::chrono::steady_clock::time_point;

// What a typist said until it was killed.
struct Sitting {
  std::map<long, Moment> typed;
  long saved = 0;  // the last sentence that the window called saved
  Moment end;
};

Sitting sit(const std::string& home, const std::string& report, long first, Killer& killer,
            std::chrono::milliseconds at_least) {
  std::array<int, 2> ends{};
  REQUIRE(pipe2(ends.data(), O_CLOEXEC) == 0);
  const std::string from = std::to_string(first);
  const pid_t typist = fork();
  if (typist == 0) {
    dup2(ends[1], STDOUT_FILENO);
    execl(ZIPING_TYPIST, "typist", home.c_str(), report.c_str(), from.c_str(), nullptr);
    _exit(127);
  }
  close(ends[1]);
  std::string said;
  std::thread listening([&] {
    std::array<char, 4096> piece{};
    for (ssize_t count; (count = read(ends[0], piece.data(), piece.size())) > 0;)
      said.append(piece.data(), static_cast<std::size_t>(count));
  });
  std::this_thread::sleep_for(at_least);
  const Fate fate = killer.strike(typist, 600ms);
  Sitting out;
  out.end = std::chrono::steady_clock::now();
  listening.join();
  close(ends[0]);
  REQUIRE(fate == Fate::Killed);
  std::istringstream lines(said.substr(0, said.rfind('\n') + 1));
  for (std::string word; lines >> word;) {
    long number = 0, at = 0;
    lines >> number;
    if (word == "saved") out.saved = number;
    if (word == "typed" && lines >> at) out.typed[number] = Moment(std::chrono::nanoseconds(at));
  }
  return out;
}

// The annual goal, from the disk.
std::string reopened(const std::string& home, const std::string& report) {
  auto vault = client::Vault::open(home);
  REQUIRE(vault.has_value());
  REQUIRE((*vault)->verify().has_value());
  const auto row = (*vault)->report(report);
  REQUIRE(row.has_value());
  const auto shown = (*vault)->shown(*row);
  REQUIRE(shown.has_value());
  return *shown->state.value(kTypedField).text();
}

}  // namespace

TEST_CASE("a window killed while somebody types has lost nothing that it called saved, and at most a second") {
  const Folder folder;
  std::string home, report;
  {
    const Centre centre(folder);
    const Desk office(folder, centre, "office");
    home = office.home();
    report = new_report(office).id;
  }
  Killer killer(1);
  std::string text = reopened(home, report);
  long first = 1, told = 0;
  auto longest_loss = Moment::duration::zero();
  for (int round = kills(16); round > 0; --round) {
    // A short one cannot lose a second; what is not saved in time shows in a few long ones.
    const Sitting sitting = sit(home, report, first, killer, round % 6 == 1 ? 2'200ms : 0ms);
    const std::string now = reopened(home, report);
    const long last = sitting.typed.empty() ? first - 1 : sitting.typed.rbegin()->first;
    long kept = first - 1;
    while (text != now && kept < last) text = with_sentence(text, ++kept);
    CHECK(text == now);  // sentence by sentence on what was there, and not a byte besides
    INFO("typed from " << first << " to " << last << ", called saved " << sitting.saved << ", kept " << kept);
    CHECK(kept >= sitting.saved);
    const auto lost = sitting.typed.upper_bound(kept);
    if (lost != sitting.typed.end()) longest_loss = std::max(longest_loss, sitting.end - lost->second);
    CHECK((lost == sitting.typed.end() || sitting.end - lost->second <= 1s));
    told += sitting.saved > 0;
    first = last + 1;
    text = now;
  }
  INFO("longest loss " << longest_loss / 1ms << " ms");
  CHECK(told > 0);
}
