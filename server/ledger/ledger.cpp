#include "server/ledger/ledger.h"

#include <algorithm>
#include <chrono>
#include <thread>

#include "server/ledger/schema.h"
#include "shared/sqlite/migrate.h"

namespace ziping::server {
namespace {

constexpr std::size_t kKeyBytesMax = 4096;

}  // namespace

bool is_fault(const base::Error& error) {
  static constexpr std::string_view kFaults[] = {"disk-full",    "disk-error", "no-memory",     "bad-database",
                                                 "no-access",    "bad-row",    "bad-statement", "folder-in-use",
                                                 "broken-chain", "bad-backup"};
  return std::ranges::count(kFaults, error.code) > 0;
}

Status Ledger::init(const std::filesystem::path& folder, base::Random& random) {
  const bool is_new = !std::filesystem::exists(folder);
  auto lock = base::FolderLock::take(folder);
  if (!lock) return lock.error();
  // A key without its ledger too: what was signed with it may come back.
  if (std::filesystem::exists(folder / "ledger.db") || std::filesystem::exists(folder / "server.key"))
    return base::Error{
        base::ErrorKind::Invalid, "already-there", "文件夹“" + folder.string() + "”里已经有服务器数据，没有改动。", {}};
  std::error_code ignored;  // on a disk that knows no rights, the key's own do not hold either
  if (is_new) std::filesystem::permissions(folder, std::filesystem::perms::owner_all, ignored);
  Json key;
  key["id"] = base::random_name(random, 16);
  key["key"] = base::SecretKey::generate(random).base64();
  if (auto status = base::write_file(folder / "server.key", base::canonical(key), base::FileMode::OwnerOnly); !status)
    return status;
  auto database = sqlite::Database::open(folder / "ledger.db");
  if (!database) return database.error();
  return sqlite::migrate(**database, folder / "ledger.db", schema());
}

Result<std::unique_ptr<Ledger>> Ledger::open(const std::filesystem::path& folder, const base::Clock& clock) {
  if (!std::filesystem::exists(folder / "ledger.db"))
    return base::Error{base::ErrorKind::NotFound,
                       "no-server",
                       "文件夹“" + folder.string() + "”里没有服务器数据，请先运行 zipingd init。",
                       {}};
  std::unique_ptr<Ledger> ledger(new Ledger());
  ledger->folder_ = folder;
  ledger->clock_ = &clock;
  auto lock = base::FolderLock::take(folder);
  if (!lock) return lock.error();
  ledger->lock_ = std::move(*lock);
  auto text = base::read_file(folder / "server.key", kKeyBytesMax);
  if (!text) return text.error();
  auto json = base::parse_json(*text);
  auto key = json ? base::SecretKey::parse(json->text_or("key")) : Result<base::SecretKey>(json.error());
  if (!key) return base::Error{base::ErrorKind::Corrupt, "bad-server-key", "服务器密钥文件已损坏，请从备份恢复。", {}};
  ledger->key_ = *key;
  ledger->server_id_ = json->text_or("id");
  auto database = sqlite::Database::open(folder / "ledger.db");
  if (!database) return database.error();
  ledger->database_ = std::move(*database);
  if (auto status = sqlite::migrate(*ledger->database_, folder / "ledger.db", schema()); !status) return status.error();
  return ledger;
}

Result<std::unique_ptr<Ledger>> Ledger::open_when_free(const std::filesystem::path& folder) {
  using Clock = std::chrono::steady_clock;
  const auto until = Clock::now() + std::chrono::milliseconds(kHandoverMs);
  for (;;) {
    auto ledger = open(folder);
    if (ledger || ledger.error().code != "folder-in-use" || Clock::now() >= until) return ledger;
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
}

}  // namespace ziping::server
