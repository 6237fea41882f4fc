#include "server/web/disk_watch.h"

#include <fcntl.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include "shared/base/descriptor.h"

namespace ziping::server {

VolumeMeter volume_of(const std::filesystem::path& folder) {
  return [folder] {
    struct statvfs about {};
    if (::statvfs(folder.c_str(), &about) != 0) return Volume{};
    const auto block = static_cast<std::int64_t>(about.f_frsize);
    const auto used = static_cast<std::int64_t>(about.f_blocks - about.f_bfree) * block;
    const auto free = static_cast<std::int64_t>(about.f_bavail) * block;  // without what only the system may use
    return Volume{used + free, free};
  };
}

DiskWatch::DiskWatch(const std::filesystem::path& folder, VolumeMeter meter)
    : reserve_(folder / "reserve"), meter_(std::move(meter)) {
  renew();
}

void DiskWatch::release() {
  const std::lock_guard<std::mutex> guard(lock_);
  std::error_code ignored;  // one that is not there takes no room either
  std::filesystem::remove(reserve_, ignored);
  held_ = false;
}

void DiskWatch::renew() {
  if (held_) return;
  const std::lock_guard<std::mutex> guard(lock_);
  if (held_ || level() >= DiskLevel::RefuseFiles) return;
  const base::Descriptor file(::open(reserve_.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0600));
  held_ = file.get() >= 0 && ::posix_fallocate(file.get(), 0, kReserveBytes) == 0;
  if (!held_) ::unlink(reserve_.c_str());
}

}  // namespace ziping::server
