#include "server/review/review.h"

#include "shared/report/conflict.h"

namespace ziping::server {
namespace {

base::Error refuse(std::string code, std::string message) {
  return {base::ErrorKind::Invalid, std::move(code), std::move(message), {}};
}

}  // namespace

Status Review::check_submit(const ReportRow& row, const TransitionRequest& request) {
  auto history = intake_.history(row.id);
  if (!history) return history.error();
  const report::RevisionSet& heads = (*history)->heads();
  if (heads.size() != 1 || heads.begin()->hex() != request.revision)
    return refuse("heads-changed", "总部还有没看过的修订，请先同步、核对并封存，再报送。");
  const std::size_t open = report::conflicts(*(*history)->find(*heads.begin())->state).size();
  if (open > 0) return refuse("open-conflicts", "还有 " + std::to_string(open) + " 处冲突没有决定，不能报送。");
  return base::done();
}

Result<TransitionResult> Review::carry_out(const Device& device, const TransitionRequest& request) {
  auto row = ledger_.report(request.report);
  if (!row) return row.error();
  const bool own = row->department == device.user.department, finance = device.user.role == "finance";
  if (!own && !(finance && row->versions > 0)) return refuse("unknown-report", "服务器上没有这份报告。");
  auto stage = sync::after(row->stage, request.action, device.user.role);
  if (!stage) return stage.error();
  if (request.action == sync::Action::Return && request.note.empty()) return refuse("note-needed", "退回要写明理由。");
  if (finance && request.version != row->versions)
    return refuse("wrong-version", "最新的是第 " + std::to_string(row->versions) + " 版，请先同步再审核。");
  if (request.action == sync::Action::Submit)
    if (auto status = check_submit(*row, request); !status) return status.error();
  auto transaction = sqlite::Transaction::begin(ledger_.database());
  if (!transaction) return transaction.error();
  row->stage = *stage;
  Json body;
  body["report"] = row->id;
  body["by"] = device.user.name;
  body["at"] = base::utc_text(clock_.now_ms());
  body["note"] = request.note;
  if (request.action == sync::Action::Submit) {
    ++row->versions;
    if (auto status = ledger_.put_version(row->id, row->versions, request.revision); !status) return status.error();
    Json version = body;
    version["version"] = row->versions;
    version["revision"] = request.revision;
    version["form"] = row->form;
    version["department"] = row->department;
    version["year"] = row->year;
    if (auto seq = ledger_.append("version", Audience::DepartmentAndFinance, row->department, std::move(version)); !seq)
      return seq.error();
  }
  body["stage"] = sync::name(*stage);
  body["action"] = sync::name(request.action);
  body["version"] = row->versions;
  if (auto seq = ledger_.append("stage", Audience::DepartmentAndFinance, row->department, std::move(body)); !seq)
    return seq.error();
  if (auto status = ledger_.put_report(*row); !status) return status.error();
  if (auto status = transaction->commit(); !status) return status.error();
  return TransitionResult{*stage, row->versions};
}

}  // namespace ziping::server
