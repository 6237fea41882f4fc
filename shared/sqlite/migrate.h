// Numbered, forward-only changes of a schema. The number is SQLite's user_version.
//
// Promise    A file is at the old number or at the new one, never between; before an existing file is changed, a copy
//            named <file>.before-<number> stands beside it.
// Errors     Outdated "newer-database": written by a newer program; nothing was touched.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "shared/sqlite/database.h"

namespace ziping::sqlite {

// steps[i] leads from number i to i + 1. `file` is empty for databases in memory.
Status migrate(Database& database, const std::filesystem::path& file, std::span<const std::string_view> steps);

}  // namespace ziping::sqlite
