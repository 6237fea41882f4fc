#include "client/work/export.h"

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>

#include "shared/base/file.h"

using namespace ziping;

TEST_CASE("what is exported never takes the place of a file that is there") {
  const auto folder = std::filesystem::temp_directory_path() / ("ziping-export-" + std::to_string(getpid()));
  std::filesystem::create_directory(folder);
  const auto file = folder / "自评.txt";
  CHECK(client::free_name(file) == file);
  REQUIRE(client::write_out(file, "甲").has_value());
  const auto second = client::free_name(file);
  CHECK(second == folder / "自评 (2).txt");
  REQUIRE(client::write_out(second, "乙").has_value());
  CHECK(client::free_name(file) == folder / "自评 (3).txt");
  CHECK(client::free_name(folder / "没有" / "自评.txt") == folder / "没有" / "自评.txt");
  CHECK(*base::read_file(file, 10) == "甲");
  std::filesystem::remove_all(folder);
}
