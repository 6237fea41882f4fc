// What somebody has begun to say and not said yet, so that neither a crash nor closing the program takes it away.
#include "client/work/vault.h"

namespace ziping::client {

Status Vault::keep_unsaid(const std::string& report, const std::string& place, const std::string& words) {
  if (words.empty())
    return database_->prepare("DELETE FROM unsaid WHERE report = ?1 AND place = ?2")
        .bind(1, report)
        .bind(2, place)
        .run();
  return database_->prepare("INSERT OR REPLACE INTO unsaid(report, place, words) VALUES(?1, ?2, ?3)")
      .bind(1, report)
      .bind(2, place)
      .bind(3, words)
      .run();
}

Result<std::map<std::string, std::string>> Vault::unsaid(const std::string& report) {
  std::map<std::string, std::string> out;
  auto find = database_->prepare("SELECT place, words FROM unsaid WHERE report = ?1");
  find.bind(1, report);
  while (find.step()) out.emplace(find.text(0), find.text(1));
  return find.status() ? Result(std::move(out)) : Result<std::map<std::string, std::string>>(find.status().error());
}

}  // namespace ziping::client
