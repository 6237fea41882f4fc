// Where this person's data lies on this machine.
//
// Order      ZIPING_HOME; else %APPDATA%\Ziping, ~/Library/Application Support/Ziping, $XDG_DATA_HOME/ziping or
//            ~/.local/share/ziping.
#pragma once
#include <filesystem>

namespace ziping::platform {

// Empty when the machine tells no home folder at all. The folder may not exist yet.
[[nodiscard]] std::filesystem::path data_folder();

}  // namespace ziping::platform
