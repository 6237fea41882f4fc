#include "shared/sqlite/database.h"

#include <sys/wait.h>
#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <csignal>

#include "shared/base/file.h"
#include "shared/base/random.h"
#include "shared/sqlite/copying.h"
#include "shared/sqlite/migrate.h"

using namespace ziping;
using namespace ziping::sqlite;

namespace {

// A folder of its own for each case, gone afterwards.
struct Folder {
  std::filesystem::path path = std::filesystem::temp_directory_path() / ("ziping-" + [] {
                                 base::SystemRandom random;
                                 return base::random_name(random, 8);
                               }());
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
};

std::int64_t count(Database& database) {
  Statement statement = database.prepare("SELECT count(*) FROM note");
  return statement.step() ? statement.integer(0) : -1;
}

std::int64_t number(Database& database) {
  Statement version = database.prepare("PRAGMA user_version");
  return version.step() ? version.integer(0) : -1;
}

constexpr std::string_view kFirst = "CREATE TABLE note(id INTEGER PRIMARY KEY, body TEXT NOT NULL)";
constexpr std::string_view kSecond = "ALTER TABLE note ADD COLUMN at INTEGER NOT NULL DEFAULT 0";

}  // namespace

TEST_CASE("values go in bound and come back as they were") {
  auto database = Database::open_memory();
  REQUIRE(database.has_value());
  REQUIRE((*database)->run(kFirst).has_value());
  const std::string body("甲\0乙'\"", 9);
  REQUIRE((*database)
              ->prepare("INSERT INTO note(id, body) VALUES(?1, ?2)")
              .bind(1, std::int64_t{7})
              .bind(2, body)
              .run()
              .has_value());
  Statement find = (*database)->prepare("SELECT id, body FROM note");
  REQUIRE(find.step());
  CHECK(find.integer(0) == 7);
  CHECK(find.text(1) == body);
  CHECK_FALSE(find.step());
  CHECK(find.status().has_value());
}

TEST_CASE("what was committed is there after the program was killed, and nothing half-written is") {
  const Folder folder;
  const std::filesystem::path file = folder.path / "a.db";
  int ends[2];
  REQUIRE(pipe(ends) == 0);
  const pid_t child = fork();
  if (child == 0) {
    auto database = Database::open(file);
    (void)(*database)->run(kFirst);
    for (char done = 1;; done = 1) {
      auto transaction = Transaction::begin(**database);
      for (int i = 0; i < 3; ++i) (void)(*database)->prepare("INSERT INTO note(body) VALUES('甲')").run();
      if (!transaction->commit() || write(ends[1], &done, 1) != 1) _exit(1);
    }
  }
  close(ends[1]);
  std::int64_t acknowledged = 0;
  for (char byte; acknowledged < 50 && read(ends[0], &byte, 1) == 1;) ++acknowledged;
  kill(child, SIGKILL);
  waitpid(child, nullptr, 0);
  for (char byte; read(ends[0], &byte, 1) == 1;) ++acknowledged;
  close(ends[0]);
  auto database = Database::open(file);
  REQUIRE(database.has_value());
  CHECK(count(**database) % 3 == 0);
  CHECK(count(**database) >= acknowledged * 3);
  CHECK((*database)->check_integrity().has_value());
}

TEST_CASE("a transaction without commit leaves nothing") {
  auto database = Database::open_memory();
  REQUIRE((*database)->run(kFirst).has_value());
  {
    auto transaction = Transaction::begin(**database);
    REQUIRE((*database)->prepare("INSERT INTO note(body) VALUES('甲')").run().has_value());
  }
  CHECK(count(**database) == 0);
}

TEST_CASE("a file that is no database is named as damaged, and an error in a statement is told") {
  const Folder folder;
  REQUIRE(base::write_file(folder.path / "a.db", std::string(5000, 'x')).has_value());
  CHECK(Database::open(folder.path / "a.db").error().code == "bad-database");
  auto database = Database::open_memory();
  CHECK_FALSE((*database)->prepare("SELECT nothing FROM nowhere").run().has_value());
}

