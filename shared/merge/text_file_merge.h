// The sentence merge on three text files, with conflicts marked as diff3 marks them.
#pragma once

#include <string>
#include <string_view>

namespace ziping::merge {

struct FileNames {
  std::string base, ours, theirs;  // printed behind the markers
};

struct MergedFile {
  std::string text;
  int conflicts = 0;
};

MergedFile merge_files(std::string_view base, std::string_view ours, std::string_view theirs, const FileNames& names);

}  // namespace ziping::merge
