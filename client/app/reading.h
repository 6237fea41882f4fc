// A state as one document to read, as it would be printed. Pure.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "shared/form/form.h"
#include "shared/report/state.h"

namespace ziping::app {

struct Paragraph {
  int level = 0;  // of a heading: 1 一、 2 （一） 3 1. 4 （1）; 0 for text
  bool title = false;
  std::string text;
};

std::vector<Paragraph> reading(const form::Form& form, const report::State& state,
                               const std::map<std::string, base::Json>& computed);

}  // namespace ziping::app
