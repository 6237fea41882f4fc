// The options under a choice: arrows move, the first characters of one find it, Enter, the space bar, Tab or a click
// takes it and Escape leaves.
#pragma once
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "client/view/widgets/item.h"

namespace ziping::view {

struct OptionOutcome {
  std::optional<std::size_t> chosen;
  bool by_tab = false;
  bool closed = false;  // in this frame, with an option or without
};

// From the next call of option_list() on; `current` past the last option means none yet. What was `typed` to open it
// leads to the option that begins so.
void open_options(Ui& ui, const std::string& popup, std::span<const std::string_view> options, std::size_t current,
                  std::string_view typed = {});

// Under `field` and as wide as it, or as the longest option; above it where there is no room. Nothing while not open.
OptionOutcome option_list(Ui& ui, const std::string& popup, Box field, std::span<const std::string_view> options,
                          std::size_t current);

}  // namespace ziping::view
