// Made-up forms, states and edits from a seed, for tests that must hold for any report.
#pragma once

#include "shared/base/keys.h"
#include "shared/base/random.h"
#include "shared/form/form.h"
#include "shared/report/history.h"

namespace ziping::support {

// Text, decimal, integer, date, choice and line fields, and a group "blocks" of rows with an inner group "figures".
const form::Form& small_form();

// Of its "blocks".
report::Row block(const std::string& id, const std::string& team, const std::string& text);

report::State random_state(base::SeededRandom& random);
// `count` edits such as a person makes: values, sentences inside texts, rows added, removed and moved.
report::State edited(const report::State& state, base::SeededRandom& random, int count);

// Seals states as one device of one person.
class Writer {
 public:
  explicit Writer(std::string name, std::uint64_t seed);
  report::Revision seal(const report::History& history, const report::RevisionSet& parents, const report::State& state);
  const base::SecretKey& key() const { return key_; }

 private:
  std::string name_;
  base::SecretKey key_;
  int sealed_ = 0;
};

}  // namespace ziping::support
