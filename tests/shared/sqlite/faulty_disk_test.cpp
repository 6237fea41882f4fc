// The n-th operation on the disk fails, for n = 1, 2, 3 … until a story runs through without reaching it.
#include "tests/support/faulty_disk/faulty_disk.h"

#include <catch2/catch_test_macros.hpp>
#include <functional>
#include <vector>

#include "shared/base/random.h"
#include "shared/sqlite/migrate.h"

using namespace ziping;
using namespace ziping::sqlite;
using test::Fault;
using test::FaultyDisk;

namespace {

constexpr std::string_view kTable = "CREATE TABLE note(id INTEGER PRIMARY KEY, batch INTEGER NOT NULL, body TEXT)";
constexpr std::string_view kColumn =
    "CREATE TABLE label(note REFERENCES note, text TEXT); INSERT INTO label SELECT id, 'new' FROM note";
constexpr std::string_view kSteps[] = {kTable, kColumn};
constexpr int kRowsPerBatch = 3;

struct Story {
  FaultyDisk disk;
  std::filesystem::path folder = std::filesystem::temp_directory_path() / ("ziping-faulty-" + [] {
                                   base::SystemRandom random;
                                   return base::random_name(random, 8);
                                 }());
  std::filesystem::path file = folder / "a.db";

  Story() { std::filesystem::create_directories(folder); }
  ~Story() { std::filesystem::remove_all(folder); }

  // A database as an earlier, untroubled run left it: schema 1 and batch 0.
  void begin() {
    auto database = Database::open(file);
    REQUIRE(database.has_value());
    REQUIRE(migrate(**database, file, std::span(kSteps).first(1)).has_value());
    REQUIRE(write_batch(**database, 0) == Outcome::Kept);
  }

  enum class Outcome { Kept, Refused, Unsure };  // Unsure: only the commit itself failed
  std::string last_problem;

  Outcome write_batch(Database& database, int batch) {
    const auto problem = [&](const base::Error& error, Outcome outcome) {
      last_problem = error.code;
      return outcome;
    };
    auto transaction = Transaction::begin(database);
    if (!transaction) return problem(transaction.error(), Outcome::Refused);
    for (int i = 0; i < kRowsPerBatch; ++i) {
      const Status inserted = database.prepare("INSERT INTO note(batch, body) VALUES(?1, ?2)")
                                  .bind(1, std::int64_t{batch})
                                  .bind(2, std::string(6000, static_cast<char>('a' + i)))  // more than a page
                                  .run();
      if (!inserted) return problem(inserted.error(), Outcome::Refused);
    }
    if (auto committed = transaction->commit(); !committed) return problem(committed.error(), Outcome::Unsure);
    return Outcome::Kept;
  }

  std::int64_t rows(Database& database, int batch) {
    Statement count = database.prepare("SELECT count(*) FROM note WHERE batch = ?1");
    count.bind(1, std::int64_t{batch});
    REQUIRE(count.step());
    return count.integer(0);
  }
};

// Tells the story for every n and every kind of fault until it runs through; returns how often it was disturbed.
int with_every_fault(const std::function<void(Story&, Fault, int n)>& tell) {
  int disturbed = 0;
  for (const Fault fault : {Fault::Once, Fault::Full, Fault::PowerCut}) {
    for (int n = 1;; ++n) {
      REQUIRE(n < 1000);
      INFO("fault " << static_cast<int>(fault) << " at operation " << n);
      Story story;
      story.begin();
      tell(story, fault, n);
      if (!story.disk.has_failed()) break;
      ++disturbed;
    }
  }
  return disturbed;
}

}  // namespace

