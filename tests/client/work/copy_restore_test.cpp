#include "client/work/copy_restore.h"

#include <algorithm>
#include <catch2/catch_test_macros.hpp>

#include "client/work/copies.h"
#include "shared/base/file.h"
#include "tests/support/faulty_disk/faulty_disk.h"
#include "tests/support/killed_at.h"
#include "tests/support/temporary_folder.h"

using namespace ziping;
using namespace ziping::client;
namespace fs = std::filesystem;

namespace {

using Home = support::TemporaryFolder;

constexpr std::size_t kRead = 64u << 20;

// A copy that says "甲", and what was written since, which a killed program left in its journal.
struct Killed {
  Killed() {
    auto vault = Vault::open(home.path(), clock);
    REQUIRE(vault.has_value());
    REQUIRE((*vault)->set("said", "甲").has_value());
    auto made = copy_of_now(**vault);
    REQUIRE(made.has_value());
    copy = elsewhere.path() / "vault-copy.db";
    fs::copy_file(*made, copy);
    REQUIRE((*vault)->set("said", "乙").has_value());
    // As they lie on the disk while the program runs.
    const Home aside;
    for (const char* name : {"vault.db", "vault.db-wal"}) fs::copy_file(home.path() / name, aside.path() / name);
    vault->reset();
    for (const char* name : {"vault.db", "vault.db-wal"})
      fs::copy_file(aside.path() / name, home.path() / name, fs::copy_options::overwrite_existing);
    REQUIRE(fs::file_size(home.path() / "vault.db-wal") > 0);
    fs::copy(home.path(), as_killed.path(), fs::copy_options::recursive);
  }
  void once_more() const {  // as if nothing had been restored
    fs::remove_all(home.path());
    fs::copy(as_killed.path(), home.path(), fs::copy_options::recursive);
  }
  bool restore() const { return restore_copy(home.path(), copy, clock).has_value(); }
  void write() const {  // into the file itself, for it is closed again
    auto vault = Vault::open(home.path(), clock);
    REQUIRE(vault.has_value());
    REQUIRE((*vault)->set("said", "丙").has_value());
    REQUIRE((*vault)->set("much", std::string(200'000, 'x')).has_value());
  }
  // What every one of those under another name says, each whole with its journal.
  std::vector<std::string> kept_words() const {
    std::vector<std::string> out;
    for (const std::string& name : beside()) {
      if (!name.starts_with("vault-until-") || !name.ends_with(".db")) continue;
      const Home aside;
      for (const char* ending : {"", "-wal"})
        if (fs::exists(home.path() / (name + ending)))
          fs::copy_file(home.path() / (name + ending), aside.path() / (std::string("kept.db") + ending));
      auto database = sqlite::Database::open(aside.path() / "kept.db");
      REQUIRE(database.has_value());
      CHECK((*database)->check_integrity().has_value());
      auto find = (*database)->prepare("SELECT value FROM setting WHERE key = 'said'");
      out.push_back(find.step() ? find.text(0) : std::string());
    }
    return out;
  }
  std::string said() const {
    auto vault = Vault::open(home.path(), clock);
    REQUIRE(vault.has_value());
    return (*vault)->setting("said");
  }
  std::vector<std::string> beside() const {
    std::vector<std::string> out;
    for (const fs::directory_entry& one : fs::directory_iterator(home.path()))
      if (one.path().filename().string().starts_with("vault")) out.push_back(one.path().filename().string());
    std::ranges::sort(out);
    return out;
  }

  const Home home, elsewhere, as_killed;
  base::ManualClock clock{1'672'473'600'000};
  fs::path copy;
};

}  // namespace

TEST_CASE("a copy that is put in place says what it said, whatever journal a killed program has left there") {
  const Killed desk;
  const auto before = base::read_file(desk.copy, kRead);
  const auto restored = restore_copy(desk.home.path(), desk.copy, desk.clock);
  REQUIRE(restored.has_value());
  CHECK(desk.said() == "甲");
  CHECK(*base::read_file(desk.copy, kRead) == *before);
  CHECK_FALSE(fs::exists(desk.home.path() / "vault.db.restored"));
  // What was there is whole under its other name, the journal's words too.
  REQUIRE_FALSE(restored->kept.empty());
  const Home other;
  fs::copy_file(restored->kept, other.path() / "vault.db");
  fs::copy_file(restored->kept.string() + "-wal", other.path() / "vault.db-wal");
  auto kept = Vault::open(other.path(), desk.clock);
  REQUIRE(kept.has_value());
  CHECK((*kept)->setting("said") == "乙");
  // Once more in the same second: each keeps its own name.
  const auto again = restore_copy(desk.home.path(), desk.copy, desk.clock);
  REQUIRE(again.has_value());
  CHECK(again->kept != restored->kept);
}

TEST_CASE("whenever the program dies while it restores, the newest words are there or the restored ones") {
  const Killed desk;
  int newest = 0, restored = 0;
  for (int nth = 1;; ++nth) {
    REQUIRE(nth < 1000);
    INFO("call " << nth);
    desk.once_more();
    const bool died = support::killed_at(nth, [&] { desk.restore(); });
    const std::string said = desk.said();
    CHECK((said == "甲" || said == "乙"));
    ++(said == "甲" ? restored : newest);
    // Whatever is written now goes into none of those that are kept.
    desk.write();
    for (const std::string& kept : desk.kept_words()) CHECK(kept == "乙");
    if (died) continue;
    CHECK(said == "甲");
    CHECK(desk.kept_words().size() == 1);
    break;
  }
  CHECK(newest > 10);
  CHECK(restored > 1);
}

TEST_CASE("a disk that gives way while a copy is put in place leaves what was there, at whichever write") {
  const Killed desk;
  for (const test::Fault fault : {test::Fault::Once, test::Fault::Full}) {
    int refused = 0;
    for (int nth = 1;; ++nth) {
      REQUIRE(nth < 500);
      INFO("fault " << static_cast<int>(fault) << " at operation " << nth);
      desk.once_more();
      bool restored = false, failed = false;
      {
        test::FaultyDisk disk;
        disk.fail_at(nth, fault);
        restored = desk.restore();
        failed = disk.has_failed();
      }
      CHECK(desk.said() == (restored ? "甲" : "乙"));
      CHECK_FALSE(fs::exists(desk.home.path() / "vault.db.restored"));
      desk.write();
      CHECK(desk.kept_words() == (restored ? std::vector<std::string>{"乙"} : std::vector<std::string>()));
      refused += !restored;
      if (!failed) break;
    }
    CHECK(refused > 3);
  }
}

TEST_CASE("a copy takes the place of data that is damaged, and of none") {
  Killed desk;
  SECTION("damaged") { REQUIRE(base::write_file(desk.home.path() / "vault.db", "gone").has_value()); }
  SECTION("none, and a journal without its data") { fs::remove(desk.home.path() / "vault.db"); }
  const auto restored = restore_copy(desk.home.path(), desk.copy, desk.clock);
  REQUIRE(restored.has_value());
  CHECK(desk.said() == "甲");
}

TEST_CASE("what is no whole copy, and what is in use, changes nothing") {
  Killed desk;
  const std::vector<std::string> before = desk.beside();
  const auto refused = [&](const fs::path& file, const char* code) {
    const auto restored = restore_copy(desk.home.path(), file, desk.clock);
    REQUIRE_FALSE(restored.has_value());
    CHECK(restored.error().code == code);
  };
  const fs::path other = desk.elsewhere.path() / "other.db";
  refused(other, "no-file");
  REQUIRE(base::write_file(other, "no database at all, but long enough to be looked at as one").has_value());
  refused(other, "bad-database");
  {
    auto bytes = base::read_file(desk.copy, kRead);
    REQUIRE(base::write_file(other, bytes->substr(0, bytes->size() / 2)).has_value());
  }
  refused(other, "bad-database");
  fs::remove(other);
  {
    auto database = sqlite::Database::open(other);
    REQUIRE((*database)->run("CREATE TABLE notes(words TEXT)").has_value());
  }
  refused(other, "no-vault");
  {
    auto database = sqlite::Database::open(desk.copy);
    REQUIRE((*database)->run("PRAGMA user_version = 999").has_value());
  }
  refused(desk.copy, "newer-database");
  refused(desk.home.path() / "vault.db", "same-file");
  CHECK(desk.beside() == before);
  auto open = Vault::open(desk.home.path(), desk.clock);
  REQUIRE(open.has_value());
  CHECK((*open)->setting("said") == "乙");
  refused(desk.copy, "folder-in-use");
}
