#include "client/work/copies.h"

#include <algorithm>

namespace ziping::client {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kBegins = "vault-", kEnds = ".db";
constexpr std::uintmax_t kRoomLeft = 256u << 20;  // bytes that a copy leaves free

std::string today(const Vault& vault) { return base::utc_text(vault.clock().now_ms()).substr(0, 10); }

bool has_room(const fs::path& folder, std::uintmax_t bytes) {
  std::error_code failed;
  const fs::space_info space = fs::space(folder, failed);
  return failed || space.available > bytes + kRoomLeft;
}

// Beyond the newest ones; the one that was just made stays, whatever the clock called it.
void remove_old(const fs::path& folder, const fs::path& made) {
  std::vector<fs::path> all = copies_in(folder);
  std::erase(all, made);
  if (all.size() < kCopiesKept) return;
  all.resize(all.size() + 1 - kCopiesKept);
  std::error_code ignored;
  for (const fs::path& old : all) fs::remove(old, ignored);
}

}  // namespace

fs::path copies_folder(Vault& vault) {
  const std::string chosen = vault.setting("copies");
  return chosen.empty() ? vault.home() / "copies" : fs::path(chosen);
}

std::vector<fs::path> copies_in(const fs::path& folder) {
  std::vector<fs::path> out;
  std::error_code failed;
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, failed)) {
    const std::string name = entry.path().filename().string();
    if (name.starts_with(kBegins) && name.ends_with(kEnds)) out.push_back(entry.path());
  }
  std::ranges::sort(out);
  return out;
}

Result<std::optional<fs::path>> copy_of_today(Vault& vault) {
  const fs::path folder = copies_folder(vault);
  const fs::path file = folder / (std::string(kBegins) + today(vault) + std::string(kEnds));
  std::error_code failed;
  if (fs::exists(file, failed)) return std::optional<fs::path>();
  fs::create_directories(folder, failed);
  if (failed)
    return base::Error{base::ErrorKind::Denied, "no-access",
                       "不能新建“" + folder.string() + "”，今天没有另存副本。请检查文件夹的权限。", failed.message()};
  if (!has_room(folder, fs::file_size(vault.home() / "vault.db", failed)))
    return base::Error{base::ErrorKind::Full,
                       "no-room-for-copy",
                       "磁盘剩下的空间不多，今天没有另存副本。内容仍在本机，腾出空间后会再存。",
                       {}};
  if (auto status = vault.copy_to(file); !status) return status.error();
  remove_old(folder, file);
  return std::optional(file);
}

}  // namespace ziping::client
