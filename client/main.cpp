#include "client/cli/program.h"

int main(int argc, char** argv) { return ziping::client::run_program(argc, argv, {}); }
