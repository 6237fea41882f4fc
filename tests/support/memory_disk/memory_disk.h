// Disks in memory under SQLite, one for each folder: fast enough for thousands of crashes, and cruel in ways that are
// decided by a seed. While it lives it stands before the system's own disk for every database that is opened.
//
// Promise    A write is seen at once and is durable once synced; making and removing a file is durable at once. A power
//            cut keeps of the writes since the last sync what the seed says: each whole, torn, or gone.
// Threads    One at a time, and one MemoryDisk at a time. Threads of one program that take turns count as one.
// Limits     A fault hits only files whose path begins with the folder's.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "shared/base/random.h"

namespace ziping::test {

enum class DiskFault {
  Fail,    // the n-th operation fails half done, later ones succeed
  Full,    // from the n-th write on nothing can be written; syncing, truncating and removing still work
  Forget,  // the n-th write, truncation or sync says it is done: it is seen, and no later sync makes it durable
  Dead,    // nothing succeeds from the n-th operation on, which is half done: the machine or the program is going down
};

class MemoryDisk {
 public:
  MemoryDisk();
  ~MemoryDisk();
  MemoryDisk(const MemoryDisk&) = delete;
  MemoryDisk& operator=(const MemoryDisk&) = delete;

  // The n-th operation of that kind from now on (writing, truncating, syncing, removing), counted from 1.
  void fail_at(const std::string& folder, int nth, DiskFault fault);
  bool has_failed(const std::string& folder) const;
  // Something that was said to be written or synced may not survive the next power cut.
  bool has_forgotten(const std::string& folder) const;
  // The fault is over. Files that were open at a `kill` or `cut_power` stay useless to whoever has them open.
  void repair(const std::string& folder);

  // The program is gone, the machine is not: what was written is there, what was half written too.
  void kill(const std::string& folder);
  // The machine is gone: what was not synced is there, torn, or lost.
  void cut_power(const std::string& folder, base::SeededRandom& random);

  // The folder's files as they are, to be put there again: a backup of the whole disk.
  using Copy = std::map<std::string, std::string>;
  Copy copy(const std::string& folder) const;
  void restore(const std::string& folder, const Copy& copy);
  // The same under the name of another folder, in the place of what is there: to be looked at while a program goes on.
  void show(const std::string& folder, const std::string& as);

 private:
  friend struct MemoryDiskCalls;
  enum class Operation { Write, Truncate, Sync, Remove };
  enum class Verdict { Do, Half, Not, Pretend };
  struct Change {  // since the last sync
    bool truncates = false, forgotten = false;
    std::size_t at = 0;  // or the new size
    std::string bytes;
    void apply(std::string& content) const;
  };
  struct File {
    std::string now, durable;
    std::vector<Change> changes;
    void change(Change change);
    void sync();
  };
  struct Folder {
    DiskFault fault = DiskFault::Fail;
    int left = 0;  // 0: no fault is waiting
    bool failed = false, forgot = false;
    int life = 0;  // counts kills; files opened in an earlier one are useless
  };

  Verdict verdict(Folder& folder, Operation operation);
  Folder* folder_of(const std::string& path);

  std::map<std::string, Folder> folders_;  // by path, made when first named
  std::map<std::string, std::shared_ptr<File>> files_;
};

}  // namespace ziping::test
