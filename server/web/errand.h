// One request to a running zipingd, for the administrator's commands.
//
// Promise    Only what such a server would say counts as an answer.
// Threads    Any; blocks until the answer is there, at most kErrandSeconds after its last sign of life.
// Errors     Unavailable "offline", "not-our-server"; else the problem that the server named.
#pragma once

#include <string>

#include "shared/base/json.h"

namespace ziping::server {

inline constexpr int kErrandConnectSeconds = 10;
inline constexpr int kErrandSeconds = 3600;  // a backup of everything takes its time

// Over https the server's certificate is checked against the system's, or those that SSL_CERT_FILE names.
struct Errand {
  std::string url;    // http://127.0.0.1:8750
  std::string path;   // /v1/admin
  std::string token;  // or empty
  base::Json body;
};

base::Result<base::Json> run_errand(const Errand& errand);

}  // namespace ziping::server
