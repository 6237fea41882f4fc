// Our text merge in this process beside `git merge-file`, which is a process of its own each time: so what it takes to
// start git and do nothing is measured as well.
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "shared/base/check.h"
#include "shared/merge/text_merge.h"
#include "tests/bench/measure.h"
#include "tests/shared/merge/prose_edits.h"

namespace ziping::bench {
namespace {

namespace fs = std::filesystem;
using base::SeededRandom;

constexpr std::size_t kCases = 200;

struct Case {
  std::string base, ours, theirs;
};

std::vector<Case> cases() {
  std::vector<Case> out;
  for (std::uint64_t seed = 0; seed < kCases; ++seed) {
    SeededRandom random(seed);
    const std::string& base = merge::samples()[random.below(merge::samples().size())].text;
    out.push_back(
        {base, merge::edited(base, random, 1 + random.below(6)), merge::edited(base, random, 1 + random.below(6))});
  }
  return out;
}

void write(const fs::path& file, const std::string& text) { std::ofstream(file, std::ios::binary) << text; }

// The mean of running the words in a shell for every case, $i being its number.
double mean_in_shell(const fs::path& folder, const std::string& words) {
  const std::string loop = "cd '" + folder.string() + "' && i=0; while [ $i -lt " + std::to_string(kCases) + " ]; do " +
                           words + "; i=$((i+1)); done";
  bool ran = false;
  const double all = milliseconds([&] { ran = std::system(loop.c_str()) == 0; });
  ENSURE(ran);
  return all / static_cast<double>(kCases);
}

}  // namespace

Measured measure_beside_git() {
  if (std::system("git --version > /dev/null 2>&1") != 0) return {};
  const std::vector<Case> all = cases();
  const fs::path folder = fs::temp_directory_path() / ("ziping-bench-git-" + std::to_string(getpid()));
  fs::create_directories(folder);
  Series ours{"merge a text that two edited, in this process", Unit::Milliseconds, {}, {}};
  Series bytes{"  bytes of such a text", Unit::Kibibytes, {}, {}};
  for (std::size_t i = 0; i < all.size(); ++i) {
    const Case& one = all[i];
    const std::string number = std::to_string(i);
    write(folder / (number + ".base"), one.base);
    write(folder / (number + ".ours"), one.ours);
    write(folder / (number + ".theirs"), one.theirs);
    bytes.values.push_back(static_cast<double>(one.base.size()) / 1024);
    ours.values.push_back(milliseconds([&] {
      merge::merge_text(
          {one.base}, {one.ours}, {one.theirs}, [](auto, auto) { return "ours"; }, [](auto, auto) { return "theirs"; });
    }));
  }
  Series git{"  the same by git merge-file, a process each", Unit::Milliseconds, {}, {}},
      start{"  of that, git that starts and does nothing", Unit::Milliseconds, {}, {}};
  for (int round = 0; round < 5; ++round) {
    git.values.push_back(mean_in_shell(folder, "git merge-file -p $i.ours $i.base $i.theirs > /dev/null 2>&1"));
    start.values.push_back(mean_in_shell(folder, "git --version > /dev/null"));
  }
  fs::remove_all(folder);
  return {ours, bytes, git, start};
}

}  // namespace ziping::bench
