// The long texts of one merge, or of one fold of many: each value is cut into sentences once, and what a step has
// merged stays in ids until the last step is done.
//
// Promise    After write(state) nothing in the state is a draft.
// Ownership  Keeps every value it was shown, so that one may be known by where its JSON stands.
// Threads    One thread at a time.
#pragma once

#include <unordered_map>

#include "shared/merge/prose.h"
#include "shared/report/state.h"

namespace ziping::merge {

class Texts {
 public:
  Lexicon& lexicon() { return lexicon_; }

  // Null where the value is no text. The prose stays for as long as the Texts. `like`: another version of the text.
  const Prose* find(const report::Value& value, const Prose* like = nullptr);
  // A value that stands for merged prose in a state, and says nothing yet; absent for a text without words.
  report::Value draft(Prose prose);
  // What a draft says, and any other value as it is.
  report::Value written(const report::Value& value);
  void write(report::Node& node);

  // Whether they say the same, drafts too.
  bool same(const report::Value& a, const report::Value& b);
  bool same(const report::Row& a, const report::Row& b);

 private:
  struct Entry {
    report::Value value;  // of a draft: what stands for it
    Prose prose;
    bool is_text = true;
    bool is_draft = false;
    report::Value written;  // of a draft, once somebody asked
  };
  Entry* draft_of(const report::Value& value);
  bool same(const report::Node& a, const report::Node& b);

  Lexicon lexicon_;
  std::unordered_map<const base::Json*, Entry> entries_;
};

}  // namespace ziping::merge
