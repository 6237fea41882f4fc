#include "client/work/copies.h"

#include <stdlib.h>

#include <algorithm>
#include <catch2/catch_test_macros.hpp>
#include <chrono>
#include <fstream>
#include <thread>

#include "client/work/keeper.h"
#include "shared/base/file.h"
#include "tests/client/work/counter.h"
#include "tests/support/made_up_report.h"
#include "tests/support/temporary_folder.h"

using namespace ziping;
using namespace ziping::client;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kDay = 24ll * 3600 * 1000;
const std::string kNoDatabase(8192, 'x');

using Home = support::TemporaryFolder;

std::vector<std::string> names(Vault& vault) {
  std::vector<std::string> out;
  for (const fs::path& file : copies_in(copies_folder(vault))) out.push_back(file.filename().string());
  return out;
}

void to_the_end(Clerk& clerk) {
  while (clerk.keep_copy() != NewCopy::Stage::Made) std::this_thread::sleep_for(std::chrono::milliseconds(1));
}

KeepSetting much() { return {"much", std::string(6u << 20, 'x')}; }  // for a copy of several pieces

// With a report open, and a copy of which one piece is written.
struct Copier : tests::Counter {
  Copier() {
    clerk().carry_out(much());
    open();
    clerk().rest();
    REQUIRE(clerk().keep_copy() == NewCopy::Stage::Writing);
    CHECK(copies_in(copies()).empty());
  }
  fs::path copies() const { return home() / "copies"; }
  std::vector<std::string> all_in_copies() const {
    std::vector<std::string> out;
    for (const fs::directory_entry& entry : fs::directory_iterator(copies()))
      out.push_back(entry.path().filename().string());
    return out;
  }
  // What the report says in a vault of these files.
  std::string goal_in(const std::vector<fs::path>& files) const {
    const Home other;
    for (const fs::path& file : files)
      fs::copy_file(file, other.path() / (file.extension() == ".db-wal" ? "vault.db-wal" : "vault.db"));
    auto vault = Vault::open(other.path(), clock);
    REQUIRE(vault.has_value());
    CHECK((*vault)->verify().has_value());
    const auto state = (*vault)->shown(*(*vault)->report(report));
    REQUIRE(state.has_value());
    const std::string* text = state->state.value("goal").text();
    return text ? *text : std::string();
  }
};

}  // namespace

TEST_CASE("everything here is copied once a day, and the copy opens as what it was made of") {
  const Home home, other;
  base::ManualClock clock;
  auto vault = Vault::open(home.path(), clock);
  REQUIRE(vault.has_value());
  REQUIRE((*vault)->set("said", "甲").has_value());
  const auto made = copy_of_today(**vault);
  REQUIRE(made.has_value());
  REQUIRE(made->has_value());
  REQUIRE((*vault)->set("said", "乙").has_value());
  const auto again = copy_of_today(**vault);
  REQUIRE(again.has_value());
  CHECK_FALSE(again->has_value());

  fs::copy_file(**made, other.path() / "vault.db");
  auto copy = Vault::open(other.path(), clock);
  REQUIRE(copy.has_value());
  CHECK((*copy)->setting("said") == "甲");
}

TEST_CASE("the newest copies stay, the one just made among them whatever the clock says") {
  const Home home;
  base::ManualClock clock;
  auto vault = Vault::open(home.path(), clock);
  REQUIRE(vault.has_value());
  const std::string first = copy_of_today(**vault).value()->filename().string();
  for (std::size_t i = 0; i < kCopiesKept; ++i) {
    clock.advance(kDay);
    REQUIRE(copy_of_today(**vault).has_value());
  }
  CHECK(names(**vault).size() == kCopiesKept);
  CHECK(names(**vault).front() != first);
  clock.advance(-8000 * kDay);
  const std::string odd = copy_of_today(**vault).value()->filename().string();
  CHECK(names(**vault).size() == kCopiesKept);
  CHECK(names(**vault).front() == odd);
}

