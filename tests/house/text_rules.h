// The rules for what the window and the work below it say: every sentence is in both files of assets/strings and in no
// source.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ziping::house {

// Each gives one sentence for everything that breaks a rule.

// Both are JSON objects of strings with the same keys, and each key has the same places {0}, {1} … in both.
std::vector<std::string> strings_complaints(std::string_view chinese, std::string_view english);

// Sentences about what went wrong on the way, in a bundle or in the vault that name neither what to do next nor where
// the work is. What is no sentence (it has no end) is part of another one.
std::vector<std::string> helpless_complaints(std::string_view chinese, std::string_view english);

// The string literals of a source without their quotation marks, in order; comments are left out.
struct Literal {
  std::size_t line = 0;
  std::string words;
};
std::vector<Literal> literals(std::string_view source);

// Whether a person would read Chinese: characters, and marks that only Chinese text has.
bool holds_chinese(std::string_view words);

// Whether the source is of a room whose sentences follow the language: client/{app,platform,view,work}. The command
// line speaks Chinese.
bool is_shown(std::string_view path);

// Literals of such a source with Chinese in them, but for the few that are data.
std::vector<std::string> chinese_complaints(const std::string& path, std::string_view source);

// Keys that a source names and the files lack. A literal is a key when it begins like one ("home."). Those found are
// added to `used`.
std::vector<std::string> key_complaints(const std::string& path, std::string_view source,
                                        const std::set<std::string, std::less<>>& keys,
                                        std::set<std::string, std::less<>>& used);

// All of it, of the tree below `root`: also keys of the files that no source names.
std::vector<std::string> text_complaints(const std::filesystem::path& root);

}  // namespace ziping::house
