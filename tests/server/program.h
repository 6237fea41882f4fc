// The real zipingd as a process of its own.
#pragma once

#include <sys/types.h>

#include <csignal>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "shared/base/json.h"

namespace ziping::support {

using Words = std::vector<std::string>;
using Environment = std::map<std::string, std::string>;  // beside what this process has

struct Ran {
  int status = -1;
  std::string said;        // on standard output
  std::string complained;  // on standard error
  base::Json json() const;
  std::string code() const;  // of the problem; with --json
};

Ran zipingd(const Words& words, const Environment& more = {});

// Serves a folder until it is ended, at the latest with its fixture.
class Program {
 public:
  explicit Program(const std::filesystem::path& folder, const Words& more = {"--listen", "127.0.0.1:0"});
  ~Program();
  Program(const Program&) = delete;
  Program& operator=(const Program&) = delete;
  void signal(int signal) { kill(child_, signal); }
  int end(int signal);  // gives the status of waitpid

  std::string url;  // empty when it did not start

 private:
  pid_t child_ = -1;
};

}  // namespace ziping::support
