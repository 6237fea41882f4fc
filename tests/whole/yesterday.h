// Data folders as earlier programs left them, with work in them that was not sent.
//
// tests/data/upgrade holds a server's ledger of schema 1 and the vaults of two of its people: "vault-1", of schema 1,
// is east1's, and "vault-2", of schema 2, is west1's. The programs of those days made them, in this order: the office
// wrote a report and gave each team a block; each team changed its block's text and synchronised, changed it again and
// sealed that as "未送", went on typing, and wrote to the annual goal, which is not its own. The server's key is of
// this server alone and guards nothing else.
#pragma once

#include <filesystem>
#include <string>

namespace ziping::tests {

struct OldVault {
  std::string name;
  int schema;
};
inline const OldVault kOldVaults[] = {{"vault-1", 1}, {"vault-2", 2}};
inline constexpr int kOldLedgerSchema = 1;

inline constexpr const char* kOldSealed = "新建水渠二百五十米。培训农户四十人。";
inline constexpr const char* kOldDraft = "新建水渠二百五十米。培训农户四十人。发放种苗六千株。";

// A folder with a copy of an old vault, or of the old server's ledger and key; gone at the end.
class Yesterday {
 public:
  Yesterday();
  ~Yesterday();
  Yesterday(const Yesterday&) = delete;
  Yesterday& operator=(const Yesterday&) = delete;

  std::filesystem::path home(const std::string& vault) const;  // made anew each time
  std::filesystem::path server() const;                        // likewise

 private:
  std::filesystem::path folder_;
};

}  // namespace ziping::tests