TEST_CASE("a schema grows by numbered steps, with a copy of what was there before") {
  const Folder folder;
  const std::filesystem::path file = folder.path / "a.db";
  const std::string_view steps[] = {kFirst, kSecond};
  {
    auto database = Database::open(file);
    REQUIRE(migrate(**database, file, std::span(steps).first(1)).has_value());
    REQUIRE((*database)->prepare("INSERT INTO note(body) VALUES('未发送')").run().has_value());
  }
  auto database = Database::open(file);
  REQUIRE(migrate(**database, file, steps).has_value());
  CHECK(count(**database) == 1);
  CHECK((*database)->prepare("SELECT at FROM note").run().has_value());
  CHECK(std::filesystem::exists(file.string() + ".before-1"));
  CHECK(migrate(**database, file, std::span(steps).first(1)).error().code == "newer-database");
}

TEST_CASE("a step that fails changes nothing") {
  auto database = Database::open_memory();
  const std::string_view steps[] = {kFirst, "CREATE TABLE middle(x)", "CREATE TABLE other(x); SELECT broken"};
  REQUIRE(migrate(**database, {}, std::span(steps).first(1)).has_value());
  CHECK_FALSE(migrate(**database, {}, steps).has_value());
  CHECK(count(**database) == 0);
  CHECK_FALSE((*database)->prepare("SELECT * FROM middle").run().has_value());  // nor does the step before it stay
  CHECK_FALSE((*database)->prepare("SELECT * FROM other").run().has_value());
  CHECK(number(**database) == 1);
}

TEST_CASE("a number that says more than the tables hold is found out, and nothing is changed") {
  auto database = Database::open_memory();
  const std::string_view steps[] = {kFirst, kSecond};
  REQUIRE((*database)->run(kFirst).has_value());
  REQUIRE((*database)->run("PRAGMA user_version = 2").has_value());
  const Status opened = migrate(**database, {}, steps);
  REQUIRE_FALSE(opened.has_value());
  CHECK(opened.error().code == "bad-schema");
  CHECK(opened.error().cause == "table note at INTEGER 1 0");
  CHECK(count(**database) == 0);
  CHECK_FALSE((*database)->prepare("SELECT at FROM note").run().has_value());
}

TEST_CASE("steps that do not give the tables they should are taken back, and the copy is named") {
  const Folder folder;
  const std::filesystem::path file = folder.path / "a.db";
  const std::string_view steps[] = {kFirst, kSecond, "CREATE TABLE tag(note REFERENCES note(id))"};
  const std::pair<const char*, const char*> broken[] = {
      {"CREATE TABLE note(id INTEGER PRIMARY KEY)", "bad-schema: table note body TEXT 1 0"},
      {"PRAGMA foreign_keys = OFF; CREATE TABLE note(id INTEGER PRIMARY KEY, body TEXT NOT NULL);"
       "CREATE TABLE label(note REFERENCES note(id)); INSERT INTO label VALUES(7)",
       "bad-database: label"}};
  for (const auto& [before, cause] : broken) {
    INFO(cause);
    std::filesystem::remove(file);
    auto database = Database::open(file);
    REQUIRE((*database)->run(before).has_value());
    REQUIRE((*database)->run("PRAGMA user_version = 1").has_value());
    const Status migrated = migrate(**database, file, steps);
    REQUIRE_FALSE(migrated.has_value());
    CHECK(migrated.error().code == "bad-migration");
    CHECK(migrated.error().cause == cause);
    CHECK(migrated.error().message.find("a.db.before-1") != std::string::npos);
    CHECK(number(**database) == 1);
    CHECK_FALSE((*database)->prepare("SELECT * FROM tag").run().has_value());
  }
}

TEST_CASE("what was written after an upgrade that failed is in the copy that the next one leaves") {
  const Folder folder;
  const std::filesystem::path file = folder.path / "a.db", copy = file.string() + ".before-1";
  const std::string_view steps[] = {kFirst, kSecond}, wrong[] = {kFirst, "SELECT broken"};
  auto database = Database::open(file);
  REQUIRE(migrate(**database, file, std::span(steps).first(1)).has_value());
  REQUIRE((*database)->prepare("INSERT INTO note(body) VALUES('甲')").run().has_value());
  REQUIRE_FALSE(migrate(**database, file, wrong).has_value());
  REQUIRE((*database)->prepare("INSERT INTO note(body) VALUES('乙')").run().has_value());
  REQUIRE(migrate(**database, file, steps).has_value());
  auto before = Database::open(copy);
  REQUIRE(before.has_value());
  CHECK(number(**before) == 1);
  CHECK(count(**before) == 2);
}