TEST_CASE("whichever write fails, what was committed is there and nothing is there by halves") {
  int refused = 0, said_full = 0;
  const int disturbed = with_every_fault([&](Story& story, Fault fault, int n) {
    std::vector<Story::Outcome> batches{Story::Outcome::Kept};
    story.disk.fail_at(n, fault);
    if (auto database = Database::open(story.file)) {
      for (int batch = 1; batch <= 4; ++batch) {
        batches.push_back(story.write_batch(**database, batch));
        if (batches.back() != Story::Outcome::Kept) {
          ++refused;
          said_full += story.last_problem == "disk-full";
          if (fault != Fault::Full) CHECK(story.last_problem == "disk-error");
        }
        if (batch == 2) (void)(*database)->run("PRAGMA wal_checkpoint(TRUNCATE)");  // writes the database file itself
      }
    }
    story.disk.repair();
    auto database = Database::open(story.file);
    REQUIRE(database.has_value());
    REQUIRE((*database)->check_integrity().has_value());
    for (std::size_t batch = 0; batch < batches.size(); ++batch) {
      const std::int64_t rows = story.rows(**database, static_cast<int>(batch));
      INFO("batch " << batch << " has " << rows << " rows");
      if (batches[batch] == Story::Outcome::Kept) CHECK(rows == kRowsPerBatch);
      if (batches[batch] == Story::Outcome::Refused) CHECK(rows == 0);
      if (batches[batch] == Story::Outcome::Unsure) CHECK((rows == 0 || rows == kRowsPerBatch));
    }
    REQUIRE(story.write_batch(**database, 9) == Story::Outcome::Kept);
  });
  CHECK(disturbed > 60);
  CHECK(refused > 60);
  CHECK(said_full > 10);
}

TEST_CASE("whichever write fails while the schema grows, the old one or the new one is there, and a whole copy") {
  int stayed = 0;
  const int disturbed = with_every_fault([&](Story& story, Fault fault, int n) {
    const std::filesystem::path copy = story.file.string() + ".before-1";
    story.disk.fail_at(n, fault);
    bool done = false;
    if (auto database = Database::open(story.file)) done = migrate(**database, story.file, kSteps).has_value();
    story.disk.repair();
    auto database = Database::open(story.file);
    REQUIRE(database.has_value());
    REQUIRE((*database)->check_integrity().has_value());
    CHECK(story.rows(**database, 0) == kRowsPerBatch);
    Statement version = (*database)->prepare("PRAGMA user_version");
    REQUIRE(version.step());
    Statement labels = (*database)->prepare("SELECT count(*) FROM label");
    if (version.integer(0) == 2) {
      REQUIRE(labels.step());
      CHECK(labels.integer(0) == kRowsPerBatch);
    } else {
      CHECK_FALSE(done);
      CHECK_FALSE(labels.step());
      ++stayed;
    }
    if (version.integer(0) == 2 || std::filesystem::exists(copy)) {
      auto before = Database::open(copy);
      REQUIRE(before.has_value());
      CHECK((*before)->check_integrity().has_value());
      CHECK(story.rows(**before, 0) == kRowsPerBatch);
      CHECK_FALSE((*before)->prepare("SELECT * FROM label").run().has_value());
    }
  });
  CHECK(disturbed > 30);
  CHECK(stayed > 15);
}

TEST_CASE("whichever write fails, a copy is whole or not there, and the original is what it was") {
  int missing = 0;
  const int disturbed = with_every_fault([&](Story& story, Fault fault, int n) {
    const std::filesystem::path copy = story.folder / "copy.db";
    auto database = Database::open(story.file);
    REQUIRE(database.has_value());
    story.disk.fail_at(n, fault);
    const Status copied = (*database)->copy_to(copy);
    database->reset();
    story.disk.repair();
    const bool is_there = std::filesystem::exists(copy);
    missing += !is_there;
    if (copied) CHECK(is_there);
    for (const std::filesystem::path& one : {story.file, copy}) {
      if (one == copy && !is_there) continue;
      auto opened = Database::open(one);
      REQUIRE(opened.has_value());
      CHECK((*opened)->check_integrity().has_value());
      CHECK(story.rows(**opened, 0) == kRowsPerBatch);
    }
  });
  CHECK(disturbed > 20);
  CHECK(missing > 10);
}

TEST_CASE("a disk that fails is told with what to do") {
  Story story;
  auto database = Database::open(story.file);
  REQUIRE(database.has_value());
  story.disk.fail_at(1, Fault::Once);
  const Status written = (*database)->run("CREATE TABLE more(x)");
  REQUIRE_FALSE(written.has_value());
  CHECK(written.error().code == "disk-error");
  CHECK(written.error().message.find("请检查磁盘") != std::string::npos);
}
