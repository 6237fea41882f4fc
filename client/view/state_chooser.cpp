#include "client/view/state_chooser.h"

#include <algorithm>

#include "client/text/say.h"
#include "client/view/history_shown.h"

namespace ziping::view {

std::string state_chooser(Frame& frame, FieldFrame field, const std::string& current) {
  const HistoryShown& history = history_shown(frame);
  const std::vector<std::string_view> options(history.names.begin(), history.names.end());
  const auto at = static_cast<std::size_t>(std::ranges::find(history.states, current) - history.states.begin());
  field.hint = text::say("common.choose");
  const auto chosen = choice_field(frame.ui, field, options, at);
  return chosen ? history.states[*chosen] : std::string();
}

}  // namespace ziping::view
