// What a stored reference means to people: a team by its name, a row of another group by which it is and what it says.
// Everything that shows a value asks here, so that no id stands where somebody reads. Pure.
#pragma once

#include <string>

#include "client/app/comparison.h"

namespace ziping::app {

// Whose rows a reference names, and how teams are called.
struct Naming {
  const form::Form& form;
  const report::State& state;
  const TeamNames& teams;
};

// "第 2 条：预算编制不细。", "东陂镇工作队"; of a row that is there no more that it is gone. What is no id, for it was
// typed before there was a list, stays as it is.
std::string referred_words(const Naming& naming, const form::Field& field, const std::string& stored);
// The same of a row that is there, the nth of its group from 1.
std::string referred_row_words(const Naming& naming, const form::Field& field, const report::Row& row, std::size_t nth);

// As document::printed() has it, with what references mean in place of what they are stored as.
std::string printed_words(const Naming& naming, const form::Field* field, const report::Value& value);

}  // namespace ziping::app
