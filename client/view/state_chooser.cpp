#include "client/view/state_chooser.h"

#include <algorithm>
#include <unordered_map>

#include "client/text/say.h"
#include "client/view/history_words.h"

namespace ziping::view {

std::string state_chooser(Frame& frame, FieldFrame field, const std::string& current) {
  const std::vector<std::string> states = app::readable_states(frame.model);
  std::unordered_map<std::string_view, const client::LogEntry*> entries;  // a long history is gone through once
  for (const client::LogEntry& entry : frame.model.report->around.log) entries.emplace(entry.revision, &entry);
  std::vector<std::string> names;
  for (const std::string& state : states) {
    const auto entry = entries.find(state);
    names.push_back(entry == entries.end() ? state_name(frame.model, state)
                                           : revision_name(frame.model, *entry->second));
  }
  const std::vector<std::string_view> options(names.begin(), names.end());
  const auto at = static_cast<std::size_t>(std::ranges::find(states, current) - states.begin());
  field.hint = text::say("common.choose");
  const auto chosen = choice_field(frame.ui, field, options, at);
  return chosen ? states[*chosen] : std::string();
}

}  // namespace ziping::view
