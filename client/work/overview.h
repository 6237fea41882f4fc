// What the window's list and the margins of a report say about a vault.
//
// Ownership  Borrows the vault.
// Errors     as of the vault.
#pragma once

#include <map>
#include <string>
#include <unordered_map>

#include "client/work/news.h"

namespace ziping::client {

class Overview {
 public:
  explicit Overview(Vault& vault) : vault_(vault) {}

  Result<ReportsListed> list();
  Result<Surroundings> around(const ReportRow& report);
  // The rules of a form, parsed once.
  Result<const rules::Rules*> rules(const std::string& form);
  // Its line in the list is made anew.
  void changed(const std::string& report) { summaries_.erase(report); }

 private:
  // But for what the list itself tells: row (of which it has the year that the report names, or 0), department and
  // what waits.
  Result<Summary> summary(const ReportRow& report, const sync::Author& self);
  // The same of one that cannot be read.
  Result<Summary> unread(const ReportRow& report, const sync::Author& self, const base::Error& why);
  Status know_summaries(const std::vector<ReportRow>& rows, const sync::Author& self);
  Vault& vault_;
  std::map<std::string, Result<rules::Rules>> rules_;
  std::unordered_map<std::string, Summary> summaries_;
};

FindingCounts count(const std::vector<rules::Finding>& findings);

}  // namespace ziping::client
