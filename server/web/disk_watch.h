// Watches the disk that the ledger is on, and keeps a piece of it in reserve: when a write finds the disk full, the
// reserve is given back, so that at least a line of the audit can tell of it; it is made again when there is room.
//
// Threads    Any.
// Limits     kReserveBytes in the file "reserve" of the data folder.
#pragma once

#include <atomic>
#include <filesystem>
#include <functional>
#include <mutex>

#include "server/intake/disk_policy.h"

namespace ziping::server {

inline constexpr std::int64_t kReserveBytes = 8 << 20;

using VolumeMeter = std::function<Volume()>;
VolumeMeter volume_of(const std::filesystem::path& folder);

class DiskWatch {
 public:
  DiskWatch(const std::filesystem::path& folder, VolumeMeter meter);

  Volume volume() const { return meter_(); }
  DiskLevel level() const { return disk_level(meter_()); }
  bool holds_reserve() const { return held_; }
  void release();
  void renew();  // where it is missing and there is room; else nothing

 private:
  std::filesystem::path reserve_;
  VolumeMeter meter_;
  std::mutex lock_;
  std::atomic<bool> held_ = false;
};

}  // namespace ziping::server
