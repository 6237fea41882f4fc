#include "tests/whole/crash/laptop.h"

#include <catch2/catch_test_macros.hpp>

#include "shared/base/file.h"
#include "shared/base/random.h"
#include "tests/support/contents.h"

namespace ziping::tests {

std::string opened_again(const std::string& home) {
  const Ran ran = run("ziping", {"--home", home, "verify"});
  INFO(ran.err);
  REQUIRE(ran.status == 0);
  return held_in(home + "/vault.db");
}

std::string held_beside(const std::filesystem::path& file) {
  const Folder aside;
  const std::string same = aside.in("vault.db"), journal = file.string() + "-wal";
  std::filesystem::copy_file(file, same);
  if (std::filesystem::exists(journal)) std::filesystem::copy_file(journal, same + "-wal");
  {
    const auto database = sqlite::Database::open(same);
    REQUIRE(database.has_value());
    REQUIRE((*database)->check_integrity().has_value());
  }
  return held_in(same);
}

void add_evidence(const Desk& desk, const std::string& report, const std::string& path, const std::string& file,
                  std::size_t bytes) {
  std::string body(bytes, '\0');
  base::SeededRandom(bytes).fill(body.data(), body.size());
  REQUIRE(base::write_file(file, "%PDF-1.7\n" + body).has_value());
  const Ran added = desk({"file", "add", report, path, file});
  INFO(added.err);
  REQUIRE(added.status == 0);
}

}  // namespace ziping::tests
