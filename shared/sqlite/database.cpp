#include "shared/sqlite/database.h"

#include <sqlite3.h>

#include <map>
#include <utility>

#include "shared/sqlite/copying.h"
#include "shared/sqlite/version.h"

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
    case SQLITE_CONSTRAINT:
      return {ErrorKind::Invalid, "bad-row", "这条内容与已有的内容冲突，没有保存。", std::move(cause)};
    case SQLITE_TOOBIG:
      return {ErrorKind::Full, "too-large", "这条内容超过数据库的大小上限，没有保存。", std::move(cause)};
    case SQLITE_NOMEM:
      return {ErrorKind::Unavailable, "no-memory", "内存不足，没有保存。请稍后再试。", std::move(cause)};
    case SQLITE_ERROR:
    case SQLITE_MISUSE:
    case SQLITE_RANGE:
    case SQLITE_MISMATCH:
      return {ErrorKind::Invalid, "bad-statement", "程序的数据库语句有误，没有保存。请联系技术支持。",
              std::move(cause)};
    default:
      return {ErrorKind::Unavailable, "disk-error", "读写磁盘出错，没有保存。请检查磁盘后再试。", std::move(cause)};
  }
}

constexpr const char* kSettings =
    "PRAGMA locking_mode=EXCLUSIVE; PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;"
    "PRAGMA temp_store=MEMORY;";

// Long enough for a program that is just closing, short enough for the person who starts a second one.
constexpr int kBusyTimeoutMs = 250;
// Far more than the programs have; SQL that somebody built from values must not fill the memory.
constexpr std::size_t kStatementsMax = 256;
// Of SQLite's own steps; one of them may read a row of many pages.
constexpr int kStepsBetweenLooks = 16;

Error not_durable(std::string mode) {
  return {ErrorKind::Unavailable, "disk-error", "数据文件夹所在的磁盘不能可靠地保存，请把它放在本机磁盘上。",
          "journal_mode is " + std::move(mode)};
}

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

Error Database::error(int code) const {
  // The connection knows only its latest error; a statement may be asked for an earlier one.
  const bool latest = sqlite3_extended_errcode(handle_) == code;
  return sqlite_error(code, latest ? sqlite3_errmsg(handle_) : sqlite3_errstr(code));
}

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
  sqlite3_busy_timeout(handle, kBusyTimeoutMs);
  if (auto status = database->run(kSettings); !status) return status.error();
  {
    Statement journal = database->prepare("PRAGMA journal_mode");
    const std::string mode = journal.step() ? journal.text(0) : std::string();
    if (auto status = journal.status(); !status) return status.error();
    if (mode != "wal" && file != ":memory:") return not_durable(mode);
  }
  // Taking the lock now tells a second program at once, not at its first write.
  if (auto status = database->run("BEGIN IMMEDIATE; COMMIT;"); !status) return status.error();
  if (auto status = database->make_durable(); !status) return status.error();
  return database;
}

// A program that was killed between writing and syncing its journal leaves a commit that is read here, promised to
// others on the strength of that, and gone with the next power cut. A checkpoint syncs the journal before anything
// else, so on a full disk, where the rest of it fails, it has done what it is for.
Status Database::make_durable() {
  const int code = sqlite3_wal_checkpoint_v2(handle_, "main", SQLITE_CHECKPOINT_PASSIVE, nullptr, nullptr);
  return code == SQLITE_OK || (code & 0xff) == SQLITE_FULL ? base::done() : Status(error(code));
}

Result<std::unique_ptr<Database>> Database::open_memory() { return open(":memory:"); }

Statement Database::prepare(std::string_view sql) {
  const auto known = cache_->statements.find(sql);
  if (known != cache_->statements.end() && !known->second.busy) {
    known->second.busy = true;
    return Statement(*this, known->second.handle, SQLITE_OK, &known->second.busy);
  }
  sqlite3_stmt* handle = nullptr;
  const char* rest = nullptr;
  int code =
      sqlite3_prepare_v3(handle_, sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &handle, &rest);
  if (code == SQLITE_OK) {  // a second statement would be left out without a word
    const std::string_view left = sql.substr(static_cast<std::size_t>(rest - sql.data()));
    if (!handle || left.find_first_not_of("; \t\n") != left.npos) code = SQLITE_MISUSE;
  }
  bool* busy = nullptr;
  if (code == SQLITE_OK && known == cache_->statements.end() && cache_->statements.size() < kStatementsMax)
    busy = &cache_->statements.emplace(sql, Cache::Entry{handle, true}).first->second.busy;
  return Statement(*this, handle, code, busy);
}

Status Database::run(std::string_view sql) {
  const int code = sqlite3_exec(handle_, std::string(sql).c_str(), nullptr, nullptr, nullptr);
  return code == SQLITE_OK ? base::done() : Status(error(code));
}

std::int64_t Database::last_row() const { return sqlite3_last_insert_rowid(handle_); }
std::int64_t Database::changes() const { return sqlite3_changes64(handle_); }

Status Database::copy_to(const std::filesystem::path& file) {
  auto copying = Copying::begin(*this, file);
  if (!copying) return copying.error();
  if (const auto written = (*copying)->go_on(kAllPages); !written) return written.error();
  const Status whole = (*copying)->check();
  return whole ? (*copying)->finish() : whole;
}

Status Database::check_integrity(const std::atomic<bool>* given_up) {
  const auto asks = [](void* flag) -> int { return static_cast<const std::atomic<bool>*>(flag)->load(); };
  if (given_up) sqlite3_progress_handler(handle_, kStepsBetweenLooks, asks, const_cast<std::atomic<bool>*>(given_up));
  Statement check = prepare("PRAGMA integrity_check");
  std::string found;
  while (check.step())
    if (check.text(0) != "ok") found += check.text(0) + "\n";
  sqlite3_progress_handler(handle_, 0, nullptr, nullptr);
  if (auto status = check.status(); !status) return status;
  return found.empty() ? base::done() : Status(sqlite_error(SQLITE_CORRUPT, found));
}

Statement::Statement(Database& database, sqlite3_stmt* handle, int prepare_result, bool* busy)
    : database_(&database), handle_(handle), result_(prepare_result), busy_(busy) {}

Statement::Statement(Statement&& other) noexcept
    : database_(other.database_),
      handle_(std::exchange(other.handle_, nullptr)),
      result_(other.result_),
      busy_(other.busy_) {}

Statement::~Statement() {
  if (!handle_) return;
  if (!busy_) {
    sqlite3_finalize(handle_);
    return;
  }
  sqlite3_reset(handle_);
  sqlite3_clear_bindings(handle_);
  *busy_ = false;
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
  ENSURE(database_);
  const Status status = database_->run("COMMIT");
  if (status) database_ = nullptr;
  return status;
}

std::string version() { return sqlite3_libversion(); }

// Only an open database tells; it is asked once.
std::string cipher_version() {
  static const std::string told = [] {
    std::string out;
    auto database = Database::open_memory();
    if (!database) return out;
    auto find = (*database)->prepare("PRAGMA cipher_version");
    if (find.step()) out = find.text(0);
    return out;
  }();
  return told;
}

}  // namespace ziping::sqlite
