// A place OUT, and what stands beside it until it is whole:
//
//   OUT.part/.lock                       held by whoever makes the copy
//   OUT.part/copy/ledger.db, server.key  the copy, which gets the name OUT by one step; opening it locks copy/.lock
#include "server/admin/backup.h"

#include "server/admin/inspect.h"

namespace ziping::server {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyBytesMax = 4096;
constexpr const char* kLock = ".lock";  // that of base::FolderLock

fs::path made_in(const fs::path& part) { return part / "copy"; }

Status check_free(const fs::path& place) {
  std::error_code failed;
  if (!fs::exists(place, failed) || (fs::is_directory(place, failed) && fs::is_empty(place, failed) && !failed))
    return base::done();
  return base::Error{base::ErrorKind::Invalid,
                     "already-there",
                     "“" + place.string() + "”里已经有东西，没有覆盖。请换一个新文件夹。",
                     {}};
}

Result<base::FolderLock> lock_for(const fs::path& place, const fs::path& part) {
  auto lock = base::FolderLock::take(part);
  std::error_code failed;
  // Whoever held it until now took the file away at the end: what is locked then keeps nobody else out.
  const bool gone = lock && !fs::exists(part / kLock, failed);
  if (!gone && (lock || lock.error().code != "folder-in-use")) return lock;
  return base::Error{base::ErrorKind::Unavailable,
                     "backup-running",
                     "另一次备份或恢复正在写入“" + place.string() + "”，这次没有做。请等它做完，或换一个新文件夹。",
                     {}};
}

void remove_made(const fs::path& folder) {
  std::error_code failed;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, failed)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("ledger.db") || name.starts_with("server.key")) fs::remove(entry.path(), failed);
  }
}

// What an earlier, interrupted copy left, of an older program beside the lock; anything else is somebody's and stays.
Status clear(const fs::path& part) {
  std::error_code failed;
  remove_made(part);
  remove_made(made_in(part));
  fs::remove(made_in(part) / kLock, failed);
  fs::remove(made_in(part), failed);
  for (const fs::directory_entry& entry : fs::directory_iterator(part, failed))
    if (entry.path().filename() != kLock)
      return base::Error{base::ErrorKind::Invalid,
                         "already-there",
                         "“" + part.string() + "”里有别的东西，没有动它。请换一个新文件夹。",
                         {}};
  return base::done();
}

void leave(const fs::path& part) {
  (void)clear(part);
  std::error_code failed;
  fs::remove(part / kLock, failed);
  fs::remove(part, failed);
}

Status fill(Ledger& ledger, const fs::path& made) {
  std::error_code failed;
  fs::create_directories(made, failed);
  if (failed)
    return base::Error{base::ErrorKind::Denied, "no-access", "不能新建“" + made.string() + "”，请检查文件夹的权限。",
                       failed.message()};
  auto key = base::read_file(ledger.folder() / "server.key", kKeyBytesMax);
  if (!key) return key.error();
  if (auto status = base::write_file(made / "server.key", *key, base::FileMode::OwnerOnly); !status) return status;
  return ledger.database().copy_to(made / "ledger.db");
}

Result<std::string> ends_of(Ledger& ledger) {
  auto find = ledger.database().prepare(
      "SELECT hex((SELECT chain FROM entry ORDER BY seq DESC LIMIT 1)), hex((SELECT chain FROM audit ORDER BY seq DESC "
      "LIMIT 1))");
  std::string out = find.step() ? find.text(0) + " " + find.text(1) : std::string();
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Result<Json> counts_of(const Copy& copy) {
  auto ledger = Ledger::open(made_in(copy.part));
  if (!ledger) return ledger.error();
  auto verified = verify(**ledger);
  auto ends = verified ? ends_of(**ledger) : Result<std::string>(verified.error());
  if (!ends) return ends.error();
  if (*ends == copy.ends) return verified;
  return base::Error{base::ErrorKind::Corrupt, "bad-backup", "备份与原来的数据不一致，没有采用，换一个磁盘再试。", {}};
}

// With the folder locked.
Result<std::string> copy_into(Ledger& ledger, const Copy& copy) {
  if (auto status = check_free(copy.place); !status) return status.error();  // it may have been filled since
  if (auto status = clear(copy.part); !status) return status.error();
  if (auto status = fill(ledger, made_in(copy.part)); !status) return status.error();
  return ends_of(ledger);
}

}  // namespace

Result<Copy> copy_out(Ledger& ledger, const fs::path& place) {
  Copy copy{fs::absolute(place).lexically_normal(), {}, {}};
  if (!copy.place.has_filename()) copy.place = copy.place.parent_path();
  copy.part = copy.place.string() + ".part";
  if (auto status = check_free(copy.place); !status) return status.error();
  auto lock = lock_for(copy.place, copy.part);
  if (!lock) return lock.error();
  copy.lock = std::move(*lock);
  auto ends = copy_into(ledger, copy);
  if (!ends) {
    leave(copy.part);  // on a full disk above all
    return ends.error();
  }
  copy.ends = std::move(*ends);
  return copy;
}

Result<Json> finish(const Copy& copy) {
  auto counts = counts_of(copy);  // which closes the copy again
  const Status named = counts ? base::move_file(made_in(copy.part), copy.place) : Status(counts.error());
  leave(copy.part);
  return named ? counts : Result<Json>(named.error());
}

}  // namespace ziping::server
