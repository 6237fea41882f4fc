// Copies of everything on this device in a second folder: one a day, and one whenever a person asks for it; the newest
// days are kept.
//
// Promise    A copy has its name only once it was opened again and found whole. What stands there already is never
//            written over, and the copies that are there go only after a newer one counts.
// Errors     Full "no-room-for-copy" before anything is written; as of sqlite::Database.
// Threads    That of the vault. A NewCopy looks through what it wrote on a thread of its own, which ends with it.
// Limits     kCopiesKept days, each with its copy and the newest one that was asked for. The day is that of this
//            device's clock, in UTC, and names the file; it decides nothing else.
#pragma once

#include <atomic>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <thread>
#include <vector>

#include "client/work/vault.h"
#include "shared/sqlite/copying.h"

namespace ziping::client {

inline constexpr std::size_t kCopiesKept = 7;
inline constexpr std::int64_t kCopyAgainMs = 3'600'000;  // after one that failed

std::filesystem::path copies_folder(Vault& vault);  // the setting "copies", else copies/ beside the vault
std::vector<std::filesystem::path> copies_in(const std::filesystem::path& folder);  // by name, so oldest first

// One that is being made, of a vault that is written meanwhile: what is saved between two pieces is in it. Its owner
// gives it up by letting it go, and then nothing of it stays. Borrows the vault.
class NewCopy {
 public:
  enum class Stage { Writing, Checking, Made };

  // Null for a file that is there already.
  static Result<std::unique_ptr<NewCopy>> begin(Vault& vault, const std::filesystem::path& file);
  ~NewCopy();
  NewCopy(const NewCopy&) = delete;
  NewCopy& operator=(const NewCopy&) = delete;

  const std::filesystem::path& file() const { return file_; }
  Result<Stage> go_on();  // a piece of it, or a look whether it was found whole; never waits for the thread
  Status finish();        // all that is left, and waits for it

 private:
  explicit NewCopy(std::filesystem::path file) : file_(std::move(file)) {}
  void check() { found_ = copying_->check(&given_up_), checked_ = true; }
  Status take_name();
  std::filesystem::path file_;
  std::unique_ptr<sqlite::Copying> copying_;
  std::atomic<bool> given_up_ = false, checked_ = false;
  Status found_ = base::done();  // of the thread until checked_
  std::thread checking_;
};

// Today's; null when it is there already. Where a later day's is there too, which a clock that was set back leaves, one
// more of now.
Result<std::unique_ptr<NewCopy>> begin_copy_of_today(Vault& vault);
// One more of now; null when one of this very second is there.
Result<std::unique_ptr<NewCopy>> begin_copy_of_now(Vault& vault);

// The same, made to the end.
Result<std::optional<std::filesystem::path>> copy_of_today(Vault& vault);
Result<std::filesystem::path> copy_of_now(Vault& vault);

struct KeptCopy {
  std::string file;                   // with its folder
  std::int64_t at_ms = 0, bytes = 0;  // as the disk tells; UTC
};

// What is there, for a person.
struct CopiesKept {
  std::string folder;
  std::size_t count = 0;
  std::string last_file;                        // the newest; empty for none
  std::int64_t last_at_ms = 0, last_bytes = 0;  // of it, as the disk tells; UTC
  std::optional<base::Error> error;             // why the last try of this sitting made none
  std::vector<KeptCopy> all = {};               // newest first
};
CopiesKept copies_kept(Vault& vault);
// The same of a folder, where the vault itself does not open and cannot name it.
CopiesKept copies_kept_in(const std::filesystem::path& folder);

}  // namespace ziping::client
