// The copy of the day, and the putting of a copy in place of what is there, killed meanwhile.
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <csignal>

#include "client/work/copies.h"
#include "client/work/draft.h"
#include "shared/base/file.h"
#include "tests/whole/crash/killer.h"
#include "tests/whole/crash/laptop.h"

using namespace ziping;
using namespace ziping::tests;
namespace fs = std::filesystem;

namespace {

constexpr std::size_t kCopiedBytes = 3u << 20;  // of evidence: a copy takes as long as the program's start

// The office's, with a report that was sent, evidence and a draft that were not.
struct Laptop {
  Folder folder;
  std::string home, report;

  Laptop() {
    const Centre centre(folder);
    const Desk office(folder, centre, "office");
    home = office.home();
    report = new_report(office).id;
    add_evidence(office, report, "conclusion.evidence", folder.in("ledger.pdf"), kCopiedBytes);
    office.set(report, "goals.annual", "修建水渠五条。");
    fs::remove_all(home + "/copies");  // today's was made when it synchronised
  }
  std::vector<fs::path> copies() const { return client::copies_in(home + "/copies"); }  // those that are listed
  std::ptrdiff_t half_copies() const {
    return std::ranges::count_if(fs::directory_iterator(home + "/copies"),
                                 [](const fs::directory_entry& one) { return one.path().extension() == ".part"; });
  }
  std::vector<fs::path> kept() const {  // what was there before a copy was put in its place
    std::vector<fs::path> out;
    for (const fs::directory_entry& one : fs::directory_iterator(home))
      if (one.path().filename().string().starts_with("vault-until-")) out.push_back(one.path());
    return out;
  }
  bool keeps(const std::string& held) const {
    return std::ranges::any_of(
        kept(), [&](const fs::path& one) { return one.extension() == ".db" && held_beside(one) == held; });
  }
  // By a program that is killed as soon as the words are saved: they are in its journal alone.
  void save_and_die(const std::string& words) const {
    const pid_t program = fork();
    if (program == 0) {
      auto vault = client::Vault::open(home);
      const auto row = vault ? (*vault)->report(report) : base::Result<client::ReportRow>(vault.error());
      if (row && (*vault)->edit(*row, client::set_edit("goals.annual", words))) kill(getpid(), SIGKILL);
      _exit(1);
    }
    int status = 0;
    REQUIRE(waitpid(program, &status, 0) == program);
    REQUIRE(WIFSIGNALED(status));
    REQUIRE(fs::file_size(home + "/vault.db-wal") > 0);
  }
};

}  // namespace

TEST_CASE("a copy that was killed is whole or is not there, and is made again in its place") {
  const Laptop laptop;
  const std::string before = opened_again(laptop.home);
  // Of what is listed nothing is less than all.
  const auto take_away = [&] {
    const std::vector<fs::path> copies = laptop.copies();
    for (const fs::path& one : copies) {
      CHECK(held_beside(one) == before);
      fs::remove(one);
    }
    return copies.size();
  };
  Target copying(7, {"--home", laptop.home, "copy", "make"});
  REQUIRE(copying.alone().status == 0);
  CHECK(take_away() == 1);
  int missing = 0;
  std::ptrdiff_t halves = 0;
  for (const int most = kills(8); copying.goes_on(most);) {
    const Fate fate = copying.strike();
    CHECK(opened_again(laptop.home) == before);
    halves += laptop.half_copies();
    const bool is_made = take_away() == 1;
    CHECK((is_made || fate == Fate::Killed));
    missing += !is_made;
    REQUIRE(copying.alone().status == 0);
    CHECK(take_away() == 1);
  }
  INFO(copying.told() << ", " << missing << " left no copy, " << halves << " of them a half");
  CHECK(missing > 0);
}

TEST_CASE(
    "whether putting a copy in place is killed or not, the copy is there or what was saved last, and that is kept") {
  const Laptop laptop;
  const std::string copy = laptop.folder.in("copy.db");
  REQUIRE(run("ziping", {"--home", laptop.home, "copy", "make"}).status == 0);
  fs::rename(laptop.copies().front(), copy);
  const std::string copied = held_beside(copy);
  const auto bytes = [&] { return base::sha256(*base::read_file(copy, 4 * kCopiedBytes)); };
  const base::Hash untouched = bytes();
  Target restoring(8, {"--home", laptop.home, "copy", "restore", copy});
  REQUIRE(restoring.alone().status == 0);
  int stayed = 0;
  for (int number = 1, most = kills(8); restoring.goes_on(most); ++number) {
    laptop.save_and_die("第" + std::to_string(number) + "稿。");
    const std::string saved = held_beside(laptop.home + "/vault.db");
    REQUIRE(saved != copied);
    const Fate fate = restoring.strike();
    const std::string now = opened_again(laptop.home);
    CHECK((now == copied || (now == saved && fate == Fate::Killed)));
    stayed += now == saved;
    REQUIRE(restoring.alone().status == 0);
    CHECK(opened_again(laptop.home) == copied);
    CHECK(laptop.keeps(saved));
    CHECK(bytes() == untouched);
    for (const fs::path& one : laptop.kept()) fs::remove(one);
  }
  INFO(restoring.told() << ", " << stayed << " changed nothing");
  CHECK(stayed > 0);
}
