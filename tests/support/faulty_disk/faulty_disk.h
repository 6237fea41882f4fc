// A disk under SQLite that fails when told to. While it lives it stands before the system's own disk for every database
// that is opened, so that copies meet the same faults as their originals.
//
// Promise    What was synced survives a power cut; of what was not, nothing is left.
// Threads    One at a time, and one FaultyDisk at a time.
#pragma once

#include <map>
#include <optional>
#include <string>

namespace ziping::test {

enum class Fault {
  Once,      // the n-th operation fails with an I/O error, later ones succeed
  Full,      // from the n-th on nothing can be written; syncing and deleting still work
  PowerCut,  // half of the n-th write reaches the disk, and no operation succeeds any more
};

class FaultyDisk {
 public:
  FaultyDisk();
  ~FaultyDisk();
  FaultyDisk(const FaultyDisk&) = delete;
  FaultyDisk& operator=(const FaultyDisk&) = delete;

  // The n-th operation from now on (writing, truncating, syncing, deleting), counted from 1.
  void fail_at(int nth, Fault fault);
  bool has_failed() const { return failed_; }
  // Works again. After a PowerCut, call it when every database is closed: the files that stood there at the cut go back
  // to what was synced.
  void repair();

 private:
  friend struct FaultyDiskCalls;
  enum class Operation { Write, Truncate, Sync, Delete };
  bool fails(Operation operation);
  void remember(const std::string& path);

  std::optional<Fault> fault_;
  int left_ = 0;
  bool failed_ = false;
  std::map<std::string, std::optional<std::string>> synced_;  // by path; none for a file that was not there
};

}  // namespace ziping::test
