// Everything that the people of a simulation ever typed, for telling it from words and figures that nobody typed.
//
// Promise    No two sentences, figures, numbers and dates that come from here are equal.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "shared/base/random.h"
#include "shared/report/state.h"

namespace ziping::simulation {

using Words = std::set<std::string>;  // sentences, figures, whole numbers and dates, as they are written

class Typed {
 public:
  std::string sentence(const std::string& author, base::SeededRandom& random);
  // A word of it written anew, which makes it another sentence: that many bytes from there on give way.
  struct Reworded {
    std::size_t at = 0, length = 0;
    std::string word;
  };
  Reworded reworded(std::string sentence);
  std::string figure(base::SeededRandom& random);
  std::string whole();  // a whole number
  std::string date();
  std::string title(const std::string& author);  // of one line
  // What stands in the state and was never typed; empty for none.
  std::vector<std::string> strangers(const report::State& state) const;
  // Somebody's own hand took the word out of where it stood.
  void took_away(const std::string& word) { taken_away_.insert(word); }
  // Those that are neither in the state nor were ever taken away.
  std::vector<std::string> missing(const Words& words, const report::State& state) const;
  // Attachments too, by their hashes.
  bool was_taken_away(const std::string& word) const { return taken_away_.contains(word); }
  std::size_t size() const { return words_.size(); }

 private:
  std::string new_word(std::string word) { return *words_.insert(std::move(word)).first; }

  int number_ = 2100;  // past every year, so that those are no one's numbers
  Words words_, taken_away_;
};

// Every sentence of its texts, every figure, whole number and date, those in conflicts included; not the year that a
// report is of, nor what is said of an attachment.
Words words_of(const report::State& state);
// The hashes of its attachments, likewise. Limits: those that no row has.
std::set<std::string> files_of(const report::State& state);

}  // namespace ziping::simulation