TEST_CASE("a copy is opened and checked before it counts") {
  const Folder folder;
  auto database = Database::open(folder.path / "a.db");
  REQUIRE((*database)->run(kFirst).has_value());
  REQUIRE((*database)->prepare("INSERT INTO note(body) VALUES('甲')").run().has_value());
  REQUIRE((*database)->copy_to(folder.path / "b.db").has_value());
  auto copy = Database::open(folder.path / "b.db");
  CHECK(count(**copy) == 1);
}

TEST_CASE("what is committed between two pieces of a copy is in it, and what was rolled back is not") {
  const Folder folder;
  const std::filesystem::path file = folder.path / "b.db";
  auto database = Database::open(folder.path / "a.db");
  REQUIRE((*database)->run(kFirst).has_value());
  const auto write = [&](const char* sql) { REQUIRE((*database)->prepare(sql).run().has_value()); };
  for (int i = 0; i < 30; ++i) write("INSERT INTO note(body) VALUES(hex(randomblob(100000)))");
  auto copying = Copying::begin(**database, file);
  REQUIRE(copying.has_value());
  int pieces = 0;
  for (bool more = true; more;) {
    const auto piece = (*copying)->go_on();
    REQUIRE(piece.has_value());
    more = *piece;
    CHECK_FALSE(std::filesystem::exists(file));
    if (!more) break;
    if (++pieces == 2) {
      auto transaction = Transaction::begin(**database);
      write("INSERT INTO note(body) VALUES('丙')");
    } else {
      write("INSERT INTO note(body) VALUES('甲')");
      write("UPDATE note SET body = '乙' WHERE id = 1");
    }
  }
  CHECK(pieces > 4);
  const std::int64_t all = count(**database);
  write("INSERT INTO note(body) VALUES('too late')");
  const std::atomic<bool> given_up = true;
  CHECK_FALSE((*copying)->check(&given_up).has_value());
  REQUIRE((*copying)->check().has_value());
  REQUIRE((*copying)->finish().has_value());
  auto copy = Database::open(file);
  REQUIRE(copy.has_value());
  CHECK(count(**copy) == all);
  Statement first = (*copy)->prepare("SELECT body FROM note WHERE id = 1");
  REQUIRE(first.step());
  CHECK(first.text(0) == "乙");
}

TEST_CASE("a copy that is given up leaves nothing, and its database goes on") {
  const Folder folder;
  auto database = Database::open(folder.path / "a.db");
  REQUIRE((*database)->run(kFirst).has_value());
  for (int i = 0; i < 30; ++i)
    REQUIRE((*database)->run("INSERT INTO note(body) VALUES(hex(randomblob(100000)))").has_value());
  {
    auto copying = Copying::begin(**database, folder.path / "b.db");
    REQUIRE(copying.has_value());
    CHECK((*copying)->go_on().value());
  }
  CHECK((*database)->run("INSERT INTO note(body) VALUES('甲')").has_value());
  database->reset();
  for (const auto& entry : std::filesystem::directory_iterator(folder.path))
    CHECK(entry.path().filename().string() == "a.db");
  CHECK(count(**Database::open(folder.path / "a.db")) == 31);
}

TEST_CASE("a statement may be asked for again and again, with blanks behind it and twice at once") {
  auto database = Database::open_memory();
  REQUIRE((*database)->run(kFirst).has_value());
  for (const char* sql : {"SELECT 7", "SELECT 7;", "SELECT 7; ", "SELECT 7;\n"}) {
    INFO(sql);
    for (int i = 0; i < 3; ++i) {
      Statement outer = (*database)->prepare(sql), inner = (*database)->prepare(sql);
      REQUIRE(outer.step());
      REQUIRE(inner.step());
      CHECK(outer.integer(0) + inner.integer(0) == 14);
    }
  }
}

