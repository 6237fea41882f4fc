#include "client/work/home.h"

#include <algorithm>

#include "client/text/say.h"

namespace ziping::client {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kNoteBytesMax = 64u << 10;
constexpr std::uintmax_t kRoomBesides = 256u << 20;  // bytes that are to stay free

fs::path note_in(const fs::path& home) { return home / "moved.json"; }

base::Error not_moved(base::ErrorKind kind, std::string code, std::string_view words, const fs::path& folder) {
  return {kind, std::move(code), text::say(words, {folder.string()}), {}};
}

// What moves it: afterwards the folder counts, whatever else happens.
Status point_to(const fs::path& home, const fs::path& folder) {
  std::error_code failed;
  if (fs::equivalent(home, folder, failed)) {
    if (fs::remove(note_in(home), failed) || !failed) return base::done();
    return not_moved(base::ErrorKind::Denied, "no-access", "place.no_access", home);
  }
  Json note;
  note["folder"] = folder.string();
  return base::write_file(note_in(home), base::canonical(note) + "\n");
}

// Under a name that nothing opens: whoever looks at the old folder is not to find two of the same.
void keep_as_it_was(const fs::path& folder, const std::string& moment) {
  std::string name = "vault-until-" + moment + ".db";
  std::ranges::replace(name, ':', '-');  // no file system minds it
  static_cast<void>(base::move_file(folder / "vault.db", folder / name));
}

void remove_copy(const fs::path& folder) {
  std::error_code ignored;
  for (const char* name : {"vault.db", "vault.db-wal", "vault.db-shm"}) fs::remove(folder / name, ignored);
}

}  // namespace

Result<fs::path> data_at(const fs::path& home) {
  std::error_code failed;
  if (!fs::exists(note_in(home), failed)) return home;
  auto bytes = base::read_file(note_in(home), kNoteBytesMax);
  auto note = bytes ? base::parse_json(*bytes) : Result<Json>(bytes.error());
  const fs::path folder = note ? fs::path(note->text_or("folder")) : fs::path();
  if (!folder.is_absolute()) return not_moved(base::ErrorKind::Corrupt, "bad-note", "place.bad_note", note_in(home));
  if (!fs::exists(folder / "vault.db", failed))
    return not_moved(base::ErrorKind::NotFound, "folder-away", "place.away", folder);
  return folder;
}

Result<fs::path> relocate(std::unique_ptr<Vault>& vault, const fs::path& home, const fs::path& folder,
                          base::Random& random) {
  std::error_code failed;
  const fs::path before = vault->home(), to = fs::absolute(folder, failed).lexically_normal();
  if (failed || fs::equivalent(before, to, failed))
    return not_moved(base::ErrorKind::Invalid, "same-folder", "place.same", to);
  fs::create_directories(to, failed);
  if (failed) return not_moved(base::ErrorKind::Denied, "no-access", "place.no_access", to);
  const bool is_home = fs::equivalent(home, to, failed);  // to which it comes back
  if (fs::exists(to / "vault.db", failed) || (fs::exists(note_in(to), failed) && !is_home))
    return not_moved(base::ErrorKind::Denied, "folder-not-empty", "place.not_empty", to);
  const fs::space_info space = fs::space(to, failed);
  if (!failed && space.available < fs::file_size(before / "vault.db", failed) + kRoomBesides)
    return not_moved(base::ErrorKind::Full, "no-room-for-copy", "place.no_room", to);

  if (auto copied = vault->copy_to(to / "vault.db"); !copied) return copied.error();
  auto moved = Vault::open(to, vault->clock(), random);
  auto pointed = moved ? point_to(home, to) : Status(moved.error());
  if (!pointed) {
    if (moved) moved->reset();
    remove_copy(to);
    return pointed.error();
  }
  const std::string moment = base::utc_text(vault->clock().now_ms()).substr(0, 19);
  vault = std::move(*moved);
  keep_as_it_was(before, moment);
  return to;
}

}  // namespace ziping::client
