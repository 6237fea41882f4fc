// ziping gui: the window over one data folder.
//
// Promise    Between events nothing is drawn and nobody waits for the disk or the network. When the window closes, what
//            was typed is saved and the draft sealed before this returns.
//            A folder has one window: when there is one already it comes to the front, and this returns 0.
// Errors     Another window of the folder that gives no answer, or no Chinese font: a sentence on the screen and on
//            standard error, and 1. No display: on standard error alone.
#pragma once

#include <filesystem>

namespace ziping {

// Until the person closes it; gives the exit status.
int run_window(const std::filesystem::path& home);

}  // namespace ziping
