#include "client/work/progress.h"

#include <string_view>
#include <unordered_map>

namespace ziping::client {
namespace {

// Calls take(name, row, team, filled) for every place that is required: the field or group of the report by its name,
// the row that it stands in, null for none, and the row's team.
template <class Take>
void each_asked(const form::Form& form, const report::State& state, const Take& take) {
  const auto is_asked = [](const form::Field& field) { return field.required && !field.computed(); };
  for (const form::Field& field : form.top().fields)
    if (is_asked(field)) take(field.name, nullptr, std::string(), !state.value(field.name).absent());
  for (const form::Group& group : form.top().groups) {
    const bool is_teams = group.find("team") != nullptr;
    for (const report::Row& row : state.group(group.name)) {
      if (!is_teams) {
        for (const form::Field& field : group.fields)
          if (is_asked(field)) take(group.name, &row, std::string(), !row.value(field.name).absent());
      } else if (const std::string* team = row.value("team").text()) {
        take(group.name, &row, *team, !row.value("text").absent());
      }
    }
  }
}

}  // namespace

std::vector<PartProgress> progress(const form::Form& form, const report::State& state) {
  std::vector<PartProgress> out(1);
  each_asked(form, state, [&](const std::string& name, const report::Row* row, const std::string& team, bool filled) {
    if (!team.empty())
      out.push_back({team, name + "[" + row->id + "]", filled ? 1 : 0, 1});
    else
      out.front().filled += filled ? 1 : 0, ++out.front().asked;
  });
  return out;
}

std::vector<Progress> progress_of_sections(const form::Form& form, const report::State& state,
                                           const std::vector<document::Section>& sections) {
  std::vector<Progress> out(sections.size());
  std::unordered_map<std::string_view, std::size_t> section_of;
  for (std::size_t i = 0; i < sections.size(); ++i)
    for (const document::Content& content : sections[i].contents)
      if (content.source != document::Source::Template) section_of.emplace(content.name, i);
  each_asked(form, state, [&](const std::string& name, const report::Row*, const std::string&, bool filled) {
    const auto at = section_of.find(name);
    if (at == section_of.end()) return;
    out[at->second].filled += filled ? 1 : 0;
    ++out[at->second].asked;
  });
  return out;
}

}  // namespace ziping::client
