// Copies of everything on this device in a second folder: one a day, and one whenever a person asks for it; the newest
// days are kept.
//
// Promise    A copy has its name only once it was opened again and found whole. What stands there already is never
//            written over, and the copies that are there go only after a newer one counts.
// Errors     Full "no-room-for-copy" before anything is written; as of sqlite::Database.
// Limits     kCopiesKept days, each with its copy and the newest one that was asked for. The day is that of this
//            device's clock, in UTC, and names the file; it decides nothing else.
#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <vector>

#include "client/work/vault.h"

namespace ziping::client {

inline constexpr std::size_t kCopiesKept = 7;
inline constexpr std::int64_t kCopyAgainMs = 3'600'000;  // after one that failed

std::filesystem::path copies_folder(Vault& vault);  // the setting "copies", else copies/ beside the vault
std::vector<std::filesystem::path> copies_in(const std::filesystem::path& folder);  // by name, so oldest first

// Makes today's copy; none when it is there already. Where a later day's is there too, which a clock that was set back
// leaves, one more of now.
Result<std::optional<std::filesystem::path>> copy_of_today(Vault& vault);
// Makes one more of now.
Result<std::filesystem::path> copy_of_now(Vault& vault);

// What is there, for a person.
struct CopiesKept {
  std::string folder;
  std::size_t count = 0;
  std::string last_file;                        // the newest; empty for none
  std::int64_t last_at_ms = 0, last_bytes = 0;  // of it, as the disk tells; UTC
  std::optional<base::Error> error;             // why the last try of this sitting made none
};
CopiesKept copies_kept(Vault& vault);

}  // namespace ziping::client
