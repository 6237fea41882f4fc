#include "tests/whole/yesterday.h"

#include <unistd.h>

#include "shared/base/random.h"

namespace ziping::tests {
namespace {

namespace fs = std::filesystem;

const fs::path kKept = fs::path(ZIPING_SOURCE_DIR) / "tests/data/upgrade";

fs::path empty(const fs::path& folder) {
  fs::remove_all(folder);
  fs::create_directories(folder);
  return folder;
}

}  // namespace

Yesterday::Yesterday() {
  base::SystemRandom random;
  folder_ = fs::temp_directory_path() / ("ziping-old-" + std::to_string(getpid()) + "-" + base::random_name(random, 6));
}

Yesterday::~Yesterday() { fs::remove_all(folder_); }

fs::path Yesterday::home(const std::string& vault) const {
  const fs::path out = empty(folder_ / vault);
  fs::copy_file(kKept / (vault + ".db"), out / "vault.db");
  return out;
}

fs::path Yesterday::server(const std::string& ledger) const {
  const fs::path out = empty(folder_ / ledger);
  fs::copy_file(kKept / (ledger + ".db"), out / "ledger.db");
  fs::copy_file(kKept / (ledger + ".key"), out / "server.key");
  return out;
}

}  // namespace ziping::tests
