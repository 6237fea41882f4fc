#include "tests/shared/merge/git_merge.h"

#include <unistd.h>

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <utility>

#include "shared/merge/sentence.h"

namespace ziping::merge {
namespace {

namespace fs = std::filesystem;

class Folder {
 public:
  Folder() : path_(fs::temp_directory_path() / ("ziping-git-merge-" + std::to_string(getpid()))) {
    fs::create_directories(path_);
  }
  ~Folder() { fs::remove_all(path_); }
  Folder(const Folder&) = delete;
  Folder& operator=(const Folder&) = delete;

  fs::path file(std::size_t number, const char* kind) const { return path_ / (std::to_string(number) + "." + kind); }
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

void write(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

std::string read(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// With --diff3: <<<<<<< ours ||||||| base ======= theirs >>>>>>>, each marker on a line of its own.
Segments segments_of(const std::string& text) {
  std::string plain, ours, base, theirs;
  std::string* now = &plain;
  Segments out;
  const auto finish = [&](std::string& words) {
    if (!words.empty()) out.emplace_back(std::exchange(words, {}));
  };
  for (const std::string_view line : lines(text)) {
    if (line.starts_with("<<<<<<< ")) {
      finish(plain);
      now = &ours;
    } else if (line.starts_with("||||||| ")) {
      now = &base;
    } else if (line == "=======\n") {
      now = &theirs;
    } else if (line.starts_with(">>>>>>> ")) {
      out.emplace_back(report::Conflict{
          base::Json(std::exchange(base, {})),
          {{"ours", base::Json(std::exchange(ours, {}))}, {"theirs", base::Json(std::exchange(theirs, {}))}}});
      now = &plain;
    } else {
      *now += line;
    }
  }
  finish(plain);
  return out;
}

GitMerge judged(const std::string& text, int status) {
  REQUIRE(status >= 0);
  REQUIRE(status < 128);  // more is no number of conflicts but a failure
  return {status == 0, segments_of(text)};
}

}  // namespace

bool has_git() { return std::system("git --version > /dev/null 2>&1") == 0; }

std::vector<GitMerge> git_merges(const std::vector<ThreeTexts>& all) {
  const Folder folder;
  for (std::size_t i = 0; i < all.size(); ++i) {
    write(folder.file(i, "base"), all[i].base);
    write(folder.file(i, "ours"), all[i].ours);
    write(folder.file(i, "theirs"), all[i].theirs);
  }
  const std::string loop = "cd '" + folder.path().string() + "' && i=0; while [ $i -lt " + std::to_string(all.size()) +
                           " ]; do git merge-file -p --diff3 $i.ours $i.base $i.theirs > $i.out 2> /dev/null; "
                           "echo $? > $i.status; i=$((i+1)); done";
  REQUIRE(std::system(loop.c_str()) == 0);
  std::vector<GitMerge> out;
  for (std::size_t i = 0; i < all.size(); ++i)
    out.push_back(judged(read(folder.file(i, "out")), std::stoi(read(folder.file(i, "status")))));
  return out;
}

}  // namespace ziping::merge
