// The title that a form makes of a report's fields, and the fields that a typed title states.
#pragma once

#include <string>
#include <string_view>

#include "shared/document/phrase.h"
#include "shared/form/form.h"
#include "shared/report/state.h"

namespace ziping::document {

// The cover's computed field as a phrase; empty for a form without one.
Phrase title_phrase(const form::Form& form);
// Empty while a value is missing or in conflict.
std::string title_of(const form::Form& form, const report::State& state);
// Blanks aside. Invalid "bad-title" for words that the form would never make a title of.
base::Result<report::Fields> read_title(const form::Form& form, std::string_view typed);

}  // namespace ziping::document
