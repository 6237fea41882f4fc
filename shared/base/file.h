// Whole files and locked folders.
//
// Errors     NotFound "no-file", Denied "no-access", Full "disk-full" or "too-large", Unavailable "folder-in-use" or
//            "disk-error".
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "shared/base/result.h"

namespace ziping::base {

Result<std::string> read_file(const std::filesystem::path& path, std::size_t bytes_max);
// Writes beside it, syncs, renames, syncs the folder: afterwards the file is the old one or the new one, whole.
Status write_file(const std::filesystem::path& path, std::string_view bytes);

enum class FileMode { Shared, OwnerOnly };
Status write_file(const std::filesystem::path& path, std::string_view bytes, FileMode mode);

// Renames within one disk and syncs the folder: afterwards `to` is what it was or what `from` was, even after a power
// cut.
Status move_file(const std::filesystem::path& from, const std::filesystem::path& to);

// What was put into it and taken out of it is there, or gone, also after a power cut.
Status sync_folder(const std::filesystem::path& folder);

// One program at a time per folder, by a lock that the system drops when the program dies. Makes the folder if needed.
class FolderLock {
 public:
  static Result<FolderLock> take(const std::filesystem::path& folder);  // Unavailable "folder-in-use"
  ~FolderLock();
  FolderLock(FolderLock&& other) noexcept;
  FolderLock& operator=(FolderLock&& other) noexcept;

 private:
  explicit FolderLock(int descriptor) : descriptor_(descriptor) {}
  int descriptor_ = -1;
};

}  // namespace ziping::base
