// Reads a report that was written elsewhere into the fields and rows of a form, and says what went where.
//
// Promise    Nothing is lost: every word of the text stands in the state, is a heading or set phrase that the form
//            prints itself, or is listed in `leftover`. Any bytes are survived; what is no UTF-8 is left over whole.
// Limits     The first kReadBytesMax of text; the form's own limits of fields and rows. The rest is left over.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "shared/base/random.h"
#include "shared/form/form.h"
#include "shared/report/state.h"

namespace ziping::document {

inline constexpr std::size_t kReadBytesMax = 2u << 20;

struct Placed {
  std::size_t line = 0;
  std::string what;  // the beginning of the text
  std::string path;  // of the field or row; empty for a heading
  std::string note;  // for a person
};

struct Leftover {
  std::size_t line = 0;
  std::string text;
};

struct Imported {
  report::State state;
  std::vector<Placed> placed;
  std::vector<Leftover> leftover;
  std::vector<std::string> remarks;  // defects found on the way, and what was done about them
};

// Sections are found by their titles, whatever their numbers and levels. Work teams' sentences become rows of their
// own, without a team: that is assigned by hand. The random bytes name the rows.
Imported read_text(const form::Form& form, std::string_view utf8_text, base::Random& random);

}  // namespace ziping::document
