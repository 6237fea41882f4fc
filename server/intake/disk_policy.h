// What a server still takes when its disk fills up: the text as long as there is room for any, attachments earlier no
// more.
//
//   used      80 %           90 %                     95 %
//   ──────────┼──────────────┼────────────────────────┼──────────────────────────────
//   all       all, warned    no attachments           only small drafts, no attachments, no bundles
//
// Errors     Full "disk-full".
// Limits     the shares above; kSmallPushBytes of a body as it came.
#pragma once

#include <cstdint>
#include <string_view>

#include "shared/base/result.h"

namespace ziping::server {

inline constexpr int kWarnPercent = 80, kRefuseFilesPercent = 90, kRefuseAllButSmallPercent = 95;
inline constexpr std::size_t kSmallPushBytes = 64 << 10;

struct Volume {
  std::int64_t bytes = 0;  // that this program could use: 0 where nobody knows
  std::int64_t free = 0;
};

enum class DiskLevel { Roomy, Warn, RefuseFiles, RefuseAllButSmall };

int used_percent(const Volume& volume);  // rounded down
DiskLevel disk_level(const Volume& volume);
std::string_view name(DiskLevel level);  // "roomy", "warn", "refuse-files", "refuse-all-but-small"

base::Status may_take_file(DiskLevel level);
base::Status may_take_push(DiskLevel level, std::size_t body_bytes);
base::Status may_take_bundle(DiskLevel level);

}  // namespace ziping::server
