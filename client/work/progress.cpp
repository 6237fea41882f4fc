#include "client/work/progress.h"

namespace ziping::client {

std::vector<PartProgress> progress(const form::Form& form, const report::State& state) {
  std::vector<PartProgress> out(1);
  for (const form::Field& field : form.top().fields) {
    if (!field.required || field.computed()) continue;
    ++out[0].asked;
    if (!state.value(field.name).absent()) ++out[0].filled;
  }
  for (const form::Group& group : form.top().groups) {
    if (!group.find("team")) continue;
    for (const report::Row& row : state.group(group.name))
      if (const std::string* team = row.value("team").text())
        out.push_back({*team, group.name + "[" + row.id + "]", row.value("text").absent() ? 0 : 1, 1});
  }
  return out;
}

}  // namespace ziping::client
