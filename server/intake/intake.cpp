#include "server/intake/intake.h"

#include "server/intake/judge.h"

namespace ziping::server {
namespace {

base::Error refuse(std::string code, std::string message) {
  return {base::ErrorKind::Invalid, std::move(code), std::move(message), {}};
}

Status announce(Ledger& ledger, const ReportRow& row) {
  if (auto status = ledger.put_report(row); !status) return status;
  Json body;
  body["report"] = row.id;
  body["form"] = row.form;
  body["department"] = row.department;
  body["year"] = row.year;
  auto seq = ledger.append("report", Audience::Department, row.department, std::move(body));
  return seq ? base::done() : Status(seq.error());
}

std::int64_t year_of(Ledger& ledger, const report::Revision& revision) {
  auto history = ledger.histories().find(revision.header.report);
  const report::History::Entry* entry = history ? (*history)->find(revision.header.name()) : nullptr;
  const std::int64_t* year = entry ? entry->state->value("cover.year").json().as_integer() : nullptr;
  return year ? *year : 0;
}

// Everything that can be refused is looked at before the first row is written.
Result<sync::Receipt> take_one(Ledger& ledger, const Device& device, const report::Revision& revision,
                               sync::Refused& refused) {
  auto known = ledger.receipt(refused.revision);
  if (!known) return known.error();
  if (*known) return **known;
  auto row = ledger.report(revision.header.report);
  const bool is_new = !row && row.error().code == "unknown-report" && revision.header.parents.empty();
  if (!row && !is_new) return row.error();
  if (is_new && device.user.role != "office" && device.user.role != "chief")
    return refuse("denied", "只有局办公室可以新建报告。");
  ReportRow target = row ? *row : ReportRow{revision.header.report, revision.header.form.hex(),
                                            device.user.department, 0,
                                            sync::Stage::Drafting,  0};
  if (auto status = judge(ledger, device, revision, target, refused.paths); !status) return status.error();
  if (auto added = ledger.histories().add(revision); !added) return added.error();
  if (is_new) {
    target.year = year_of(ledger, revision);
    if (auto status = announce(ledger, target); !status) return status.error();
  }
  const std::string at = ledger.now();
  Json body;
  body["report"] = target.id;
  body["revision"] = revision.json();
  body["at"] = at;
  auto seq = ledger.append("revision", Audience::Department, target.department, std::move(body));
  if (!seq) return seq.error();
  sync::Receipt receipt = ledger.signed_receipt(refused.revision, *seq, at);
  if (auto status = ledger.put_receipt(target.id, receipt); !status) return status.error();
  return receipt;
}

}  // namespace

Result<Verdicts> take(Ledger& ledger, const Device& device, const std::vector<Pushed>& pushed) {
  Verdicts out;
  for (const Pushed& one : pushed) {
    sync::Refused refused = one.refused;
    if (one.revision) {
      auto receipt = take_one(ledger, device, *one.revision, refused);
      if (receipt) {
        out.receipts.push_back(std::move(*receipt));
        continue;
      }
      if (is_fault(receipt.error())) return receipt.error();
      refused.code = receipt.error().code;
      refused.message = receipt.error().message;
    }
    if (auto status = keep_refused(ledger, device, one.body, std::move(refused), out); !status) return status.error();
  }
  return out;
}

Status keep_refused(Ledger& ledger, const Device& device, const Json& body, sync::Refused refused, Verdicts& verdicts) {
  if (auto status = ledger.quarantine(device.id, body, refused); !status) return status;
  if (auto status = ledger.audit(device.user.name, "refused", refused.revision + " " + refused.code); !status)
    return status;
  verdicts.refused.push_back(std::move(refused));
  return base::done();
}

}  // namespace ziping::server
