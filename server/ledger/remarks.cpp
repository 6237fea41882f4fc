#include "server/ledger/ledger.h"

namespace ziping::server {
namespace {

// Of an entry of kind "remark".
Result<sync::Remark> remark_of(const std::string& entry) {
  auto json = base::parse_json(entry);
  if (!json) return json.error();
  const Json* body = json->find("remark");
  return sync::Remark::parse(body ? *body : Json());
}

}  // namespace

Status Ledger::put_remark(const std::string& report, const sync::Receipt& receipt) {
  auto put = database_->prepare("INSERT INTO remark VALUES(?1, ?2, ?3, ?4)");
  put.bind(1, receipt.revision).bind(2, report).bind(3, receipt.seq);
  return put.bind(4, base::canonical(receipt.json())).run();
}

Result<std::optional<sync::Receipt>> Ledger::remark_receipt(const std::string& name) {
  return receipt_in("remark", name);
}

Result<sync::Remark> Ledger::remark(const std::string& report, const sync::RemarkId& name) {
  auto find = database_->prepare(
      "SELECT body FROM remark JOIN entry ON entry.seq = remark.seq WHERE name = ?1 AND report = ?2");
  find.bind(1, name.hex()).bind(2, report);
  if (find.step()) return remark_of(find.text(0));
  if (auto status = find.status(); !status) return status.error();
  return base::Error{base::ErrorKind::NotFound, "unknown-remark", "服务器上没有要答复或关闭的那条意见。", name.hex()};
}

Result<std::vector<sync::Remark>> Ledger::remarks(const std::string& report) {
  std::vector<sync::Remark> out;
  auto find = database_->prepare(
      "SELECT body FROM remark JOIN entry ON entry.seq = remark.seq WHERE report = ?1 ORDER BY remark.seq");
  find.bind(1, report);
  while (find.step()) {
    auto remark = remark_of(find.text(0));
    if (!remark) return remark.error();
    out.push_back(std::move(*remark));
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

Result<std::size_t> Ledger::count_remarks(const std::string& report) {
  auto count = database_->prepare("SELECT count(*) FROM remark WHERE report = ?1");
  count.bind(1, report);
  if (count.step()) return static_cast<std::size_t>(count.integer(0));
  return count.status().error();
}

}  // namespace ziping::server
