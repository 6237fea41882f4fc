// What a command answers: JSON for programs, plain Chinese for people, and the exit status of both.
#pragma once

#include <functional>
#include <string>

#include "client/work/vault.h"

namespace ziping::client {

// Exit status: 0 done; 1 refused or failed; 2 wrong usage; 3 done, but a person must look.
inline constexpr int kDone = 0, kFailed = 1, kUsage = 2, kLook = 3;

struct Face {
  bool json = false;
  std::string home;
};

int answer(const Face& face, const Result<Json>& result, const std::string& said = {}, int status = kDone);
int answer(const Face& face, const Status& done, const std::string& said);
int not_yet(const Face& face, const std::string& what);

// Opens the vault, and the report where one is named.
int with_vault(const Face& face, const std::function<int(Vault&)>& work);
int with_report(const Face& face, const std::string& report, const std::function<int(Vault&, const ReportRow&)>& work);

}  // namespace ziping::client
