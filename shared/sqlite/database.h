// One SQLite file behind one connection, with the settings under which a commit survives a power cut.
//
// Promise    After commit() returns, the transaction is on the disk: WAL, synchronous=FULL, locking_mode=EXCLUSIVE.
//            So is all that an earlier program left and that can be read after open().
// Threads    One thread at a time; nothing in here locks.
// Errors     Unavailable "folder-in-use", "disk-error" or "no-memory", Full "disk-full" or "too-large", Corrupt
//            "bad-database", Outdated "newer-database", Denied "no-access", Invalid "bad-row" (a constraint) and
//            "bad-statement" (our own SQL). SQLite's own text is the cause.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "shared/base/result.h"

struct sqlite3;
struct sqlite3_stmt;

namespace ziping::sqlite {

using base::Result;
using base::Status;

class Copying;
class Database;

// A prepared statement, kept by its Database and reset when the Statement goes out of scope.
//   auto find = db.prepare("SELECT body FROM revision WHERE id = ?1");
//   find.bind(1, id);
//   while (find.step()) use(find.text(0));      // step(): a row is there; false at the end *or* on an error
//   if (Status s = find.status(); !s) return s.error();
class Statement {
 public:
  Statement(Statement&&) noexcept;
  Statement& operator=(Statement&&) = delete;
  ~Statement();

  Statement& bind(int index, std::int64_t value);
  Statement& bind(int index, std::string_view text);
  Statement& bind_blob(int index, std::string_view bytes);
  Statement& bind_null(int index);

  bool step();
  Status run();  // for statements that give no rows
  Status status() const;

  std::int64_t integer(int column) const;
  std::string text(int column) const;  // also for blobs; empty for NULL
  bool is_null(int column) const;

 private:
  friend class Database;
  Statement(Database& database, sqlite3_stmt* handle, int prepare_result, bool* busy);
  Database* database_;
  sqlite3_stmt* handle_;
  int result_;
  bool* busy_;  // in the cache's entry; null for a statement that goes with its owner
};

class Database {
 public:
  // Creates the file when it is not there. `vfs` names a SQLite VFS for tests; null is the system's own.
  static Result<std::unique_ptr<Database>> open(const std::filesystem::path& file, const char* vfs = nullptr);
  static Result<std::unique_ptr<Database>> open_memory();
  ~Database();
  Database(const Database&) = delete;
  Database& operator=(const Database&) = delete;

  Statement prepare(std::string_view sql);  // one statement, cached by its text
  Status run(std::string_view sql);         // several statements, no parameters
  std::int64_t last_row() const;
  std::int64_t changes() const;

  // A consistent copy, made beside `file`, opened again and integrity-checked, and only then given its name. In pieces,
  // with writing in between: shared/sqlite/copying.h.
  Status copy_to(const std::filesystem::path& file);
  // Corrupt "bad-database" with what SQLite found. Ends early, with another error, once it is given up.
  Status check_integrity(const std::atomic<bool>* given_up = nullptr);

 private:
  friend class Copying;
  friend class Statement;
  struct Cache;
  explicit Database(sqlite3* handle);
  Status make_durable();
  base::Error error(int code) const;
  sqlite3* handle_;
  std::unique_ptr<Cache> cache_;
};

// Rolls back when it goes out of scope without commit().
class Transaction {
 public:
  static Result<Transaction> begin(Database& database);  // BEGIN IMMEDIATE
  Transaction(Transaction&& other) noexcept;
  Transaction& operator=(Transaction&&) = delete;
  ~Transaction();
  Status commit();

 private:
  explicit Transaction(Database& database) : database_(&database) {}
  Database* database_;
};

}  // namespace ziping::sqlite