TEST_CASE("a copy is made when somebody asks for it, beside the day's, and stands for the earlier ones of that day") {
  const Home home;
  base::ManualClock clock;
  auto vault = Vault::open(home.path(), clock);
  REQUIRE(vault.has_value());
  CHECK(copies_kept(**vault).count == 0);
  REQUIRE(copy_of_today(**vault).has_value());
  const std::string of_day = names(**vault).front();
  clock.advance(600 * 1000);
  REQUIRE(copy_of_now(**vault).has_value());
  clock.advance(600 * 1000);
  const auto last = copy_of_now(**vault);
  REQUIRE(last.has_value());
  CHECK(names(**vault) == std::vector<std::string>{of_day, last->filename().string()});
  const CopiesKept kept = copies_kept(**vault);
  CHECK(kept.count == 2);
  CHECK(kept.last_file == last->filename().string());
  CHECK(kept.last_bytes > 0);
  CHECK(kept.last_at_ms > 0);
  CHECK(kept.folder == copies_folder(**vault).string());
}

TEST_CASE("copies that were asked for push no earlier day out") {
  const Home home;
  base::ManualClock clock;
  auto vault = Vault::open(home.path(), clock);
  REQUIRE(vault.has_value());
  for (std::size_t i = 0; i < kCopiesKept; ++i) {
    REQUIRE(copy_of_today(**vault).has_value());
    if (i + 1 < kCopiesKept) clock.advance(kDay);
  }
  const std::vector<std::string> before = names(**vault);
  for (int i = 0; i < 5; ++i) {
    clock.advance(60'000);
    REQUIRE(copy_of_now(**vault).has_value());
  }
  const std::vector<std::string> after = names(**vault);
  CHECK(after.size() == before.size() + 1);
  CHECK(std::vector<std::string>(after.begin(), after.end() - 1) == before);
}

TEST_CASE("a folder that takes no copy is told, and nothing of it stays") {
  const Home home;
  base::ManualClock clock;
  auto vault = Vault::open(home.path(), clock);
  REQUIRE(vault.has_value());
  const fs::path file = home.path() / "no folder";
  std::ofstream(file) << "somebody's";
  REQUIRE((*vault)->set("copies", file.string()).has_value());
  const auto refused = copy_of_today(**vault);
  REQUIRE_FALSE(refused.has_value());
  CHECK(refused.error().code == "no-access");
  CHECK(fs::file_size(file) == 10);
}

TEST_CASE("a clock that was set back hides no work from the day's copy") {
  const Home home, other;
  base::ManualClock clock;
  auto vault = Vault::open(home.path(), clock);
  REQUIRE(vault.has_value());
  REQUIRE(copy_of_today(**vault).has_value());
  const std::string first = names(**vault).front();
  clock.advance(kDay);
  REQUIRE(copy_of_today(**vault).has_value());
  REQUIRE((*vault)->set("said", "后来写的").has_value());
  clock.advance(-kDay + 3'600'000);
  const auto made = copy_of_today(**vault);
  REQUIRE(made.has_value());
  REQUIRE(made->has_value());
  CHECK(names(**vault).size() == 3);  // and what stood there stands
  CHECK(names(**vault).front() == first);
  fs::copy_file(**made, other.path() / "vault.db");
  auto copy = Vault::open(other.path(), clock);
  REQUIRE(copy.has_value());
  CHECK((*copy)->setting("said") == "后来写的");
}

TEST_CASE("a day's copy that failed is tried again after an hour, and one that was made not before the next day") {
  const Home home;
  base::ManualClock clock{1'672'473'600'000};  // 08:00
  const fs::path elsewhere = home.path() / "elsewhere";
  {
    auto vault = Vault::open(home.path(), clock);
    REQUIRE(vault.has_value());
    REQUIRE((*vault)->set("copies", elsewhere.string()).has_value());
  }
  std::ofstream(elsewhere) << "no folder";
  Clerk clerk(home.path(), clock);
  const auto told = [&] {  // copies, made or not
    clerk.carry_out(ListReports{});
    clerk.rest();
    (void)clerk.news();
    to_the_end(clerk);
    std::vector<CopiesKept> out;
    for (const News& one : clerk.news())
      if (const auto* seen = std::get_if<CopiesSeen>(&one)) out.push_back(seen->copies);
    return out;
  };
  const auto failed = told();
  REQUIRE(failed.size() == 1);
  CHECK(failed.front().error);
  fs::remove(elsewhere);
  CHECK(told().empty());
  clock.advance(3'600'000 - 1);
  CHECK(told().empty());
  clock.advance(1);
  const auto made = told();
  REQUIRE(made.size() == 1);
  CHECK_FALSE(made.front().error);
  CHECK(made.front().count == 1);
  clock.advance(2 * 3'600'000);
  CHECK(told().empty());
}

TEST_CASE("what is typed while a copy is made is on the disk before the copy is, and is in it") {
  Copier desk;
  desk.type(desk.shown().epoch, "抄写途中说的。");
  CHECK(desk.heard<EditsSaved>().back().through == 1);
  CHECK(desk.goal_in({desk.home() / "vault.db", desk.home() / "vault.db-wal"}) == "抄写途中说的。");
  CHECK(desk.clerk().keep_copy() == NewCopy::Stage::Writing);
  CHECK(copies_in(desk.copies()).empty());
  CHECK(desk.heard<CopiesSeen>().empty());
  to_the_end(desk.clerk());
  CHECK(desk.heard<CopiesSeen>().size() == 1);
  const std::vector<fs::path> made = copies_in(desk.copies());
  REQUIRE(made.size() == 1);
  CHECK(desk.goal_in(made) == "抄写途中说的。");
}

TEST_CASE("a copy that is cut short counts for nothing, and the next one takes away what is left of it") {
  Copier desk;
  const Home aside;
  const std::vector<std::string> unfinished = desk.all_in_copies();
  REQUIRE_FALSE(unfinished.empty());
  fs::copy(desk.copies(), aside.path(), fs::copy_options::recursive);
  desk.die();
  CHECK(desk.all_in_copies().empty());
  // A program that was killed tidies nothing up.
  for (const std::string& name : unfinished) fs::copy_file(aside.path() / name, desk.copies() / name);
  CHECK(copies_in(desk.copies()).empty());
  desk.clock.advance(kDay);  // the next one has another name
  desk.clerk().rest();
  to_the_end(desk.clerk());
  REQUIRE(copies_in(desk.copies()).size() == 1);
  CHECK(desk.all_in_copies().size() == 1);
  CHECK(desk.goal_in(copies_in(desk.copies())) == "甲句。乙句。丙句。");
}

TEST_CASE("a copy does not hinder the data from moving, and is made where it is then") {
  Copier desk;
  const Home away;
  desk.clerk().carry_out(RelocateData{(away.path() / "ziping").string()});
  REQUIRE(desk.heard<DataRelocated>().size() == 1);
  CHECK(desk.all_in_copies().empty());
  desk.clerk().rest();
  to_the_end(desk.clerk());
  CHECK(copies_in(away.path() / "ziping" / "copies").size() == 1);
}

TEST_CASE("a copy that somebody asks for goes before the day's, and is told when it is made") {
  Copier desk;
  desk.clerk().carry_out(MakeCopy{});
  desk.clerk().carry_out(SeeCopies{});
  CHECK(desk.heard<CopiesSeen>().empty());
  to_the_end(desk.clerk());
  REQUIRE(desk.heard<CopiesSeen>().size() == 1);
  CHECK_FALSE(desk.heard<CopiesSeen>().back().copies.error);
  CHECK(desk.heard<CopiesSeen>().back().copies.last_file.find('T') != std::string::npos);
  to_the_end(desk.clerk());
  CHECK(desk.heard<CopiesSeen>().back().copies.count == 2);
}

TEST_CASE("a copy that was asked for is made without further orders, and before the program ends") {
  const Home home;
  const auto asked_for = [&] {
    return std::ranges::count_if(copies_in(home.path() / "copies"), [](const fs::path& file) {
      return file.filename().string().find('T') != std::string::npos;
    });
  };
  {
    Keeper keeper(home.path(), [] {});
    keeper.order(much());
    keeper.order(MakeCopy{});
    for (int i = 0; i < 6000 && asked_for() == 0; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(10));
    CHECK(asked_for() == 1);
  }
  fs::remove_all(home.path() / "copies");
  {
    Keeper keeper(home.path(), [] {});
    keeper.order(MakeCopy{});
  }
  CHECK(asked_for() == 1);
}

TEST_CASE(
    "a copy takes the place of the data under the running program, which goes on from it and keeps what was here") {
  tests::Counter desk;
  const auto write = [&desk](const char* words) {
    desk.open();
    desk.type(desk.shown().epoch, words);
    desk.clerk().carry_out(CloseReport{desk.report});
  };
  write("备份之前。");
  desk.clerk().carry_out(MakeCopy{});
  to_the_end(desk.clerk());
  const CopiesKept copies = desk.heard<CopiesSeen>().back().copies;
  REQUIRE(copies.all.size() == 1);
  CHECK(copies.all.front().bytes == copies.last_bytes);
  write("备份之后。");
  desk.clerk().carry_out(RestoreCopy{copies.all.front().file});
  REQUIRE(desk.heard<CopyRestored>().size() == 1);
  CHECK(desk.heard<Failed>().empty());
  CHECK(fs::exists(desk.heard<CopyRestored>().back().kept));
  CHECK(fs::exists(copies.all.front().file));
  desk.open();
  CHECK(desk.goal() == "备份之前。");
  desk.clerk().rest();
  CHECK(desk.heard<ReportsListed>().back().reports.size() == 1);
  write("接着写。");
  desk.die();
  desk.open();
  CHECK(desk.goal() == "接着写。");
}

TEST_CASE("a copy that is damaged, or while the server is talked to, changes nothing, and the program goes on") {
  tests::Counter desk;
  const fs::path damaged = desk.home() / "copies" / "vault-2022-12-30.db";
  fs::create_directories(damaged.parent_path());
  REQUIRE(base::write_file(damaged, kNoDatabase).has_value());
  desk.open();
  desk.clerk().carry_out(CloseReport{desk.report});
  desk.clerk().carry_out(RestoreCopy{damaged.string()});
  REQUIRE(desk.heard<Failed>().size() == 1);
  CHECK(desk.heard<Failed>().back().error.code == "bad-database");
  desk.open();
  CHECK(desk.goal() == "甲句。乙句。丙句。");
  desk.synchronise();
  desk.clerk().carry_out(RestoreCopy{damaged.string()});
  REQUIRE(desk.heard<Failed>().size() == 2);
  CHECK(desk.heard<Failed>().back().error.code == "not-now");
  CHECK(desk.heard<CopyRestored>().empty());
}

TEST_CASE(
    "what damaged data takes no more is to be copied and the program started again before a copy is put in place") {
  tests::Counter desk;
  {
    // Nothing can be written among the suggestions: a table behind them begins where an index does.
    auto database = sqlite::Database::open(desk.home() / "vault.db");
    REQUIRE(database.has_value());
    REQUIRE((*database)
                ->run("CREATE TABLE broken(x); CREATE TRIGGER breaks BEFORE INSERT ON suggestion BEGIN INSERT INTO "
                      "broken VALUES(1); END; PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT "
                      "rootpage FROM sqlite_schema WHERE type = 'index' LIMIT 1) WHERE name = 'broken'")
                .has_value());
  }
  desk.open();
  desk.clerk().carry_out(SaveEdit{desk.report, 1, desk.shown().epoch, set_edit("budget", base::Json("1.2.3"))});
  REQUIRE(desk.heard<DiskWaits>().size() == 1);
  REQUIRE(desk.heard<DiskWaits>().back().error);
  CHECK(desk.heard<DiskWaits>().back().error->kind == base::ErrorKind::Corrupt);
  desk.clerk().carry_out(RestoreCopy{"一份.db"});
  REQUIRE(desk.heard<Failed>().size() == 1);
  CHECK(desk.heard<Failed>().back().error.message.find("重新打开") != std::string::npos);
  CHECK(desk.heard<CopyRestored>().empty());
}

TEST_CASE("where the data is damaged its copies are told of, and one takes its place without a new start") {
  tests::Counter desk;
  desk.clerk().carry_out(MakeCopy{});
  to_the_end(desk.clerk());
  const std::string file = desk.heard<CopiesSeen>().back().copies.all.front().file;
  desk.die();
  for (const char* journal : {"vault.db-wal", "vault.db-shm"}) fs::remove(desk.home() / journal);
  REQUIRE(base::write_file(desk.home() / "vault.db", kNoDatabase).has_value());
  desk.clerk().rest();
  REQUIRE(desk.heard<Failed>().size() == 1);
  CHECK(desk.heard<ReportsListed>().empty());
  REQUIRE(desk.heard<CopiesSeen>().size() == 2);
  REQUIRE(desk.heard<CopiesSeen>().back().copies.all.size() == 1);
  CHECK(desk.heard<CopiesSeen>().back().copies.all.front().file == file);
  desk.clerk().carry_out(RestoreCopy{file});
  CHECK(desk.heard<CopyRestored>().size() == 1);
  desk.clerk().rest();
  REQUIRE(desk.heard<ReportsListed>().size() == 1);
  CHECK(desk.heard<ReportsListed>().back().reports.size() == 1);
}
