// What a remark is tied to: a place of a state and, within a text there, the words that it speaks about.
#pragma once

#include <string>

#include "shared/form/form.h"
#include "shared/report/state.h"

namespace ziping::report {

struct Anchor {
  std::string at;          // path of a field or a row; empty: the report as a whole
  std::string quote;       // the sentence; empty: all that stands there
  std::size_t offset = 0;  // bytes of the text before the quote, which tell the second of two equal sentences apart

  bool operator==(const Anchor&) const = default;
};

// Whether the state, or for a field that is not filled the form, has the place, and its text the quote at the offset.
bool stands(const Anchor& anchor, const form::Form& form, const State& state);

}  // namespace ziping::report
