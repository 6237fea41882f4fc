#include "server/options.h"

#include <iostream>

namespace ziping::server {

using base::Json;

int failed(const Options& options, const base::Error& error) {
  std::cerr << error.message << " (" << error.code << ")\n";
  if (!error.cause.empty()) std::cerr << "  " << error.cause << "\n";
  if (options.output == Output::Text) return 1;
  Json out;
  out["problem"]["code"] = error.code;
  out["problem"]["message"] = error.message;
  out["problem"]["details"] = Json(Json::Object{});
  std::cout << base::canonical(out) << "\n";
  return 1;
}

int finished(const Options& options, const base::Result<Json>& result, const std::string& sentence) {
  if (!result) return failed(options, result.error());
  if (options.output == Output::Json)
    std::cout << base::canonical(*result) << "\n";
  else
    std::cout << (sentence.empty() ? base::pretty(*result) : sentence + "\n");
  return 0;
}

int finished(const Options& options, const base::Status& status, const std::string& sentence) {
  return finished(options, status ? base::Result<Json>(Json(Json::Object{})) : base::Result<Json>(status.error()),
                  sentence);
}

}  // namespace ziping::server
