// Bytes too large for one row, kept in rows of a table
//   file_part(file TEXT NOT NULL, at INTEGER NOT NULL, body BLOB NOT NULL, PRIMARY KEY(file, at))
// so that a transaction and a backup of the database cover them and nobody holds more than one piece in memory.
//
// Promise    The same bytes lie the same way, whatever cuts they came in: every piece but the last is kPieceBytes long.
// Threads    Those of the Database, which it borrows. Writes within the caller's transaction.
// Errors     as of Database; Invalid "wrong-offset", with the right one as its cause.
#pragma once

#include "shared/base/hash.h"
#include "shared/sqlite/database.h"

namespace ziping::sqlite {

inline constexpr std::int64_t kPieceBytes = 256 << 10;

class Pieces {
 public:
  explicit Pieces(Database& database) : database_(database) {}

  Result<std::int64_t> size(std::string_view file);  // 0 when there is none
  // `offset` is where the bytes begin: what is there already ends there.
  Status append(std::string_view file, std::int64_t offset, std::string_view bytes);
  // From the offset to the end of the piece that holds it; empty at the end.
  Result<std::string> read(std::string_view file, std::int64_t offset);
  Result<base::Hash> sha256(std::string_view file);
  Status remove(std::string_view file);

 private:
  Status put(std::string_view file, std::int64_t at, std::string_view body);
  Database& database_;
};

}  // namespace ziping::sqlite
