#include "shared/sqlite/copying.h"

#include <sqlite3.h>

#include <utility>

#include "shared/base/file.h"

namespace ziping::sqlite {
namespace {

void remove_journals(const std::filesystem::path& file) {
  std::error_code ignored;  // what is still there is found by whoever opens or writes it next
  for (const char* ending : {"-wal", "-shm", "-journal"}) std::filesystem::remove(file.string() + ending, ignored);
}

}  // namespace

Copying::Copying(Database& database, std::filesystem::path file)
    : database_(database), file_(std::move(file)), beside_(file_.string() + ".part") {}

Copying::~Copying() {
  (void)close();
  std::error_code ignored;
  remove_journals(beside_);
  std::filesystem::remove(beside_, ignored);
}

// A backup must end before its database is closed.
int Copying::close() {
  const int code = sqlite3_backup_finish(std::exchange(backup_, nullptr));
  sqlite3_close_v2(std::exchange(target_, nullptr));
  return code;
}

Result<std::unique_ptr<Copying>> Copying::begin(Database& database, std::filesystem::path file) {
  std::unique_ptr<Copying> out(new Copying(database, std::move(file)));
  std::error_code ignored;
  remove_journals(out->beside_);
  std::filesystem::remove(out->beside_, ignored);
  int code = sqlite3_open_v2(out->beside_.c_str(), &out->target_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, nullptr);
  if (code == SQLITE_OK) {
    out->backup_ = sqlite3_backup_init(out->target_, "main", database.handle_, "main");
    if (!out->backup_) code = sqlite3_errcode(out->target_);
  }
  if (code != SQLITE_OK) return database.error(code);
  return out;
}

Result<bool> Copying::go_on(int pages) {
  ENSURE(backup_);
  int code = sqlite3_backup_step(backup_, pages);
  if (code == SQLITE_OK) {
    code = sync();
    if (code == SQLITE_OK) return true;
  }
  if (code == SQLITE_DONE) code = close();
  if (code != SQLITE_OK) return database_.error(code);
  return false;
}

// SQLite syncs it with the last piece only, and with all of it at once.
int Copying::sync() {
  sqlite3_file* file = nullptr;
  const int code = sqlite3_file_control(target_, "main", SQLITE_FCNTL_FILE_POINTER, &file);
  if (code != SQLITE_OK || !file || !file->pMethods) return code;
  return file->pMethods->xSync(file, SQLITE_SYNC_NORMAL);
}

Status Copying::check(const std::atomic<bool>* given_up) {
  auto copy = Database::open(beside_);
  return copy ? (*copy)->check_integrity(given_up) : Status(copy.error());
}

Status Copying::finish() {
  ENSURE(!backup_);
  remove_journals(file_);  // a journal left by an older copy would be played into this one
  return base::move_file(beside_, file_);
}

}  // namespace ziping::sqlite
