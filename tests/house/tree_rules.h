// The rules of the house, read from the tree itself: which room may include which, which header from outside belongs
// where, and what no file may hold.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ziping::house {

// One sentence for everything in the file that breaks a rule, "PATH:LINE what". `path` is relative to the repository.
std::vector<std::string> file_complaints(const std::string& path, std::string_view text);

struct Inspection {
  std::size_t files = 0;
  std::vector<std::string> complaints;  // in the order of the paths
};

// Reads every source, build file, script and document below `root`; build output and fetched libraries are no part of
// it.
Inspection inspect(const std::filesystem::path& root);

}  // namespace ziping::house
