#include "server/ledger/histories.h"

#include "server/ledger/ledger.h"

namespace ziping::server {

base::Result<report::History*> Histories::load(const std::string& report) {
  if (const auto known = histories_.find(report); known != histories_.end()) return &known->second;
  auto revisions = ledger_.revisions(report);
  if (!revisions) return revisions.error();
  report::History history;
  for (const report::Revision& revision : *revisions)
    if (auto added = history.add(revision); !added)
      return base::Error{base::ErrorKind::Corrupt, "bad-database", "服务器上的一条修订已损坏，请从备份恢复。",
                         added.error().code + " " + revision.header.name().hex()};
  if (histories_.size() >= kHistoriesMax)
    std::erase_if(histories_, [&](const auto& entry) { return !changed_.contains(entry.first); });
  return &histories_.emplace(report, std::move(history)).first->second;
}

base::Result<const report::History*> Histories::find(const std::string& report) {
  auto history = load(report);
  if (!history) return history.error();
  return static_cast<const report::History*>(*history);
}

base::Result<report::RevisionId> Histories::add(const report::Revision& revision) {
  auto history = load(revision.header.report);
  if (!history) return history.error();
  changed_.insert(revision.header.report);
  return (*history)->add(revision);
}

void Histories::keep_changes() { changed_.clear(); }

void Histories::forget_changes() {
  for (const std::string& report : changed_) histories_.erase(report);
  changed_.clear();
}

}  // namespace ziping::server
