// Copies of everything on this device in a second folder: one a day, the newest ones kept.
//
// Promise    A copy has its name only once it was opened again and found whole. What stands there already is never
//            written over, and the copies that are there go only after a newer one counts.
// Errors     Full "no-room-for-copy" before anything is written; as of sqlite::Database.
// Limits     kCopiesKept. The day is that of this device's clock, in UTC, and names the file; it decides nothing else.
#pragma once

#include <filesystem>
#include <optional>
#include <vector>

#include "client/work/vault.h"

namespace ziping::client {

inline constexpr std::size_t kCopiesKept = 7;

std::filesystem::path copies_folder(Vault& vault);  // the setting "copies", else copies/ beside the vault
std::vector<std::filesystem::path> copies_in(const std::filesystem::path& folder);  // by name, so oldest first

// Makes today's copy; none when it is there already.
Result<std::optional<std::filesystem::path>> copy_of_today(Vault& vault);

}  // namespace ziping::client
