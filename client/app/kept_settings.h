// What the vault keeps of the settings: words by name.
//
//   appearance dark   contrast strong   language en   font NAME.ttc   auto_sync off   list_order "year falling"
//   scale 110         side remarks      panes as of client/view/widgets/panes.h
#pragma once

#include <map>
#include <string>
#include <string_view>

#include "client/app/model.h"

namespace ziping::app {

// What is missing or makes no sense stays as it is.
void take_settings(Settings& settings, const std::map<std::string, std::string>& kept);

std::string_view stored_side(Side side);

}  // namespace ziping::app
