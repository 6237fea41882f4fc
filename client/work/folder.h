// A folder of this machine as a person choosing a file sees it.
//
// Errors     NotFound "no-file", Denied "no-access", as of base/file.h.
// Limits     kFolderEntriesMax entries; hidden ones and what is neither a file nor a folder are left out.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "shared/base/result.h"

namespace ziping::client {

inline constexpr std::size_t kFolderEntriesMax = 2000;

struct FolderEntry {
  std::string name;
  bool is_folder = false;
  std::int64_t bytes = 0;  // of a file
};

struct Folder {
  std::string path;                  // whole
  std::string parent;                // empty for the topmost
  std::vector<FolderEntry> entries;  // folders first, each kind by name
  bool more = false;                 // than fit
};

// Empty: the person's own folder, else the one the program was started in.
base::Result<Folder> look_into(const std::string& folder);

}  // namespace ziping::client
