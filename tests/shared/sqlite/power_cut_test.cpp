// What a program reads at its start is promised to others at once, and must survive the next power cut. What a disk
// only said it had kept does not: then what is left is older, or is told as damaged, and is never read as something
// else.
#include <catch2/catch_test_macros.hpp>

#include "shared/sqlite/database.h"
#include "tests/support/memory_disk/memory_disk.h"

using namespace ziping;

namespace {

constexpr int kOperationsMax = 40;
const std::filesystem::path kFile = "/power/cut.db";

std::int64_t rows() {
  const auto database = sqlite::Database::open(kFile);
  REQUIRE(database.has_value());
  auto count = (*database)->prepare("SELECT count(*) FROM word");
  REQUIRE(count.step());
  return count.integer(0);
}

void write_until_killed(test::MemoryDisk& disk, int nth) {
  const auto database = sqlite::Database::open(kFile);
  REQUIRE(database.has_value());
  disk.fail_at("/power", nth, test::DiskFault::Dead);
  for (int i = 0; i < 3; ++i) (void)(*database)->run("INSERT INTO word VALUES(randomblob(3000))");
  disk.kill("/power");
}

}  // namespace

TEST_CASE("what is read after a program was killed is still there after a power cut") {
  base::SeededRandom random(5);
  for (int nth = 1; nth <= kOperationsMax; ++nth) {
    test::MemoryDisk disk;
    disk.repair("/power");  // names the folder
    REQUIRE((*sqlite::Database::open(kFile))->run("CREATE TABLE word(text BLOB)").has_value());
    write_until_killed(disk, nth);
    std::int64_t seen = 0;
    {
      const auto database = sqlite::Database::open(kFile);
      REQUIRE(database.has_value());
      auto count = (*database)->prepare("SELECT count(*) FROM word");
      REQUIRE(count.step());
      seen = count.integer(0);
      disk.cut_power("/power", random);
    }
    INFO("operation " << nth);
    CHECK(rows() == seen);
  }
}

TEST_CASE("what the disk forgot is seen until the power is cut, and what is left then is older or told as damaged") {
  base::SeededRandom random(7);
  int older = 0, damaged = 0;
  for (int nth = 1; nth <= kOperationsMax; ++nth) {
    test::MemoryDisk disk;
    disk.repair("/power");
    REQUIRE((*sqlite::Database::open(kFile))->run("CREATE TABLE word(text BLOB)").has_value());
    INFO("operation " << nth);
    {
      const auto database = sqlite::Database::open(kFile);
      REQUIRE(database.has_value());
      disk.fail_at("/power", nth, test::DiskFault::Forget);
      for (int i = 0; i < 3; ++i) CHECK((*database)->run("INSERT INTO word VALUES(randomblob(3000))").has_value());
    }
    CHECK(rows() == 3);
    disk.cut_power("/power", random);
    CHECK_FALSE(disk.has_forgotten("/power"));
    const auto database = sqlite::Database::open(kFile);
    const auto whole = database ? (*database)->check_integrity() : base::Status(database.error());
    if (!whole) {
      CHECK(whole.error().kind == base::ErrorKind::Corrupt);
      ++damaged;
      continue;
    }
    auto count = (*database)->prepare("SELECT count(*) FROM word");
    REQUIRE(count.step());
    CHECK(count.integer(0) <= 3);
    if (count.integer(0) < 3) ++older;
  }
  CHECK(older + damaged > 0);
}
