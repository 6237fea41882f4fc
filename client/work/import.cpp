#include "client/work/import.h"

namespace ziping::client {

ImportPlan plan_import(const report::State& now, const report::State& imported) {
  ImportPlan out;
  for (const auto& [name, value] : imported.fields) {
    if (now.value(name).absent())
      out.edits.push_back(set_edit(name, value.json()));
    else if (!(now.value(name) == value))
      out.kept.push_back(name);
  }
  for (const auto& [group, rows] : imported.rows) {
    if (!now.group(group).empty()) {
      out.kept.push_back(group);
      continue;
    }
    std::string previous;
    for (const report::Row& row : rows) {
      out.edits.push_back(place_edit(group + "[" + row.id + "]", previous, report::to_json(row)));
      previous = row.id;
    }
  }
  return out;
}

}  // namespace ziping::client
