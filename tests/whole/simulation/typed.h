// Everything that the people of a simulation ever typed, for telling it from words and figures that nobody typed.
//
// Promise    No two sentences and no two figures that come from here are equal.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "shared/base/random.h"
#include "shared/report/state.h"

namespace ziping::simulation {

using Words = std::set<std::string>;  // sentences and figures

class Typed {
 public:
  std::string sentence(const std::string& author, base::SeededRandom& random);
  std::string figure(base::SeededRandom& random);
  // What stands in the state and was never typed; empty for none.
  std::vector<std::string> strangers(const report::State& state) const;
  // Somebody's own hand took the word out of where it stood.
  void took_away(const std::string& word) { taken_away_.insert(word); }
  // Those that are neither in the state nor were ever taken away.
  std::vector<std::string> missing(const Words& words, const report::State& state) const;
  std::size_t size() const { return words_.size(); }

 private:
  int number_ = 0;
  Words words_, taken_away_;
};

// Every sentence of its texts and every figure, those in conflicts included.
Words words_of(const report::State& state);

}  // namespace ziping::simulation
