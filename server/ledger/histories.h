// The histories of reports in memory, loaded from the ledger when first asked for.
//
// Promise    They hold what the ledger holds: a transaction that is rolled back is followed by forget_changes().
// Limits     About kHistoriesMax reports; beyond that, those not changed since the last commit are let go.
#pragma once

#include <map>
#include <set>
#include <string>

#include "shared/report/history.h"

namespace ziping::server {

class Ledger;

inline constexpr std::size_t kHistoriesMax = 200;

class Histories {
 public:
  explicit Histories(Ledger& ledger) : ledger_(ledger) {}

  // Valid until the next call of any kind.
  base::Result<const report::History*> find(const std::string& report);
  base::Result<report::RevisionId> add(const report::Revision& revision);

  void keep_changes();    // they were committed
  void forget_changes();  // they were rolled back

 private:
  base::Result<report::History*> load(const std::string& report);
  Ledger& ledger_;
  std::map<std::string, report::History> histories_;
  std::set<std::string> changed_;
};

}  // namespace ziping::server
