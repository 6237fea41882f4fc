#include "client/work/home.h"

#include <algorithm>

#include "client/text/say.h"

namespace ziping::client {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNoteBytesMax = 64u << 10;
constexpr std::uintmax_t kRoomBesides = 256u << 20;  // bytes that are to stay free
constexpr int kNotesMax = 8;                         // that lead from one to the next
constexpr const char* kVault = "vault.db";

fs::path note_in(const fs::path& folder) { return folder / "moved.json"; }

bool has_vault(const fs::path& folder) {
  std::error_code failed;
  return fs::exists(folder / kVault, failed);
}

bool are_one(const fs::path& one, const fs::path& other) {
  std::error_code failed;
  return fs::equivalent(one, other, failed);
}

base::Error not_moved(base::ErrorKind kind, std::string code, std::string_view words, const fs::path& folder) {
  return {kind, std::move(code), text::say(words, {folder.string()}), {}};
}

// Empty: in the folder itself.
Result<fs::path> noted_in(const fs::path& folder) {
  std::error_code failed;
  if (!fs::exists(note_in(folder), failed)) return fs::path();
  auto bytes = base::read_file(note_in(folder), kNoteBytesMax);
  auto note = bytes ? base::parse_json(*bytes) : Result<Json>(bytes.error());
  const Json* named = note ? note->find("folder") : nullptr;
  const std::string* text = named ? named->as_string() : nullptr;
  if (!text || (!text->empty() && !fs::path(*text).is_absolute()))
    return not_moved(base::ErrorKind::Corrupt, "bad-note", "place.bad_note", note_in(folder));
  return fs::path(*text);
}

// What moves it: afterwards the folder counts, whatever else happens. Where the disk says that it could not be written
// it may be written all the same: then what can be read counts.
Status point_to(const fs::path& home, const fs::path& folder) {
  Json note;
  note["folder"] = are_one(home, folder) ? std::string() : folder.string();
  Status written = base::write_file(note_in(home), base::canonical(note) + "\n");
  if (written) return written;
  const auto at = data_at(home);
  return at && are_one(*at, folder) ? base::done() : written;
}

// Under a name that nothing opens: whoever looks at the old folder is not to find two of the same.
void keep_as_it_was(const fs::path& folder, const std::string& moment) {
  std::string name = "vault-until-" + moment + ".db";
  std::ranges::replace(name, ':', '-');  // no file system minds it
  // With its journal, which may hold the newest of it.
  for (const char* ending : {"-wal", "-shm", ""}) {
    const fs::path from = folder / (std::string(kVault) + ending);
    std::error_code failed;
    if (fs::exists(from, failed)) static_cast<void>(base::move_file(from, folder / (name + ending)));
  }
}

void remove_copy(const fs::path& folder) {
  std::error_code ignored;
  for (const char* name : {"vault.db", "vault.db-wal", "vault.db-shm"}) fs::remove(folder / name, ignored);
}

Status prepare(const fs::path& folder) {
  std::error_code failed;
  const bool is_new = fs::create_directories(folder, failed);
  if (failed) return not_moved(base::ErrorKind::Denied, "no-access", "place.no_access", folder);
  return is_new ? base::sync_folder(folder.parent_path()) : base::done();
}

Status check_room(const fs::path& from, const fs::path& to) {
  std::error_code failed;
  const fs::space_info space = fs::space(to, failed);
  if (failed || space.available >= fs::file_size(from / kVault, failed) + kRoomBesides) return base::done();
  return not_moved(base::ErrorKind::Full, "no-room-for-copy", "place.no_room", to);
}

bool is_nobodys(Vault& vault) {
  const auto rows = vault.reports();
  return !vault.identity() && rows && rows->empty();
}

}  // namespace

Result<fs::path> data_at(const fs::path& home) {
  fs::path folder = home;
  for (int i = 0; i < kNotesMax; ++i) {
    auto next = noted_in(folder);
    if (!next) return next;
    if (next->empty()) {
      if (folder == home || has_vault(folder)) return folder;
      return not_moved(base::ErrorKind::NotFound, "folder-away", "place.away", folder);
    }
    folder = *next;
  }
  return not_moved(base::ErrorKind::Corrupt, "bad-note", "place.bad_note", note_in(home));
}

Result<std::unique_ptr<Vault>> open_data(const fs::path& home, const base::Clock& clock, base::Random& random) {
  auto folder = data_at(home);
  if (!folder) return folder.error();
  auto vault = Vault::open(*folder, clock, random);
  // Another program may have moved it while this one waited for the lock.
  const auto now = vault ? data_at(home) : folder;
  if (!now) return now.error();
  if (*now != *folder) {
    vault->reset();
    vault = Vault::open(*now, clock, random);
  }
  // A move that was cut short after its note has left the old one under its name.
  if (vault && !are_one(home, *now) && has_vault(home))
    keep_as_it_was(home, base::utc_text(clock.now_ms()).substr(0, 19));
  return vault;
}

Result<fs::path> relocate(std::unique_ptr<Vault>& vault, const fs::path& home, const fs::path& folder,
                          base::Random& random) {
  std::error_code failed;
  const fs::path before = vault->home(), to = fs::absolute(folder, failed).lexically_normal();
  if (failed || are_one(before, to)) return not_moved(base::ErrorKind::Invalid, "same-folder", "place.same", to);
  if (auto ready = prepare(to); !ready) return ready.error();
  const bool is_there = has_vault(to);
  const auto noted = noted_in(to);
  const bool leads_on = !are_one(home, to) && (!noted || !noted->empty());
  if (leads_on || (is_there && !is_nobodys(*vault)))
    return not_moved(base::ErrorKind::Denied, "folder-not-empty", "place.not_empty", to);
  if (auto room = check_room(before, to); !room) return room.error();

  auto copied = is_there ? base::done() : vault->copy_to(to / kVault);
  auto moved = copied ? Vault::open(to, vault->clock(), random) : Result<std::unique_ptr<Vault>>(copied.error());
  const Status pointed = moved ? point_to(home, to) : Status(moved.error());
  if (!pointed) {
    if (moved) moved->reset();
    if (!is_there) remove_copy(to);
    return pointed.error();
  }
  if (!is_there) (*moved)->goes_on_from(*vault);
  // The lock of the old one is held until nothing can be opened there any more.
  keep_as_it_was(before, base::utc_text(vault->clock().now_ms()).substr(0, 19));
  vault = std::move(*moved);
  return to;
}

}  // namespace ziping::client
