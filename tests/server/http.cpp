#include "tests/server/http.h"

#include <httplib.h>

#include "shared/base/compress.h"

namespace ziping::support {
namespace {

Reply understood(const httplib::Result& result) {
  Reply out;
  if (!result) return out;
  out.status = result->status;
  out.text = result->body;
  if (result->get_header_value("Content-Encoding") == "zstd")
    if (auto unpacked = base::decompress(out.text, 64u << 20)) out.text = *unpacked;
  if (auto json = base::parse_json(out.text)) out.body = std::move(*json);
  return out;
}

}  // namespace

std::string Reply::code() const {
  const base::Json* problem = body.find("problem");
  return problem ? std::string(problem->text_or("code")) : std::string();
}

Reply get(const std::string& url, const std::string& path) {
  httplib::Client http(url);
  return understood(http.Get(path));
}

Reply post(const std::string& url, const Request& request) {
  httplib::Client http(url);
  http.set_tcp_nodelay(true);
  httplib::Headers headers;
  if (!request.token.empty()) headers.emplace("Authorization", "Bearer " + request.token);
  if (!request.encoding.empty()) headers.emplace("Content-Encoding", request.encoding);
  if (!request.encoding.empty()) headers.emplace("Accept-Encoding", request.encoding);
  return understood(http.Post(request.path, headers, request.body, "application/json; charset=utf-8"));
}

}  // namespace ziping::support
