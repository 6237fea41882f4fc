// Which words of a document that is read stand in which field: for remarks about them. Pure.
#pragma once

#include "client/app/reading.h"

namespace ziping::app {

// Fills in Paragraph::held of the texts: rows of tables carry their own paths. What is printed more than once, and is
// no longer than a figure, is held by nobody: one could not tell which field was meant.
void find_held(const form::Form& form, const report::State& state, std::vector<Paragraph>& document);

}  // namespace ziping::app
