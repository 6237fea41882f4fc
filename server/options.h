// What zipingd's command line says, and how it answers: one sentence for people, one JSON document for programs.
#pragma once

#include <string>

#include "shared/base/json.h"

namespace ziping::server {

enum class Output { Text, Json };

struct Options {
  Output output = Output::Text;
  std::string folder, other, name, text, department, team, role;
  std::string admin = "admin", listen = "127.0.0.1:8750", metrics, certificate, key;
};

// Both give the exit status.
int failed(const Options& options, const base::Error& error);
// Without a sentence people see the JSON, indented.
int finished(const Options& options, const base::Result<base::Json>& result, const std::string& sentence);
int finished(const Options& options, const base::Status& status, const std::string& sentence);

}  // namespace ziping::server
