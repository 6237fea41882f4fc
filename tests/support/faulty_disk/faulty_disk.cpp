// A SQLite VFS of version 1 that hands everything on to the system's own. It offers no shared memory: with
// locking_mode=EXCLUSIVE SQLite keeps the index of the write-ahead log in its own memory.
#include "tests/support/faulty_disk/faulty_disk.h"

#include <sqlite3.h>

#include <filesystem>
#include <memory>

#include "shared/base/file.h"

namespace ziping::test {
namespace {

struct FaultyFile {
  sqlite3_file base;  // first: SQLite sees this
  FaultyDisk* disk;
  std::unique_ptr<std::string> path;  // none for temporary files, which no power cut is asked about
  sqlite3_file* real;                 // in the bytes behind this
};

FaultyFile& own(sqlite3_file* file) { return *reinterpret_cast<FaultyFile*>(file); }
sqlite3_file* real(sqlite3_file* file) { return own(file).real; }
sqlite3_vfs* real(sqlite3_vfs* vfs) { return static_cast<sqlite3_vfs*>(vfs->pAppData); }

FaultyDisk* standing = nullptr;  // SQLite's calls carry no room for it besides the VFS that is handed on

}  // namespace

struct FaultyDiskCalls {
  static int close(sqlite3_file* file) {
    const int code = real(file)->pMethods ? real(file)->pMethods->xClose(real(file)) : SQLITE_OK;
    std::destroy_at(&own(file));
    return code;
  }
  static int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 at) {
    return real(file)->pMethods->xRead(real(file), bytes, size, at);
  }
  static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
    FaultyDisk& disk = *own(file).disk;
    const bool first = !disk.failed_;
    if (!own(file).path || !disk.fails(FaultyDisk::Operation::Write))
      return real(file)->pMethods->xWrite(real(file), bytes, size, at);
    if (first && size > 1) (void)real(file)->pMethods->xWrite(real(file), bytes, size / 2, at);
    return disk.fault_ == Fault::Full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    if (own(file).path && own(file).disk->fails(FaultyDisk::Operation::Truncate)) return SQLITE_IOERR_TRUNCATE;
    return real(file)->pMethods->xTruncate(real(file), size);
  }
  static int sync(sqlite3_file* file, int) {
    if (own(file).path && own(file).disk->fails(FaultyDisk::Operation::Sync)) return SQLITE_IOERR_FSYNC;
    if (own(file).path)
      own(file).disk->remember(*own(file).path);  // repair() brings it back; the real disk may be late
    return SQLITE_OK;
  }
  static int size(sqlite3_file* file, sqlite3_int64* size) { return real(file)->pMethods->xFileSize(real(file), size); }
  static int lock(sqlite3_file* file, int level) { return real(file)->pMethods->xLock(real(file), level); }
  static int unlock(sqlite3_file* file, int level) { return real(file)->pMethods->xUnlock(real(file), level); }
  static int reserved(sqlite3_file* file, int* out) {
    return real(file)->pMethods->xCheckReservedLock(real(file), out);
  }
  static int control(sqlite3_file* file, int operation, void* argument) {
    return real(file)->pMethods->xFileControl(real(file), operation, argument);
  }
  static int sector(sqlite3_file* file) { return real(file)->pMethods->xSectorSize(real(file)); }
  static int traits(sqlite3_file* file) { return real(file)->pMethods->xDeviceCharacteristics(real(file)); }

  static int open(sqlite3_vfs* vfs, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    static const sqlite3_io_methods methods{1,       close,   read,     write,   truncate, sync,   size,
                                            lock,    unlock,  reserved, control, sector,   traits, nullptr,
                                            nullptr, nullptr, nullptr,  nullptr, nullptr};
    FaultyFile* out =
        new (file) FaultyFile{{nullptr}, standing, nullptr, reinterpret_cast<sqlite3_file*>(&own(file) + 1)};
    out->real->pMethods = nullptr;
    if (name && !standing->synced_.contains(name)) standing->remember(name);
    const int code = real(vfs)->xOpen(real(vfs), name, out->real, flags, flags_out);
    if (code != SQLITE_OK) return code;  // without methods SQLite does not close it
    out->base.pMethods = &methods;
    if (name) out->path = std::make_unique<std::string>(name);
    return SQLITE_OK;
  }
  static int remove(sqlite3_vfs* vfs, const char* name, int sync_folder) {
    if (standing->fails(FaultyDisk::Operation::Delete)) return SQLITE_IOERR_DELETE;
    const int code = real(vfs)->xDelete(real(vfs), name, sync_folder);
    if (code == SQLITE_OK) standing->synced_[name] = std::nullopt;
    return code;
  }

  static sqlite3_vfs& vfs() {
    static sqlite3_vfs out{};
    return out;
  }
};

FaultyDisk::FaultyDisk() {
  ENSURE(!standing);
  standing = this;
  sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
  ENSURE(system);
  sqlite3_vfs& vfs = FaultyDiskCalls::vfs();
  vfs = *system;
  vfs.iVersion = 1;
  vfs.zName = "faulty";
  vfs.pNext = nullptr;
  vfs.pAppData = system;
  vfs.szOsFile = static_cast<int>(sizeof(FaultyFile)) + system->szOsFile;
  vfs.xOpen = FaultyDiskCalls::open;
  vfs.xDelete = FaultyDiskCalls::remove;
  ENSURE(sqlite3_vfs_register(&vfs, 1) == SQLITE_OK);
}

FaultyDisk::~FaultyDisk() {
  sqlite3_vfs_unregister(&FaultyDiskCalls::vfs());
  standing = nullptr;
}

void FaultyDisk::fail_at(int nth, Fault fault) {
  ENSURE(nth > 0);
  fault_ = fault;
  left_ = nth;
  failed_ = false;
}

bool FaultyDisk::fails(Operation operation) {
  if (!fault_) return false;
  if (failed_) return *fault_ == Fault::PowerCut || (*fault_ == Fault::Full && operation == Operation::Write);
  if (*fault_ == Fault::Full && operation != Operation::Write) return false;
  if (--left_ > 0) return false;
  // What the program tidies up from here on, it would not live to do: repair() brings back what stands here now.
  if (*fault_ == Fault::PowerCut)
    std::erase_if(synced_, [](const auto& file) { return !std::filesystem::exists(file.first); });
  return failed_ = true;
}

void FaultyDisk::remember(const std::string& path) {
  auto bytes = base::read_file(path, 64u << 20);
  ENSURE(bytes || bytes.error().code == "no-file");
  synced_[path] = bytes ? std::optional(std::move(*bytes)) : std::nullopt;
}

void FaultyDisk::repair() {
  if (fault_ == Fault::PowerCut && failed_) {
    for (const auto& [path, bytes] : synced_) {
      if (bytes)
        ENSURE(base::write_file(path, *bytes));
      else
        std::filesystem::remove(path);
    }
  }
  fault_.reset();
}

}  // namespace ziping::test
