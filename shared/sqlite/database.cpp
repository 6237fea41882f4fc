#include "shared/sqlite/database.h"

#include <sqlite3.h>

#include <map>
#include <utility>
#include <vector>

namespace ziping::sqlite {
namespace {

using base::Error;
using base::ErrorKind;

Error sqlite_error(int code, std::string cause) {
  switch (code & 0xff) {
    case SQLITE_FULL:
      return {ErrorKind::Full, "disk-full", "磁盘空间不足，没有保存。请腾出空间后再试。", std::move(cause)};
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
      return {ErrorKind::Unavailable, "folder-in-use", "数据库正被另一个程序使用，请先关闭它。", std::move(cause)};
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
      return {ErrorKind::Corrupt, "bad-database", "数据库文件已损坏。请不要删除它，先复制一份再联系技术支持。",
              std::move(cause)};
    case SQLITE_CANTOPEN:
    case SQLITE_READONLY:
    case SQLITE_PERM:
      return {ErrorKind::Denied, "no-access", "不能读写数据库文件，请检查文件夹的权限。", std::move(cause)};
    default:
      return {ErrorKind::Unavailable, "disk-error", "读写磁盘出错，没有保存。", std::move(cause)};
  }
}

constexpr const char* kSettings =
    "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA temp_store=MEMORY;";

}  // namespace

struct Database::Cache {
  struct Entry {
    sqlite3_stmt* handle = nullptr;
    bool busy = false;
  };
  std::map<std::string, Entry, std::less<>> statements;
};

Database::Database(sqlite3* handle) : handle_(handle), cache_(std::make_unique<Cache>()) {}

Database::~Database() {
  for (auto& entry : cache_->statements) sqlite3_finalize(entry.second.handle);
  sqlite3_close_v2(handle_);
}

Error Database::error(int code) const { return sqlite_error(code, sqlite3_errmsg(handle_)); }

Result<std::unique_ptr<Database>> Database::open(const std::filesystem::path& file, const char* vfs) {
  sqlite3* handle = nullptr;
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX;
  const int code = sqlite3_open_v2(file.c_str(), &handle, flags, vfs);
  if (code != SQLITE_OK) {
    const Error error = sqlite_error(code, handle ? sqlite3_errmsg(handle) : "no memory");
    sqlite3_close_v2(handle);
    return error;
  }
  std::unique_ptr<Database> database(new Database(handle));
  sqlite3_extended_result_codes(handle, 1);
  sqlite3_busy_timeout(handle, 2000);
  if (auto status = database->run(kSettings); !status) return status.error();
  // Taking the lock now tells a second program at once, not at its first write.
  if (auto status = database->run("BEGIN IMMEDIATE; COMMIT;"); !status) return status.error();
  return database;
}

Result<std::unique_ptr<Database>> Database::open_memory() { return open(":memory:"); }

Statement Database::prepare(std::string_view sql) {
  const auto known = cache_->statements.find(sql);
  if (known != cache_->statements.end() && !known->second.busy) {
    known->second.busy = true;
    return Statement(*this, known->second.handle, SQLITE_OK);
  }
  sqlite3_stmt* handle = nullptr;
  const int code = sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT,
                                      &handle, nullptr);
  if (code == SQLITE_OK && known == cache_->statements.end())
    cache_->statements.emplace(sql, Cache::Entry{handle, true});
  return Statement(*this, handle, code);
}

Status Database::run(std::string_view sql) {
  const int code = sqlite3_exec(handle_, std::string(sql).c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? base::done() : Status(error(code));
}

std::int64_t Database::last_row() const { return sqlite3_last_insert_rowid(handle_); }
std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }

