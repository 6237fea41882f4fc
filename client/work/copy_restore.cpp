// A journal beside a database is played into whatever has the database's name:
//
//   vault.db  vault.db-wal   ──▶   vault-until-M.db  vault-until-M.db-wal      as they were: bytes of their own
//             vault.db-wal   ──▶   vault.db                                    which says the newest words alone
//   vault.db.restored        ──▶   vault.db                                    once no journal has that name any more
//
// Without a journal that holds something vault-until-M.db is a second name of the same bytes, and the second line falls
// away.
#include "client/work/copy_restore.h"

#include <algorithm>

#include "client/text/say.h"
#include "client/work/home.h"
#include "client/work/vault_schema.h"
#include "shared/base/file_stream.h"

namespace ziping::client {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kCopiedPiece = 1u << 20;
constexpr std::uintmax_t kRoomBeside = 64u << 20;  // bytes that are to stay free
constexpr const char* kJournals[] = {"-wal", "-shm", "-journal"};

fs::path with_ending(const fs::path& file, const char* ending) { return file.string() + ending; }

bool is_there(const fs::path& file) {
  std::error_code failed;
  return fs::exists(file, failed);
}

base::Error not_restored(base::ErrorKind kind, std::string code, std::string_view words, const fs::path& file,
                         std::string cause = {}) {
  return {kind, std::move(code), text::say(words, {file.string()}), std::move(cause)};
}

std::uintmax_t bytes_of(const fs::path& file) {
  std::error_code failed;
  const std::uintmax_t bytes = fs::file_size(file, failed);
  return failed ? 0 : bytes;
}

std::uintmax_t bytes_of_journals(const fs::path& file) {
  return bytes_of(with_ending(file, "-wal")) + bytes_of(with_ending(file, "-journal"));
}

// The newest words of the file may be beside it only.
bool has_journal(const fs::path& file) { return is_there(file) && bytes_of_journals(file) > 0; }

// It goes first: no file is ever without the journal that belongs to it.
void remove_all_of(const fs::path& file) {
  std::error_code ignored;
  fs::remove(file, ignored);
  for (const char* ending : kJournals) fs::remove(with_ending(file, ending), ignored);
}

Status copy_bytes(const fs::path& from, const fs::path& to) {
  auto input = base::InputFile::open(from);
  auto output = input ? base::OutputFile::create(to) : Result<base::OutputFile>(input.error());
  if (!output) return output.error();
  for (;;) {
    auto piece = input->read(kCopiedPiece);
    if (!piece) return piece.error();
    if (piece->empty()) return output->finish();
    if (auto status = output->append(*piece); !status) return status;
  }
}

// Under a second name; where the disk knows no such thing, once more.
Status keep_as(const fs::path& from, const fs::path& to) {
  std::error_code failed;
  fs::create_hard_link(from, to, failed);
  return failed ? copy_bytes(from, to) : base::done();
}

// A vault of this program or an earlier one, whole. Closing it folds its own journal into it.
Status check_vault(const fs::path& file, const fs::path& named) {
  auto database = sqlite::Database::open(file);
  Status whole = database ? (*database)->check_integrity() : Status(database.error());
  if (!whole && whole.error().code == "bad-database")
    return not_restored(base::ErrorKind::Corrupt, "bad-database", "copies.damaged", named, whole.error().cause);
  if (!whole) return whole;
  auto version = (*database)->prepare("PRAGMA user_version");
  const std::int64_t number = version.step() ? version.integer(0) : 0;
  if (number > std::ssize(vault_schema()))
    return not_restored(base::ErrorKind::Outdated, "newer-database", "copies.newer", named);
  auto tables =
      (*database)->prepare("SELECT count(*) FROM sqlite_master WHERE name IN ('setting', 'revision', 'edit')");
  if (number == 0 || !tables.step() || tables.integer(0) != 3)
    return not_restored(base::ErrorKind::Invalid, "no-vault", "copies.no_vault", named);
  return base::done();
}

// What belongs to it beside it comes along, for it may hold the newest of it.
Status prepare_copy(const fs::path& copy, const fs::path& to) {
  remove_all_of(to);
  if (auto copied = copy_bytes(copy, to); !copied) return copied;
  const fs::path journal = with_ending(copy, "-wal");
  if (is_there(journal))
    if (auto copied = copy_bytes(journal, with_ending(to, "-wal")); !copied) return copied;
  if (auto checked = check_vault(to, copy); !checked) return checked;
  // Folded in by now; one that is still there would be lost.
  std::error_code failed;
  if (is_there(with_ending(to, "-wal")) && fs::file_size(with_ending(to, "-wal"), failed) > 0)
    return not_restored(base::ErrorKind::Corrupt, "bad-database", "copies.damaged", copy);
  return base::done();
}

Status room_for(const fs::path& copy, const fs::path& vault) {
  const fs::path folder = vault.parent_path();
  const std::uintmax_t kept = has_journal(vault) ? bytes_of(vault) + bytes_of_journals(vault) : 0;
  std::error_code failed;
  const fs::space_info space = fs::space(folder, failed);
  if (failed || space.available >= bytes_of(copy) + kept + kRoomBeside) return base::done();
  return not_restored(base::ErrorKind::Full, "no-room-for-copy", "copies.no_room_here", folder);
}

fs::path free_place(const fs::path& folder, const base::Clock& clock) {
  std::string moment = base::utc_text(clock.now_ms()).substr(0, 19);
  std::ranges::replace(moment, ':', '-');  // no file system minds it
  const auto is_taken = [](const fs::path& file) {
    return is_there(file) ||
           std::ranges::any_of(kJournals, [&](const char* ending) { return is_there(with_ending(file, ending)); });
  };
  fs::path out = folder / ("vault-until-" + moment + ".db");
  for (int i = 2; is_taken(out); ++i) out = folder / ("vault-until-" + moment + "-" + std::to_string(i) + ".db");
  return out;
}

// Its journals first, for it is not to have its name without them. A vault with a journal is about to take it in, and
// would do so under both of its names.
Status keep_all_as(const fs::path& vault, const fs::path& kept) {
  const auto keep = has_journal(vault) ? copy_bytes : keep_as;
  for (const char* ending : kJournals)
    if (is_there(with_ending(vault, ending)))
      if (auto status = keep(with_ending(vault, ending), with_ending(kept, ending)); !status) return status;
  if (is_there(vault))
    if (auto status = keep(vault, kept); !status) return status;
  return base::sync_folder(vault.parent_path());
}

// While the journal is gone and the copy is not there yet, the vault alone is to say the newest words. One that is
// damaged does not open with its journal either.
Status fold_journal(const fs::path& vault) {
  if (!has_journal(vault)) return base::done();
  auto database = sqlite::Database::open(vault);
  const Status folded = database ? (*database)->run("PRAGMA wal_checkpoint(TRUNCATE)") : Status(database.error());
  return folded || folded.error().kind == base::ErrorKind::Corrupt ? base::done() : folded;
}

// Before the copy has the name no journal has: a power cut in between must not find the two side by side.
Status take_journals_away(const fs::path& vault) {
  for (const char* ending : kJournals) {
    std::error_code failed;
    fs::remove(with_ending(vault, ending), failed);
    if (failed)
      return not_restored(base::ErrorKind::Denied, "no-access", "copies.no_access", vault.parent_path(),
                          failed.message());
  }
  return base::sync_folder(vault.parent_path());
}

Status swap_in(const fs::path& beside, const fs::path& vault, const fs::path& kept) {
  const Status is_kept = keep_all_as(vault, kept);
  const Status folded = is_kept ? fold_journal(vault) : is_kept;
  const Status is_free = folded ? take_journals_away(vault) : folded;
  const Status moved = is_free ? base::move_file(beside, vault) : is_free;
  if (moved || !is_there(beside)) return moved;
  // What was here stands where it stood, and its journal goes back beside it; where it was folded in, it changes
  // nothing.
  bool whole = true;
  for (const char* ending : kJournals)
    if (is_kept && is_there(with_ending(kept, ending)) && !is_there(with_ending(vault, ending)))
      whole = whole && copy_bytes(with_ending(kept, ending), with_ending(vault, ending)).has_value();
  if (whole) remove_all_of(kept);
  return moved;
}

}  // namespace

Result<RestoredCopy> restore_copy(const fs::path& home, const fs::path& copy, const base::Clock& clock) {
  auto folder = data_at(home);
  auto lock = folder ? base::FolderLock::take(*folder) : Result<base::FolderLock>(folder.error());
  if (!lock) return lock.error();
  const fs::path vault = *folder / "vault.db", beside = *folder / "vault.db.restored";
  std::error_code failed;
  if (fs::equivalent(copy, vault, failed))
    return not_restored(base::ErrorKind::Invalid, "same-file", "copies.same", copy);
  Status ready = room_for(copy, vault);
  if (ready) ready = prepare_copy(copy, beside);
  const fs::path kept = is_there(vault) ? free_place(*folder, clock) : fs::path();
  // Where there is none a journal may be left all the same, of one that somebody moved away.
  if (ready) ready = swap_in(beside, vault, kept.empty() ? free_place(*folder, clock) : kept);
  if (!ready) {
    remove_all_of(beside);
    return ready.error();
  }
  return RestoredCopy{vault, kept};
}

}  // namespace ziping::client
