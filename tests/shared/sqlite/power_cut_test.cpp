// What a program reads at its start is promised to others at once, and must survive the next power cut.
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
