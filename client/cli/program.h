// The command line of ziping: another face over the same rooms as the window.
#pragma once

namespace ziping::client {

int run_program(int argc, char** argv);

}  // namespace ziping::client
