#include "server/admin/backup.h"

#include "server/admin/inspect.h"

namespace ziping::server {
namespace {

constexpr std::size_t kKeyBytesMax = 4096;

}  // namespace

Result<Json> back_up(Ledger& ledger, const std::filesystem::path& folder, const std::filesystem::path& out) {
  if (std::filesystem::exists(out / "ledger.db") || std::filesystem::exists(out / "server.key"))
    return base::Error{base::ErrorKind::Invalid, "already-there", "“" + out.string() + "”里已经有数据，没有覆盖。", {}};
  std::error_code failed;
  std::filesystem::create_directories(out, failed);
  auto key = base::read_file(folder / "server.key", kKeyBytesMax);
  if (!key) return key.error();
  if (auto status = base::write_file(out / "server.key", *key, base::FileMode::OwnerOnly); !status)
    return status.error();
  if (auto status = ledger.database().copy_to(out / "ledger.db"); !status) return status.error();
  auto listed = list_reports(ledger);
  if (!listed) return listed.error();
  auto copy = Ledger::open(out);
  if (!copy) return copy.error();
  auto verified = verify(**copy);
  auto copied = verified ? list_reports(**copy) : Result<Json>(verified.error());
  if (!copied) return copied.error();
  if (*copied != *listed)
    return base::Error{
        base::ErrorKind::Corrupt, "bad-backup", "备份与原来的数据不一致，请不要使用，换一个磁盘再试。", {}};
  return verified;
}

}  // namespace ziping::server
