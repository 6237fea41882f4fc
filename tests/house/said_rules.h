// The rule for what shared/ and the server say to a person: assets/strings/said.en.json has it in English, so that the
// window can.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace ziping::house {

// Each gives one sentence for everything that breaks a rule.

// A JSON object of strings: no key is a place alone, a key has each of its places {0}, {1} … once, never two side by
// side, and its English has the same.
std::vector<std::string> said_complaints(std::string_view english);

// Chinese literals of a source that stand in no key of the file, but for those that are data.
std::vector<std::string> unsaid_complaints(const std::string& path, std::string_view source, std::string_view english);

// All of it, of the tree below `root`: also keys whose words stand in no source any more.
std::vector<std::string> said_tree_complaints(const std::filesystem::path& root);

}  // namespace ziping::house
