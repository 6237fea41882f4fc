#include "server/intake/disk_policy.h"

namespace ziping::server {
namespace {

base::Error full(std::string message) { return {base::ErrorKind::Full, "disk-full", std::move(message), {}}; }

}  // namespace

int used_percent(const Volume& volume) {
  if (volume.bytes <= 0) return 0;
  return static_cast<int>((volume.bytes - volume.free) * 100 / volume.bytes);
}

DiskLevel disk_level(const Volume& volume) {
  const int used = used_percent(volume);
  if (used >= kRefuseAllButSmallPercent) return DiskLevel::RefuseAllButSmall;
  if (used >= kRefuseFilesPercent) return DiskLevel::RefuseFiles;
  return used >= kWarnPercent ? DiskLevel::Warn : DiskLevel::Roomy;
}

std::string_view name(DiskLevel level) {
  switch (level) {
    case DiskLevel::Roomy:
      return "roomy";
    case DiskLevel::Warn:
      return "warn";
    case DiskLevel::RefuseFiles:
      return "refuse-files";
    case DiskLevel::RefuseAllButSmall:
      return "refuse-all-but-small";
  }
  return {};
}

base::Status may_take_file(DiskLevel level) {
  if (level < DiskLevel::RefuseFiles) return base::done();
  return full("服务器磁盘快满了，暂时不收附件，文字照常收。附件仍在您的电脑上，请告诉管理员，以后同步时会再送。");
}

base::Status may_take_push(DiskLevel level, std::size_t body_bytes) {
  if (level < DiskLevel::RefuseAllButSmall || body_bytes <= kSmallPushBytes) return base::done();
  return full("服务器磁盘快满了，暂时只收小的改动。内容仍在您的电脑上，请告诉管理员，稍后再同步。");
}

base::Status may_take_bundle(DiskLevel level) {
  if (level < DiskLevel::RefuseAllButSmall) return base::done();
  return full("服务器磁盘快满了，没有收下数据包，服务器数据没有改动。请先腾出空间，再收一次。");
}

}  // namespace ziping::server
