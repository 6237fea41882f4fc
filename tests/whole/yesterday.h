// Data folders as earlier programs left them, with work in them that was not sent.
//
// tests/data/upgrade holds ledgers of each schema, with the server's key, and vaults of each schema of people of those
// servers, each of a team of their own. The programs of those days made them. The office wrote a
// report and gave each team a block; each team changed its block's text and synchronised, changed it again and sealed
// that as "未送", went on typing, and wrote to the annual goal, which is not its own. Where the program knew of them
// there are two attachments, one that was sent before and one that was not, and a remark of finance on the first
// version, with an answer that was not sent. scripts/yesterday makes more of them; only the ledger of schema 1 with its
// two vaults is older than that and has another form. The servers' keys guard nothing else.
#pragma once

#include <filesystem>
#include <string>

namespace ziping::tests {

struct OldLedger {
  std::string name;
  int schema;
};
inline const OldLedger kOldLedgers[] = {{"ledger-1", 1}, {"ledger-2", 2}, {"ledger-3", 3},
                                        {"ledger-4", 4}, {"ledger-5", 5}, {"ledger-5b", 5}};

struct OldVault {
  std::string name;
  int schema;
  std::string ledger;  // of its server

  bool knows_files() const { return schema >= 3; }
  bool knows_colleagues() const { return schema >= 4; }  // what they told of themselves in bundles
  bool knows_remarks() const { return schema >= 5; }
  bool knows_codes() const { return schema >= 7; }  // of refusals, with its suggestions
};
inline const OldVault kOldVaults[] = {
    {"vault-1", 1, "ledger-1"}, {"vault-2", 2, "ledger-1"}, {"vault-3", 3, "ledger-2"},
    {"vault-4", 4, "ledger-3"}, {"vault-5", 5, "ledger-4"}, {"vault-6", 6, "ledger-4"},
    {"vault-7", 7, "ledger-4"}, {"vault-8", 8, "ledger-5"}, {"vault-9", 9, "ledger-5b"}};

inline constexpr const char* kOldSealed = "新建水渠二百五十米。培训农户四十人。";
inline constexpr const char* kOldDraft = "新建水渠二百五十米。培训农户四十人。发放种苗六千株。";

// A folder with a copy of an old vault, or of the old server's ledger and key; gone at the end.
class Yesterday {
 public:
  Yesterday();
  ~Yesterday();
  Yesterday(const Yesterday&) = delete;
  Yesterday& operator=(const Yesterday&) = delete;

  std::filesystem::path home(const std::string& vault) const;     // made anew each time
  std::filesystem::path server(const std::string& ledger) const;  // likewise

 private:
  std::filesystem::path folder_;
};

}  // namespace ziping::tests
