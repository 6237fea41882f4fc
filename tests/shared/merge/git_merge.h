// The line merge that everybody knows: `git merge-file -p --diff3`, run as a program.
#pragma once

#include <string>
#include <vector>

#include "shared/merge/prose.h"

namespace ziping::merge {

struct ThreeTexts {
  std::string base, ours, theirs;
};

struct GitMerge {
  bool clean = false;
  Segments segments;  // what it says, as if it were ours
};

bool has_git();

// All of them by one shell, in a folder of their own that is removed again.
std::vector<GitMerge> git_merges(const std::vector<ThreeTexts>& all);

}  // namespace ziping::merge
