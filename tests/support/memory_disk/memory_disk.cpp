// A SQLite VFS of version 1: no shared memory, which locking_mode=EXCLUSIVE does without. Locks are the folder's own
// affair (base::FolderLock), so they are always granted here.
#include "tests/support/memory_disk/memory_disk.h"

#include <sqlite3.h>

#include <algorithm>
#include <cstring>

#include "shared/base/check.h"

namespace ziping::test {
namespace {

constexpr std::size_t kSector = 512;
constexpr sqlite3_int64 kNowMs = 212'000'000'000'000;  // Julian; nothing is decided by it

MemoryDisk* standing = nullptr;  // SQLite's calls carry no room for it besides the VFS

}  // namespace

void MemoryDisk::Change::apply(std::string& content) const {
  if (truncates) return content.resize(at);
  if (content.size() < at + bytes.size()) content.resize(at + bytes.size());
  std::memcpy(content.data() + at, bytes.data(), bytes.size());
}

void MemoryDisk::File::change(Change change) {
  change.apply(now);
  changes.push_back(std::move(change));
}

void MemoryDisk::File::sync() {
  for (const Change& change : changes)
    if (!change.forgotten) change.apply(durable);
  changes.clear();
}

struct MemoryDiskCalls {
  using Operation = MemoryDisk::Operation;
  using Verdict = MemoryDisk::Verdict;

  struct OpenFile {
    sqlite3_file base;  // first: SQLite sees this
    std::shared_ptr<MemoryDisk::File> file;
    MemoryDisk::Folder* folder;  // null outside every named folder
    int life;
  };

  static OpenFile& own(sqlite3_file* file) { return *reinterpret_cast<OpenFile*>(file); }
  static bool useless(const OpenFile& open) {
    return open.folder &&
           (open.life != open.folder->life || (open.folder->failed && open.folder->fault == DiskFault::Dead));
  }
  static Verdict asks(OpenFile& open, Operation operation) {
    if (!open.folder) return Verdict::Do;
    return open.life == open.folder->life ? standing->verdict(*open.folder, operation) : Verdict::Not;
  }

  static int close(sqlite3_file* file) {
    std::destroy_at(&own(file));
    return SQLITE_OK;
  }
  static int read(sqlite3_file* file, void* bytes, int size, sqlite3_int64 at) {
    if (useless(own(file))) return SQLITE_IOERR_READ;
    const std::string& content = own(file).file->now;
    const std::size_t wanted = static_cast<std::size_t>(size), from = static_cast<std::size_t>(at);
    const std::size_t there = from < content.size() ? std::min(wanted, content.size() - from) : 0;
    if (there > 0) std::memcpy(bytes, content.data() + from, there);
    std::memset(static_cast<char*>(bytes) + there, 0, wanted - there);
    return there == wanted ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
  }
  static int write(sqlite3_file* file, const void* bytes, int size, sqlite3_int64 at) {
    std::string all(static_cast<const char*>(bytes), static_cast<std::size_t>(size));
    const Verdict verdict = asks(own(file), Operation::Write);
    if (verdict == Verdict::Half) all.resize(all.size() / 2);
    const bool forgotten = verdict == Verdict::Pretend;
    if (verdict != Verdict::Not)
      own(file).file->change({false, forgotten, static_cast<std::size_t>(at), std::move(all)});
    if (verdict == Verdict::Do || forgotten) return SQLITE_OK;
    return own(file).folder->fault == DiskFault::Full ? SQLITE_FULL : SQLITE_IOERR_WRITE;
  }
  static int truncate(sqlite3_file* file, sqlite3_int64 size) {
    const Verdict verdict = asks(own(file), Operation::Truncate);
    const bool forgotten = verdict == Verdict::Pretend;
    if (verdict != Verdict::Do && !forgotten) return SQLITE_IOERR_TRUNCATE;
    own(file).file->change({true, forgotten, static_cast<std::size_t>(size), {}});
    return SQLITE_OK;
  }
  static int sync(sqlite3_file* file, int) {
    const Verdict verdict = asks(own(file), Operation::Sync);
    if (verdict == Verdict::Do) own(file).file->sync();
    return verdict == Verdict::Do || verdict == Verdict::Pretend ? SQLITE_OK : SQLITE_IOERR_FSYNC;
  }
  static int size(sqlite3_file* file, sqlite3_int64* size) {
    if (useless(own(file))) return SQLITE_IOERR_FSTAT;
    *size = static_cast<sqlite3_int64>(own(file).file->now.size());
    return SQLITE_OK;
  }
  static int lock(sqlite3_file*, int) { return SQLITE_OK; }
  static int reserved(sqlite3_file*, int* out) {
    *out = 0;
    return SQLITE_OK;
  }
  static int control(sqlite3_file*, int, void*) { return SQLITE_NOTFOUND; }
  static int sector(sqlite3_file*) { return static_cast<int>(kSector); }
  static int traits(sqlite3_file*) { return 0; }

