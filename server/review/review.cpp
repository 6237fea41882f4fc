#include "server/review/review.h"

#include "shared/base/utf8.h"
#include "shared/report/conflict.h"
#include "shared/rules/check.h"
#include "shared/sync/deadline.h"

namespace ziping::server {
namespace {

base::Error refuse(std::string code, std::string message) {
  return {base::ErrorKind::Invalid, std::move(code), std::move(message), {}};
}

Status check_findings(const form::Form& form, const report::State& state) {
  auto findings = rules::check(form, state);
  if (!findings) return findings.error();
  std::size_t errors = 0;
  std::string first;
  for (const rules::Finding& finding : *findings) {
    if (finding.level != rules::Level::Error) continue;
    if (errors++ == 0) first = finding.message;
  }
  if (errors == 0) return base::done();
  return refuse("findings", "还有 " + std::to_string(errors) + " 处错误没有改正，不能报送。第一处：" + first);
}

// What is submitted is one sealed revision that its author saw: the only head, decided and without errors.
Status check_submit(Ledger& ledger, const ReportRow& row, const std::string& revision) {
  auto history = ledger.histories().find(row.id);
  if (!history) return history.error();
  const report::RevisionSet& heads = (*history)->heads();
  if (heads.size() != 1 || heads.begin()->hex() != revision)
    return refuse("heads-changed", "服务器上还有您没看过的修订，请先同步、核对并封存，再报送。");
  const report::State& state = *(*history)->find(*heads.begin())->state;
  if (const std::size_t open = report::conflicts(state).size(); open > 0)
    return refuse("open-conflicts", "还有 " + std::to_string(open) + " 处冲突没有决定，不能报送。");
  auto form = ledger.form(row.form);
  return form ? check_findings(**form, state) : Status(form.error());
}

Status check(Ledger& ledger, const Device& device, const TransitionRequest& request, const ReportRow& row) {
  const bool finance = device.user.role == "finance";
  if (request.note.size() > report::kNoteBytesMax) return refuse("note-too-long", "说明太长，最多约 600 个字。");
  if (request.action == sync::Action::Return && base::trimmed(request.note).empty())
    return refuse("note-needed", "退回要写明理由。");
  // Not only of a review: a submit may come late, or again, when others have moved the report on and back meanwhile.
  const std::int64_t seen = request.seen.value_or(finance ? request.version : row.versions);
  if (seen != row.versions || (finance && request.version != row.versions))
    return refuse("wrong-version", "最新的是第 " + std::to_string(row.versions) + " 版，您看到的是第 " +
                                       std::to_string(finance ? request.version : seen) + " 版。请先同步，看过再办。");
  return request.action == sync::Action::Submit ? check_submit(ledger, row, request.revision) : base::done();
}

Status freeze(Ledger& ledger, const ReportRow& row, const std::string& revision, Json body) {
  body["version"] = row.versions;
  body["revision"] = revision;
  body["form"] = row.form;
  body["department"] = row.department;
  body["year"] = row.year;
  auto seq = ledger.append("version", Audience::DepartmentAndFinance, row.department, std::move(body));
  if (!seq) return seq.error();
  return ledger.put_version(row.id, row.versions, *base::Hash::parse(revision), *seq);
}

// What was submitted says of which year it is, whatever stood there when the report was begun.
std::int64_t year_submitted(Ledger& ledger, const ReportRow& row, const std::string& revision) {
  auto history = ledger.histories().find(row.id);
  const auto name = base::Hash::parse(revision);
  const report::History::Entry* entry = history && name ? (*history)->find(*name) : nullptr;
  const std::int64_t* year = entry ? entry->state->value("cover.year").json().as_integer() : nullptr;
  return year ? *year : row.year;
}

Result<bool> is_late(Ledger& ledger, const ReportRow& row) {
  auto form = ledger.form(row.form);
  auto until = form ? ledger.deadline((*form)->id(), row.year) : Result<std::optional<base::Date>>(form.error());
  if (!until) return until.error();
  return *until && sync::days_left(**until, ledger.now_ms()) < 0;
}

}  // namespace

Result<TransitionResult> carry_out(Ledger& ledger, const Device& device, const TransitionRequest& request) {
  auto row = ledger.report(request.report);
  if (!row) return row.error();
  const bool own = row->department == device.user.department;
  const bool reviewable = device.user.role == "finance" && row->versions > 0;
  if (!own && !reviewable)  // whether it exists is nobody else's business
    return base::Error{base::ErrorKind::NotFound, "unknown-report", "服务器上没有这份报告，请先同步或核对编号再试。",
                       row->id};
  auto stage = sync::after(row->stage, request.action, device.user.role);
  if (!stage) return stage.error();
  if (auto status = check(ledger, device, request, *row); !status) return status.error();
  row->stage = *stage;
  Json body;
  body["report"] = row->id;
  body["by"] = device.user.name;
  body["at"] = ledger.now();
  body["note"] = request.note;
  if (request.action == sync::Action::Submit) {
    row->year = year_submitted(ledger, *row, request.revision);
    auto late = is_late(ledger, *row);
    if (!late) return late.error();
    if (*late) body["late"] = true;
    ++row->versions;
    if (auto status = freeze(ledger, *row, request.revision, body); !status) return status.error();
  }
  body["stage"] = sync::name(*stage);
  body["action"] = sync::name(request.action);
  body["version"] = row->versions;
  if (auto seq = ledger.append("stage", Audience::DepartmentAndFinance, row->department, std::move(body)); !seq)
    return seq.error();
  if (auto status = ledger.put_report(*row); !status) return status.error();
  const std::string about = row->id + " " + std::to_string(row->versions);
  if (auto status = ledger.audit(device.user.name, sync::name(request.action), about); !status) return status.error();
  return TransitionResult{*stage, row->versions};
}

}  // namespace ziping::server
