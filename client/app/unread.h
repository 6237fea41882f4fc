// Figures and dates that could not be read. Their fields hold values only, so the words are kept beside the report as
// begun ones are (client/app/unsaid.h), at the place ["typed", "path"], until the field gets a value or is emptied.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "client/app/unsaid.h"

namespace ziping::app {

std::string place_of_typed(std::string_view path);
// The path text of such a place; empty for another one.
std::string path_of_typed(const std::string& place);
// Whether what was refused is to be kept so: it is in the way of being read, not of being written there.
bool is_unread(const base::Error& refusal);

struct Unread {
  form::Path path;
  std::string words;
  base::Error why;
};
// Those that the person can mend in their fields now, in the order of the document.
std::vector<Unread> unread(const Model& model);
// Those whose field is gone, is somebody else's now, or would take the words today: nobody knows whether they are
// still meant.
std::vector<LeftWords> words_without_field(const Model& model);

}  // namespace ziping::app
