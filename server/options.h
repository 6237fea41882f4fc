// What zipingd's command line says, and how it answers: one sentence for people, one JSON document for programs.
#pragma once

#include <string>

#include "shared/base/json.h"

namespace ziping::server {

enum class Output { Text, Json };

struct Options {
  Output output = Output::Text;
  std::string place;  // a data folder, or the address of the server that serves it
  std::string other, name, text, department, team, role, device = "zipingd";
  bool approve_devices = false, files = false;
  std::int64_t since = -1;  // below 0: not given
  std::int64_t year = 0;
  std::string admin = "admin", listen = "127.0.0.1:8750", metrics, certificate, key;
};

// The file in a data folder that names the address it is served at.
inline constexpr const char* kServedAt = "served-at";

// All give the exit status.
int failed(const Options& options, const base::Error& error);
// Without a sentence people see the JSON, indented.
int finished(const Options& options, const base::Result<base::Json>& result, const std::string& sentence);
int finished(const Options& options, const base::Status& status, const std::string& sentence);

}  // namespace ziping::server
