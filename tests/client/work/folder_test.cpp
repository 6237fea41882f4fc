#include "client/work/folder.h"

#include <stdlib.h>

#include <catch2/catch_test_macros.hpp>
#include <filesystem>

#include "shared/base/file.h"

using namespace ziping;
using client::look_into;
namespace fs = std::filesystem;

namespace {

struct Place {
  Place() {
    std::string name = (fs::temp_directory_path() / "ziping-folder-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path = name;
  }
  ~Place() {
    std::error_code ignored;
    fs::remove_all(path, ignored);
  }
  void file(const std::string& name, std::size_t bytes) const {
    REQUIRE(base::write_file(path / name, std::string(bytes, 'x')).has_value());
  }
  fs::path path;
};

}  // namespace

TEST_CASE("a folder lists its folders and then its files, each by name, without what is hidden") {
  const Place place;
  fs::create_directory(place.path / "材料");
  fs::create_directory(place.path / "台账");
  place.file("乙.pdf", 7);
  place.file("丙.pdf", 9);
  place.file(".隐藏.pdf", 1);
  fs::create_symlink(place.path / "没有", place.path / "断.pdf");
  const auto seen = look_into(place.path.string());
  REQUIRE(seen);
  std::string all;
  for (const client::FolderEntry& one : seen->entries) all += one.name + (one.is_folder ? "/ " : " ");
  CHECK(all == "台账/ 材料/ 丙.pdf 乙.pdf ");
  CHECK(seen->entries.back().bytes == 7);
  CHECK(seen->path == place.path.string());
  CHECK(seen->parent == place.path.parent_path().string());
  CHECK(look_into((place.path / "材料/..").string())->path == place.path.string());
  CHECK(look_into("/")->parent.empty());
}

TEST_CASE("a folder that is not there says so") {
  const Place place;
  place.file("甲.pdf", 1);
  CHECK(look_into((place.path / "没有").string()).error().code == "no-file");
  CHECK(look_into((place.path / "甲.pdf").string()).error().code == "no-file");
}

TEST_CASE("of a folder that is too full a part is listed, and it says that there is more") {
  const Place place;
  for (std::size_t i = 0; i <= client::kFolderEntriesMax; ++i) place.file(std::to_string(i) + ".txt", 0);
  const auto seen = look_into(place.path.string());
  REQUIRE(seen);
  CHECK(seen->more);
  CHECK(seen->entries.size() == client::kFolderEntriesMax);
}
