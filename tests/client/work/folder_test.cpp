#include "client/work/folder.h"

#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "shared/base/file.h"
#include "tests/support/temporary_folder.h"

using namespace ziping;
using client::look_into;
namespace fs = std::filesystem;

namespace {

void put(const support::TemporaryFolder& place, const std::string& name, std::size_t bytes) {
  REQUIRE(base::write_file(place.path() / name, std::string(bytes, 'x')).has_value());
}

}  // namespace

TEST_CASE("a folder lists its folders and then its files, each by name, without what is hidden") {
  const support::TemporaryFolder place;
  fs::create_directory(place.path() / "材料");
  fs::create_directory(place.path() / "台账");
  put(place, "乙.pdf", 7);
  put(place, "丙.pdf", 9);
  put(place, ".隐藏.pdf", 1);
  fs::create_symlink(place.path() / "没有", place.path() / "断.pdf");
  const auto seen = look_into(place.path().string());
  REQUIRE(seen);
  std::string all;
  for (const client::FolderEntry& one : seen->entries) all += one.name + (one.is_folder ? "/ " : " ");
  CHECK(all == "台账/ 材料/ 丙.pdf 乙.pdf ");
  CHECK(seen->entries.back().bytes == 7);
  CHECK(seen->path == place.path().string());
  CHECK(seen->parent == place.path().parent_path().string());
  CHECK(look_into((place.path() / "材料/..").string())->path == place.path().string());
  CHECK(look_into("/")->parent.empty());
}

TEST_CASE("a folder that is not there says so") {
  const support::TemporaryFolder place;
  put(place, "甲.pdf", 1);
  CHECK(look_into((place.path() / "没有").string()).error().code == "no-file");
  CHECK(look_into((place.path() / "甲.pdf").string()).error().code == "no-file");
}

TEST_CASE("of a folder that is too full a part is listed, and it says that there is more") {
  const support::TemporaryFolder place;
  for (std::size_t i = 0; i <= client::kFolderEntriesMax; ++i) put(place, std::to_string(i) + ".txt", 0);
  const auto seen = look_into(place.path().string());
  REQUIRE(seen);
  CHECK(seen->more);
  CHECK(seen->entries.size() == client::kFolderEntriesMax);
}
