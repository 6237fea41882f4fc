#include "client/cli/program.h"
#ifdef ZIPING_WINDOW
#include "client/gui.h"
#endif

int main(int argc, char** argv) {
#ifdef ZIPING_WINDOW
  return ziping::client::run_program(argc, argv, ziping::run_window);
#else
  return ziping::client::run_program(argc, argv, {});
#endif
}