  static int open(sqlite3_vfs*, const char* name, sqlite3_file* file, int flags, int* flags_out) {
    static const sqlite3_io_methods methods{1,       close,   read,     write,   truncate, sync,   size,
                                            lock,    lock,    reserved, control, sector,   traits, nullptr,
                                            nullptr, nullptr, nullptr,  nullptr, nullptr};
    file->pMethods = nullptr;  // without methods SQLite does not close it
    const std::string path = name ? name : "";
    MemoryDisk::Folder* folder = standing->folder_of(path);
    if (folder && folder->failed && folder->fault == DiskFault::Dead) return SQLITE_IOERR;
    const auto at = standing->files_.find(path);
    if (at == standing->files_.end() && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
    auto content = at != standing->files_.end() ? at->second : std::make_shared<MemoryDisk::File>();
    if (name) standing->files_[path] = content;  // a temporary file has no name and no one else
    OpenFile* out = new (file) OpenFile{{nullptr}, std::move(content), folder, folder ? folder->life : 0};
    out->base.pMethods = &methods;
    if (flags_out) *flags_out = flags;
    return SQLITE_OK;
  }
  static int remove(sqlite3_vfs*, const char* name, int) {
    MemoryDisk::Folder* folder = standing->folder_of(name);
    if (folder && standing->verdict(*folder, Operation::Remove) != Verdict::Do) return SQLITE_IOERR_DELETE;
    return standing->files_.erase(name) > 0 ? SQLITE_OK : SQLITE_IOERR_DELETE_NOENT;
  }
  static int access(sqlite3_vfs*, const char* name, int, int* out) {
    *out = standing->files_.contains(name) ? 1 : 0;
    return SQLITE_OK;
  }
  static int full_name(sqlite3_vfs*, const char* name, int size, char* out) {
    if (std::strlen(name) >= static_cast<std::size_t>(size)) return SQLITE_CANTOPEN;
    std::strcpy(out, name);
    return SQLITE_OK;
  }
  static int no_randomness(sqlite3_vfs*, int size, char* out) {  // a seed must run the same way every time
    std::memset(out, 0, static_cast<std::size_t>(size));
    return size;
  }
  static int now(sqlite3_vfs*, double* out) {
    *out = static_cast<double>(kNowMs) / 86'400'000.0;
    return SQLITE_OK;
  }

  static sqlite3_vfs& vfs() {
    static sqlite3_vfs out{};
    return out;
  }
};

MemoryDisk::MemoryDisk() {
  ENSURE(!standing);
  standing = this;
  sqlite3_vfs* system = sqlite3_vfs_find(nullptr);
  ENSURE(system);
  sqlite3_vfs& vfs = MemoryDiskCalls::vfs();
  vfs = *system;
  vfs.iVersion = 1;
  vfs.zName = "memory";
  vfs.pNext = nullptr;
  vfs.szOsFile = static_cast<int>(sizeof(MemoryDiskCalls::OpenFile));
  vfs.xOpen = MemoryDiskCalls::open;
  vfs.xDelete = MemoryDiskCalls::remove;
  vfs.xAccess = MemoryDiskCalls::access;
  vfs.xFullPathname = MemoryDiskCalls::full_name;
  vfs.xRandomness = MemoryDiskCalls::no_randomness;
  vfs.xCurrentTime = MemoryDiskCalls::now;
  ENSURE(sqlite3_vfs_register(&vfs, 1) == SQLITE_OK);
  sqlite3_randomness(0, nullptr);  // begin the sequence anew
}

MemoryDisk::~MemoryDisk() {
  sqlite3_vfs_unregister(&MemoryDiskCalls::vfs());
  standing = nullptr;
}

MemoryDisk::Folder* MemoryDisk::folder_of(const std::string& path) {
  for (auto& [name, folder] : folders_)
    if (path.starts_with(name) && path.size() > name.size() && path[name.size()] == '/') return &folder;
  return nullptr;
}

MemoryDisk::Verdict MemoryDisk::verdict(Folder& folder, Operation operation) {
  if (folder.failed) {
    if (folder.fault == DiskFault::Dead || (folder.fault == DiskFault::Full && operation == Operation::Write))
      return Verdict::Not;
    return Verdict::Do;
  }
  if (folder.left == 0) return Verdict::Do;
  if (folder.fault == DiskFault::Full && operation != Operation::Write) return Verdict::Do;
  if (folder.fault == DiskFault::Forget && operation == Operation::Remove) return Verdict::Do;
  if (--folder.left > 0) return Verdict::Do;
  folder.failed = true;
  if (folder.fault == DiskFault::Forget) {
    folder.forgot = true;
    return Verdict::Pretend;
  }
  return operation == Operation::Write ? Verdict::Half : Verdict::Not;
}

void MemoryDisk::fail_at(const std::string& folder, int nth, DiskFault fault) {
  ENSURE(nth > 0);
  Folder& at = folders_[folder];
  at.fault = fault;
  at.left = nth;
  at.failed = false;
}

bool MemoryDisk::has_failed(const std::string& folder) const {
  const auto at = folders_.find(folder);
  return at != folders_.end() && at->second.failed;
}

bool MemoryDisk::has_forgotten(const std::string& folder) const {
  const auto at = folders_.find(folder);
  return at != folders_.end() && at->second.forgot;
}

void MemoryDisk::repair(const std::string& folder) {
  folders_[folder].left = 0;
  folders_[folder].failed = false;
}

void MemoryDisk::kill(const std::string& folder) {
  ++folders_[folder].life;
  repair(folder);
}

void MemoryDisk::cut_power(const std::string& folder, base::SeededRandom& random) {
  kill(folder);
  folders_[folder].forgot = false;
  for (auto& [path, file] : files_) {
    if (folder_of(path) != &folders_[folder]) continue;
    auto after = std::make_shared<File>();
    after->durable = file->durable;
    for (Change& change : file->changes) {
      const std::uint64_t fate = change.forgotten ? 0 : random.below(3);
      if (fate == 0) continue;
      if (fate == 1 && change.bytes.size() > kSector)
        change.bytes.resize(kSector * (1 + random.below(change.bytes.size() / kSector)));
      change.apply(after->durable);
    }
    after->now = after->durable;
    file = std::move(after);
  }
}

MemoryDisk::Copy MemoryDisk::copy(const std::string& folder) const {
  Copy out;
  for (const auto& [path, file] : files_)
    if (path.starts_with(folder + "/")) out[path] = file->now;
  return out;
}

void MemoryDisk::restore(const std::string& folder, const Copy& copy) {
  kill(folder);
  std::erase_if(files_, [&](const auto& one) { return one.first.starts_with(folder + "/"); });
  for (const auto& [path, content] : copy) {
    auto file = std::make_shared<File>();
    file->now = file->durable = content;
    files_[path] = std::move(file);
  }
}

void MemoryDisk::show(const std::string& folder, const std::string& as) {
  Copy out;
  for (const auto& [path, content] : copy(folder)) out[as + path.substr(folder.size())] = content;
  restore(as, out);
}

}  // namespace ziping::test
