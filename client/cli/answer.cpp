#include "client/cli/answer.h"

#include <cstdlib>
#include <iostream>

#include "shared/base/clock.h"

namespace ziping::client {
namespace {

Json problem(const base::Error& error) {
  Json out;
  out["problem"]["code"] = error.code;
  out["problem"]["message"] = error.message;
  out["problem"]["details"]["cause"] = error.cause;
  return out;
}

// What to do about it here, where the sentence is the window's as well.
std::string_view command_hint(std::string_view code) {
  if (code == "not-enrolled") return "登记用 ziping enrol。";
  if (code == "other-account") return "数据文件夹用 --home 指定。";
  return {};
}

}  // namespace

Result<Said> said(const Status& done, std::string text) {
  if (!done) return done.error();
  return Said{Json(Json::Object{}), std::move(text)};
}

std::string size_text(std::int64_t bytes) {
  if (bytes < 10'240) return std::to_string(bytes) + " 字节";
  if (bytes < 10'240 * 1024) return std::to_string(bytes / 1024) + " KB";
  return std::to_string(bytes >> 20) + " MB";
}

std::string local_time(std::string_view utc) {
  const std::int64_t ms = base::parse_utc_text(std::string(utc));
  return ms == 0 ? std::string(utc) : base::local_text(ms);
}

int tell(const Face& face, const Result<Said>& result) {
  if (!result) {
    const base::Error& error = result.error();
    std::cerr << error.message << command_hint(error.code) << " (" << error.code << ")\n";
    if (face.json) std::cout << base::canonical(problem(error)) << "\n";
    return kFailed;
  }
  if (face.json)
    std::cout << base::canonical(result->json) << "\n";
  else if (result->ending == Ending::AsItIs)
    std::cout << result->text;
  else if (result->text.empty())
    std::cout << base::pretty(result->json);
  else
    std::cout << result->text << (result->text.ends_with('\n') ? "" : "\n");
  return result->status;
}

std::filesystem::path home_folder(const Face& face) {
  if (!face.home.empty()) return face.home;
  if (const char* home = std::getenv("ZIPING_HOME")) return home;
  if (const char* data = std::getenv("XDG_DATA_HOME")) return std::filesystem::path(data) / "ziping";
  const char* user = std::getenv("HOME");
  return std::filesystem::path(user ? user : ".") / ".local/share/ziping";
}

}  // namespace ziping::client
