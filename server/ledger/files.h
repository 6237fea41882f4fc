// The attachments at the server: their bytes come in piece by piece, after the revisions that name them.
//
// Promise    A file is whole only when its bytes have the hash that is its name; then an entry tells of it and a signed
//            receipt is given. The same content twice in a department is one file. What arrived stays through a power
//            cut, and goes on where it ended.
// Threads    Within the caller's transaction; those of the Ledger.
// Errors     NotFound "unknown-file" where no state names the file to that person, "file-not-there" while pieces are
//            missing; Invalid "wrong-offset" with the right one as its cause, "bad-piece", "wrong-hash" and
//            "bad-file-type", after both of which the file begins anew; Full "over-quota".
// Limits     kPieceBytes at a time, kReportFilesBytesMax of files that a report names: in one of its heads or in a
//            version, or that are still coming in. Pieces of a file that nobody went on with for kHalfUploadDays are
//            removed where they stand in the way of another.
#pragma once

#include <set>

#include "server/ledger/ledger.h"
#include "shared/sqlite/pieces.h"

namespace ziping::server {

inline constexpr std::int64_t kReportFilesBytesMax = 200ll << 20;
inline constexpr int kHalfUploadDays = 7;

// It holds of the file, whoever brings it and whenever; what else goes wrong makes it wait.
bool is_verdict(const base::Error& error);

struct FileStanding {
  std::int64_t offset = 0;               // where it goes on
  std::optional<sync::Receipt> receipt;  // whole
};

struct FileSlice {
  std::int64_t bytes = 0;  // of the whole file
  std::string body;        // from the offset; empty at the end
};

class Files {
 public:
  explicit Files(Ledger& ledger) : ledger_(ledger), pieces_(ledger.database()) {}

  // Remembers what a state names: version 0 for that of a revision.
  Status name_all(const std::string& report, std::int64_t version, const report::State& state);

  Result<FileStanding> standing(const sync::Author& user, const base::Hash& file, std::int64_t bytes);
  // `bytes` is the length of the whole. Of an error that is no fault, what it did to the pieces is to be committed.
  Result<FileStanding> append(const sync::Author& user, const base::Hash& file, std::int64_t bytes, std::int64_t offset,
                              std::string_view body);
  Result<FileSlice> read(const sync::Author& user, const base::Hash& file, std::int64_t offset);

  Result<std::optional<sync::Receipt>> receipt(const std::string& department,
                                               const std::string& file);  // none until it is whole

  // Of a verdict on a file: keeps it in quarantine, and gives it with the server's signed word as its cause.
  base::Error refused(const Device& carrier, const base::Hash& file, const base::Error& verdict);

  // For rebuild: what an entry of kind "file" says.
  Status put(const std::string& department, const Json& entry);
  // Every whole file has its hash and a receipt of this server; gives how many.
  Result<std::int64_t> verify();

 private:
  Status check_named(const sync::Author& user, const std::string& file, std::int64_t bytes);
  Status check_quota(const std::string& department, const std::string& file, std::int64_t bytes);
  Result<std::int64_t> used_at_least(const std::string& department, const std::string& file);
  Result<std::int64_t> used_closely(const std::string& department, const std::string& file);
  Result<std::int64_t> used_closely(const std::string& report);
  Result<std::set<std::string>> named_by_heads(const std::string& report);
  Status went_on(const std::string& who, const std::string& key);
  Result<std::int64_t> last_went_on(const std::string& key);
  Status drop_abandoned(const std::string& department, const std::string& file);
  Status check_kind(const std::string& department, const std::string& file, std::string_view beginning);
  Result<FileStanding> finish(const sync::Author& user, const std::string& file, std::int64_t bytes);
  Result<FileStanding> discard(const std::string& key, base::Error why);

  Ledger& ledger_;
  sqlite::Pieces pieces_;
};

}  // namespace ziping::server
