#include "server/admin/backup.h"

#include "server/admin/inspect.h"

namespace ziping::server {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kKeyBytesMax = 4096;

bool is_free(const fs::path& place) {
  std::error_code failed;
  return !fs::exists(place, failed) || (fs::is_directory(place, failed) && fs::is_empty(place, failed) && !failed);
}

// What an earlier, interrupted copy left; anything else is somebody's and stays.
Status clear(const fs::path& part) {
  std::error_code failed;
  for (const fs::directory_entry& entry : fs::directory_iterator(part, failed)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with("ledger.db") || name.starts_with("server.key") || name == ".lock")
      fs::remove(entry.path(), failed);
  }
  fs::remove(part, failed);
  if (!failed) return base::done();
  return base::Error{base::ErrorKind::Invalid, "already-there",
                     "“" + part.string() + "”里有别的东西，没有动它。请换一个新文件夹。", failed.message()};
}

Status fill(Ledger& ledger, const fs::path& part) {
  std::error_code failed;
  fs::create_directories(part, failed);
  if (failed)
    return base::Error{base::ErrorKind::Denied, "no-access", "不能新建“" + part.string() + "”，请检查文件夹的权限。",
                       failed.message()};
  auto key = base::read_file(ledger.folder() / "server.key", kKeyBytesMax);
  if (!key) return key.error();
  if (auto status = base::write_file(part / "server.key", *key, base::FileMode::OwnerOnly); !status) return status;
  return ledger.database().copy_to(part / "ledger.db");
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
  auto ledger = Ledger::open(copy.part);
  if (!ledger) return ledger.error();
  auto verified = verify(**ledger);
  auto ends = verified ? ends_of(**ledger) : Result<std::string>(verified.error());
  if (!ends) return ends.error();
  if (*ends == copy.ends) return verified;
  return base::Error{base::ErrorKind::Corrupt, "bad-backup", "备份与原来的数据不一致，没有采用，换一个磁盘再试。", {}};
}

}  // namespace

Result<Copy> copy_out(Ledger& ledger, const fs::path& place) {
  Copy copy{fs::absolute(place).lexically_normal(), {}, {}};
  if (!copy.place.has_filename()) copy.place = copy.place.parent_path();
  copy.part = copy.place.string() + ".part";
  if (!is_free(copy.place))
    return base::Error{base::ErrorKind::Invalid,
                       "already-there",
                       "“" + copy.place.string() + "”里已经有东西，没有覆盖。请换一个新文件夹。",
                       {}};
  if (auto status = clear(copy.part); !status) return status.error();
  if (auto status = fill(ledger, copy.part); !status) {
    (void)clear(copy.part);  // on a full disk above all
    return status.error();
  }
  auto ends = ends_of(ledger);
  if (!ends) return ends.error();
  copy.ends = std::move(*ends);
  return copy;
}

Result<Json> finish(const Copy& copy) {
  auto counts = counts_of(copy);  // which closes the copy again
  if (!counts) {
    (void)clear(copy.part);
    return counts.error();
  }
  if (auto status = base::move_file(copy.part, copy.place); !status) return status.error();
  return counts;
}

}  // namespace ziping::server
