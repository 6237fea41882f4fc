#include "client/cli/answer.h"

#include <cstdlib>
#include <iostream>

namespace ziping::client {
namespace {

std::filesystem::path home_folder(const Face& face) {
  if (!face.home.empty()) return face.home;
  if (const char* home = std::getenv("ZIPING_HOME")) return home;
  if (const char* data = std::getenv("XDG_DATA_HOME")) return std::filesystem::path(data) / "ziping";
  const char* user = std::getenv("HOME");
  return std::filesystem::path(user ? user : ".") / ".local/share/ziping";
}

}  // namespace

int answer(const Face& face, const Result<Json>& result, const std::string& said, int status) {
  if (result) {
    if (face.json)
      std::cout << base::canonical(*result) << "\n";
    else if (!said.empty())
      std::cout << said << "\n";
    else
      std::cout << base::pretty(*result);
    return status;
  }
  const base::Error& error = result.error();
  std::cerr << error.message << " (" << error.code << ")\n";
  if (face.json) {
    Json out;
    out["problem"]["code"] = error.code;
    out["problem"]["message"] = error.message;
    out["problem"]["details"]["cause"] = error.cause;
    std::cout << base::canonical(out) << "\n";
  }
  return kFailed;
}

int answer(const Face& face, const Status& done, const std::string& said) {
  return answer(face, done ? Result<Json>(Json(Json::Object{})) : Result<Json>(done.error()), said);
}

int not_yet(const Face& face, const std::string& what) {
  return answer(face, Result<Json>(base::Error{
                          base::ErrorKind::NotFound, "not-yet", what + "还不能用，会在以后的版本提供。", {}}));
}

int with_vault(const Face& face, const std::function<int(Vault&)>& work) {
  auto vault = Vault::open(home_folder(face));
  return vault ? work(**vault) : answer(face, Result<Json>(vault.error()));
}

int with_report(const Face& face, const std::string& report, const std::function<int(Vault&, const ReportRow&)>& work) {
  return with_vault(face, [&](Vault& vault) {
    auto row = vault.report(report);
    return row ? work(vault, *row) : answer(face, Result<Json>(row.error()));
  });
}

}  // namespace ziping::client
