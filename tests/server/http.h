// One request over real HTTP, as any client would make it.
#pragma once

#include <string>

#include "shared/base/json.h"

namespace ziping::support {

struct Reply {
  int status = 0;  // 0: no answer at all
  std::string text;
  base::Json body;           // null when the text is no JSON
  std::string code() const;  // of the problem, or empty
};

struct Request {
  std::string path;
  std::string body;
  std::string token = {};
  std::string encoding = {};  // "zstd": the body is packed, and so may the answer be
};

Reply get(const std::string& url, const std::string& path);
Reply post(const std::string& url, const Request& request);

}  // namespace ziping::support
