// A copy of an open database that is made piece by piece: the database may be written between two pieces, and what was
// committed then is in the copy.
//
//   auto copying = Copying::begin(database, file);
//   while (*(*copying)->go_on()) write_something(database);    // errors left out
//   (*copying)->check();
//   (*copying)->finish();
//
// Promise    The file has its name once it is whole: until finish() it is called FILE.part, and is taken away where it
//            was not finished. One that a killed program left there is written anew. A piece is on the disk when
//            go_on() returns, so that no later one waits for much.
// Threads    Those of the Database, which must outlive it; but for check(), which may run beside the Database's.
// Errors     as of Database. Once something failed it can only be let go.
// Limits     A piece is kPagesPerPiece pages. A transaction that is rolled back begins the copy from its first page.
#pragma once

#include <atomic>

#include "shared/sqlite/database.h"

struct sqlite3_backup;

namespace ziping::sqlite {

inline constexpr int kPagesPerPiece = 256;  // 1 MiB, which a slow disk takes in a tenth of a second
inline constexpr int kAllPages = -1;        // that are left, in one piece

class Copying {
 public:
  static Result<std::unique_ptr<Copying>> begin(Database& database, std::filesystem::path file);
  ~Copying();
  Copying(const Copying&) = delete;
  Copying& operator=(const Copying&) = delete;

  Result<bool> go_on(int pages = kPagesPerPiece);  // whether there is more
  // After the last piece: opens it again and looks through all of it. Ends early, with some error, once it is given up.
  Status check(const std::atomic<bool>* given_up = nullptr);
  Status finish();

 private:
  Copying(Database& database, std::filesystem::path file);
  int sync();
  int close();
  Database& database_;
  std::filesystem::path file_, beside_;
  sqlite3* target_ = nullptr;
  sqlite3_backup* backup_ = nullptr;
};

}  // namespace ziping::sqlite