Status Database::copy_to(const std::filesystem::path& file) {
  sqlite3* target = nullptr;
  int code = sqlite3_open_v2(file.c_str(), &target, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  if (code == SQLITE_OK) {
    sqlite3_backup* backup = sqlite3_backup_init(target, "main", handle_, "main");
    code = backup ? sqlite3_backup_step(backup, -1) : sqlite3_errcode(target);
    if (backup) sqlite3_backup_finish(backup);
    if (code == SQLITE_DONE) code = SQLITE_OK;
  }
  const Status copied =
      code == SQLITE_OK ? base::done() : Status(sqlite_error(code, target ? sqlite3_errmsg(target) : ""));
  sqlite3_close_v2(target);
  if (!copied) return copied;
  auto copy = open(file);  // a backup counts once it has been opened again and found whole
  return copy ? (*copy)->check_integrity() : Status(copy.error());
}

Status Database::check_integrity() {
  Statement check = prepare("PRAGMA integrity_check");
  std::string found;
  while (check.step())
    if (check.text(0) != "ok") found += check.text(0) + "\n";
  if (auto status = check.status(); !status) return status;
  return found.empty() ? base::done() : Status(sqlite_error(SQLITE_CORRUPT, found));
}

Statement::Statement(Database& database, sqlite3_stmt* handle, int prepare_result)
    : database_(&database), handle_(handle), result_(prepare_result) {}

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_), handle_(std::exchange(other.handle_, nullptr)), result_(other.result_) {}

Statement::~Statement() {
  if (!handle_) return;
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
  const auto known = database_->cache_->statements.find(std::string_view(sqlite3_sql(handle_)));
  if (known != database_->cache_->statements.end() && known->second.handle == handle_)
    known->second.busy = false;
  else
    sqlite3_finalize(handle_);
}

Statement& Statement::bind(int index, std::int64_t value) {
  if (result_ == SQLITE_OK) result_ = sqlite3_bind_int64(handle_, index, value);
  return *this;
}

Statement& Statement::bind(int index, std::string_view text) {
  if (result_ == SQLITE_OK)
    result_ =
        sqlite3_bind_text64(handle_, index, text.data() ? text.data() : "", text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  return *this;
}

Statement& Statement::bind_blob(int index, std::string_view bytes) {
  if (result_ == SQLITE_OK)
    result_ = sqlite3_bind_blob64(handle_, index, bytes.data() ? bytes.data() : "", bytes.size(), SQLITE_TRANSIENT);
  return *this;
}

Statement& Statement::bind_null(int index) {
  if (result_ == SQLITE_OK) result_ = sqlite3_bind_null(handle_, index);
  return *this;
}

bool Statement::step() {
  if (result_ != SQLITE_OK && result_ != SQLITE_ROW) return false;
  result_ = sqlite3_step(handle_);
  return result_ == SQLITE_ROW;
}

Status Statement::run() {
  while (step()) {
  }
  return status();
}

Status Statement::status() const {
  if (result_ == SQLITE_OK || result_ == SQLITE_ROW || result_ == SQLITE_DONE) return base::done();
  return database_->error(result_);
}

std::int64_t Statement::integer(int column) const { return sqlite3_column_int64(handle_, column); }

std::string Statement::text(int column) const {
  const void* bytes = sqlite3_column_blob(handle_, column);
  const int size = sqlite3_column_bytes(handle_, column);
  return bytes ? std::string(static_cast<const char*>(bytes), static_cast<std::size_t>(size)) : std::string();
}

bool Statement::is_null(int column) const { return sqlite3_column_type(handle_, column) == SQLITE_NULL; }

Result<Transaction> Transaction::begin(Database& database) {
  if (auto status = database.run("BEGIN IMMEDIATE"); !status) return status.error();
  return Transaction(database);
}

Transaction::Transaction(Transaction&& other) noexcept : database_(std::exchange(other.database_, nullptr)) {}

Transaction::~Transaction() {
  if (database_) (void)database_->run("ROLLBACK");
}

Status Transaction::commit() {
  const Status status = database_->run("COMMIT");
  if (status) database_ = nullptr;
  return status;
}

}  // namespace ziping::sqlite
