#include "client/work/folder.h"

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <tuple>

#include "client/text/say.h"
#include "shared/base/utf8.h"

namespace ziping::client {
namespace {

namespace fs = std::filesystem;

base::Error trouble(const fs::path& folder, const std::error_code& failed) {
  const bool gone = failed == std::errc::no_such_file_or_directory || failed == std::errc::not_a_directory;
  return {gone ? base::ErrorKind::NotFound : base::ErrorKind::Denied, gone ? "no-file" : "no-access",
          text::say(gone ? "files.no_folder" : "files.cannot_open_folder", {folder.string()}), failed.message()};
}

fs::path own_folder() {
  if (const char* home = std::getenv("HOME"); home && *home) return home;
  std::error_code ignored;
  return fs::current_path(ignored);
}

}  // namespace

base::Result<Folder> look_into(const std::string& folder) {
  std::error_code failed;
  const fs::path path = fs::absolute(folder.empty() ? own_folder() : fs::path(folder), failed).lexically_normal();
  Folder out;
  out.path = path.has_filename() || path == path.root_path() ? path.string() : path.parent_path().string();
  const fs::path parent = fs::path(out.path).parent_path();
  if (parent != fs::path(out.path)) out.parent = parent.string();
  fs::directory_iterator at(path, failed);
  if (failed) return trouble(path, failed);
  for (; !failed && at != fs::directory_iterator(); at.increment(failed)) {
    std::error_code unknown;  // of one that went away meanwhile: it is left out
    FolderEntry entry{at->path().filename().string(), at->is_directory(unknown), 0};
    const bool is_file = !entry.is_folder && at->is_regular_file(unknown);
    if (entry.name.starts_with('.') || !base::is_utf8(entry.name) || (!entry.is_folder && !is_file)) continue;
    if (is_file) entry.bytes = static_cast<std::int64_t>(at->file_size(unknown));
    if (unknown) continue;
    out.entries.push_back(std::move(entry));
    out.more = out.entries.size() == kFolderEntriesMax;
    if (out.more) break;
  }
  std::ranges::sort(out.entries, {}, [](const FolderEntry& entry) {
    return std::tuple(!entry.is_folder, std::string_view(entry.name));
  });
  return out;
}

}  // namespace ziping::client
