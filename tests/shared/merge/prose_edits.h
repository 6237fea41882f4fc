// Long Chinese texts, and the edits that people make to them, from a seed.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/random.h"

namespace ziping::merge {

struct Sample {
  std::string name, text;
};

// The prose and the report of assets/samples, and the file that the variable ZIPING_REAL_REPORT names, if it does.
const std::vector<Sample>& samples();

enum class Edit {
  Reword,  // a few characters of a sentence
  Figure,  // a figure of a sentence
  Insert,
  Remove,
  Move,            // a sentence, to any other place
  SplitParagraph,  // behind a sentence
  JoinParagraphs,
  InsertLine,
  RemoveLine,
  SplitSentence,  // "，" becomes "。"
};
inline constexpr int kEdits = 10;

// Without effect where there is nothing to edit.
void edit(std::string& text, Edit kind, base::SeededRandom& random);
// `count` edits of any kind.
std::string edited(std::string text, base::SeededRandom& random, std::uint64_t count);
// A sentence that stands nowhere else.
std::string new_sentence(base::SeededRandom& random);

}  // namespace ziping::merge
