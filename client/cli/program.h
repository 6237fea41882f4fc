// The command line of ziping: another face over the same rooms as the window.
#pragma once

#include <filesystem>
#include <functional>

namespace ziping::client {

// Opens the window on a data folder and gives the exit status once it is closed.
using OpenWindow = std::function<int(const std::filesystem::path& home)>;

// Without a subcommand, or with "gui", the window opens; an empty function says that this program has none.
int run_program(int argc, char** argv, const OpenWindow& open_window);

}  // namespace ziping::client