TEST_CASE("more kinds of statements than are kept still work") {
  auto database = Database::open_memory();
  for (int round = 0; round < 2; ++round) {
    for (int i = 0; i < 400; ++i) {
      Statement select = (*database)->prepare("SELECT " + std::to_string(i));
      REQUIRE(select.step());
      REQUIRE(select.integer(0) == i);
    }
  }
}

TEST_CASE("a second statement is not left out silently") {
  auto database = Database::open_memory();
  Statement both = (*database)->prepare("SELECT 1; SELECT 2");
  CHECK_FALSE(both.step());
  CHECK(both.status().error().code == "bad-statement");
  CHECK((*database)->prepare("  ").run().error().code == "bad-statement");
}

TEST_CASE("a statement keeps its first error, whatever the database does next") {
  auto database = Database::open_memory();
  REQUIRE((*database)->run(kFirst).has_value());
  REQUIRE((*database)->run("INSERT INTO note VALUES(1, '甲')").has_value());
  Statement insert = (*database)->prepare("INSERT INTO note VALUES(1, '乙')");
  CHECK_FALSE(insert.step());
  CHECK(count(**database) == 1);
  CHECK_FALSE(insert.step());
  CHECK(insert.status().error().code == "bad-row");
  Statement find = (*database)->prepare("SELECT body FROM note WHERE id = ?1");
  find.bind(2, std::int64_t{1});  // there is no second parameter
  CHECK_FALSE(find.step());
  CHECK(find.status().error().code == "bad-statement");
}

TEST_CASE("rows that point at nothing are refused") {
  auto database = Database::open_memory();
  REQUIRE((*database)->run("CREATE TABLE a(id INTEGER PRIMARY KEY); CREATE TABLE b(a REFERENCES a)").has_value());
  CHECK((*database)->run("INSERT INTO b VALUES(1)").error().code == "bad-row");
}

TEST_CASE("a second program is told at once that the database is in use") {
  const Folder folder;
  auto database = Database::open(folder.path / "a.db");
  REQUIRE(database.has_value());
  CHECK(Database::open(folder.path / "a.db").error().code == "folder-in-use");
  database->reset();
  CHECK(Database::open(folder.path / "a.db").has_value());
}

TEST_CASE("a database that cannot keep a write-ahead log is refused") {
  CHECK(Database::open("").error().code == "disk-error");  // SQLite's nameless files have none
}

TEST_CASE("a folder that may not be written, or is not there, is named") {
  const Folder folder;
  CHECK(Database::open(folder.path / "none" / "a.db").error().code == "no-access");
}

TEST_CASE("a database opens with the settings under which a commit survives") {
  const Folder folder;
  auto database = Database::open(folder.path / "a.db");
  const std::pair<const char*, const char*> settings[] = {{"PRAGMA journal_mode", "wal"},
                                                          {"PRAGMA synchronous", "2"},
                                                          {"PRAGMA locking_mode", "exclusive"},
                                                          {"PRAGMA foreign_keys", "1"}};
  for (const auto& [question, answer] : settings) {
    INFO(question);
    Statement setting = (*database)->prepare(question);
    REQUIRE(setting.step());
    CHECK(setting.text(0) == answer);
  }
}

TEST_CASE("a copy replaces an older one whole, and leaves nothing beside it") {
  const Folder folder;
  auto database = Database::open(folder.path / "a.db");
  REQUIRE((*database)->run(kFirst).has_value());
  REQUIRE(base::write_file(folder.path / "b.db.part", "cut off by a power cut").has_value());
  REQUIRE(base::write_file(folder.path / "b.db-wal", "of an older copy").has_value());
  REQUIRE((*database)->copy_to(folder.path / "b.db").has_value());
  REQUIRE((*database)->prepare("INSERT INTO note(body) VALUES('甲')").run().has_value());
  REQUIRE((*database)->copy_to(folder.path / "b.db").has_value());
  CHECK_FALSE(std::filesystem::exists(folder.path / "b.db.part"));
  CHECK_FALSE(std::filesystem::exists(folder.path / "b.db-wal"));
  auto copy = Database::open(folder.path / "b.db");
  REQUIRE(copy.has_value());
  CHECK(count(**copy) == 1);
  CHECK((*database)->copy_to(folder.path / "none" / "c.db").error().code == "no-access");
}
