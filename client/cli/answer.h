// What a command answers: JSON for programs, plain Chinese for people, and the exit status of both.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "shared/base/json.h"

namespace ziping::client {

using base::Json;
using base::Result;
using base::Status;

// Exit status: 0 done; 1 refused or failed; 2 wrong usage; 3 done, but a person must look.
inline constexpr int kDone = 0, kFailed = 1, kUsage = 2, kLook = 3;

struct Face {
  bool json = false;
  std::string home;  // as given; empty: the usual data folder
};

enum class Ending { Line, AsItIs };  // AsItIs: the text goes out byte for byte, for pipes and files

struct Said {
  Json json;
  std::string text;  // empty: people get the JSON, indented
  int status = kDone;
  Ending ending = Ending::Line;
};

// Of a step that only succeeds or fails.
Result<Said> said(const Status& done, std::string text);

// 126 字节, 12 KB, 31 MB
std::string size_text(std::int64_t bytes);

// A stored time in this machine's zone, for people.
std::string local_time(std::string_view utc);

// Prints and gives the exit status. A failure goes to standard error; with --json its problem to standard output too.
int tell(const Face& face, const Result<Said>& result);

// --home, else ZIPING_HOME, else the platform's data folder.
std::filesystem::path home_folder(const Face& face);

}  // namespace ziping::client
