// Numbered, forward-only changes of a schema. The number is SQLite's user_version.
//
// Promise    A file is at the old number or at the newest, never between; before an existing file is changed, a copy
//            of it as it is then, found whole, stands beside it as <file>.before-<number>. What the steps made is
//            looked at before it counts, and a file whose number says more than its tables hold is refused as it is.
// Errors     Outdated "newer-database": written by a newer program; Corrupt "bad-migration": the steps did not give the
//            tables they should, or left rows that point at nothing; Corrupt "bad-schema": tables or columns are
//            missing at the newest number; as of Database. The file is then what it was.
#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "shared/sqlite/database.h"

namespace ziping::sqlite {

// steps[i] leads from number i to i + 1. `file` is empty for databases in memory.
Status migrate(Database& database, const std::filesystem::path& file, std::span<const std::string_view> steps);

}  // namespace ziping::sqlite
