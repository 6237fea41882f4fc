#include "client/work/copies.h"

#include <stdlib.h>

#include <catch2/catch_test_macros.hpp>
#include <fstream>

#include "tests/support/made_up_report.h"

using namespace ziping;
using namespace ziping::client;
namespace fs = std::filesystem;

namespace {

constexpr std::int64_t kDay = 24ll * 3600 * 1000;

class Home {
 public:
  Home() {
    std::string name = (fs::temp_directory_path() / "ziping-copies-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    path_ = name;
  }
  ~Home() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

std::vector<std::string> names(Vault& vault) {
  std::vector<std::string> out;
  for (const fs::path& file : copies_in(copies_folder(vault))) out.push_back(file.filename().string());
  return out;
}

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
