// The steps that a report has taken through its stages, as the ledger tells them.
#include "client/work/vault.h"

namespace ziping::client {

Result<Json> Vault::steps(const ReportRow& report) {
  Json out{Json::Array{}};
  auto find = database_->prepare("SELECT body FROM stage_event WHERE report = ?1 ORDER BY seq");
  find.bind(1, report.id);
  while (find.step()) {
    auto json = base::parse_json(find.text(0));
    if (!json) return json.error();
    out.push(std::move(*json));
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

}  // namespace ziping::client
