#include "server/intake/remarks.h"

#include "server/intake/refuse.h"

namespace ziping::server {
namespace {

Status check_seal(const Device& device, const sync::Remark& remark) {
  if (remark.header.author != device.user.name)
    return refuse("unknown-device", "这条意见不是这台设备上的这个用户写的，没有采用。");
  if (!sync::signed_by(remark, device.key)) return refuse("bad-signature", "这条意见的签名不对，没有采用。");
  return base::done();
}

// What it says stands in the version that it names.
Status check_place(Ledger& ledger, const ReportRow& row, const sync::RemarkHeader& header) {
  auto revision = ledger.version(row.id, header.version);
  if (!revision) return revision.error();
  if (*revision != header.revision) return refuse("unknown-version", "意见说的版本与服务器上的不同，没有采用。");
  auto history = ledger.histories().find(row.id);
  if (!history) return history.error();
  const report::History::Entry* sealed = (*history)->find(*revision);
  auto form = ledger.form(sealed ? sealed->header.form.hex() : row.form);  // that of the version, whatever came since
  if (!form) return form.error();
  if (!sealed || !report::stands(header.place, **form, *sealed->state))
    return refuse("unknown-place", "意见引用的位置或原句不在那一版里，没有采用。");
  return base::done();
}

Status judge_remark(Ledger& ledger, const Device& device, const sync::RemarkHeader& header, const ReportRow& row) {
  std::optional<sync::Remark> on;
  if (header.on) {
    auto found = ledger.remark(row.id, *header.on);
    if (!found) return found.error();
    on = std::move(*found);
    if (on->header.kind != sync::RemarkKind::Remark || on->header.version != header.version ||
        on->header.revision != header.revision)
      return refuse("unknown-remark", "答复或关闭的不是那一版的一条意见，没有采用。");
  }
  if (auto status = sync::check_speaker(device.user, row.department, header, on ? &on->header : nullptr); !status)
    return status;
  if (auto status = check_place(ledger, row, header); !status) return status;
  auto count = ledger.count_remarks(row.id);
  if (!count) return count.error();
  if (*count >= sync::kRemarksMax)
    return refuse("too-many-remarks",
                  "这份报告的意见和答复已有 " + std::to_string(*count) + " 条，到了上限，没有采用。");
  return base::done();
}

// Whether a report exists is the business of those who may read it.
Result<ReportRow> readable_report(Ledger& ledger, const Device& device, const std::string& id) {
  auto row = ledger.report(id);
  if (!row) return row.error();
  const bool own = row->department == device.user.department;
  if (own || (device.user.role == "finance" && row->versions > 0)) return row;
  return base::Error{base::ErrorKind::NotFound, "unknown-report", "服务器上没有这份报告，请先同步或核对编号再试。", id};
}

Result<sync::Receipt> take_one(Ledger& ledger, const Device& device, const sync::Remark& remark,
                               const std::string& name) {
  auto row = readable_report(ledger, device, remark.header.report);
  if (!row) return row.error();
  if (auto status = judge_remark(ledger, device, remark.header, *row); !status) return status.error();
  const std::string at = ledger.now();
  Json body;
  body["report"] = row->id;
  body["remark"] = remark.json();
  body["at"] = at;
  auto seq = ledger.append("remark", Audience::DepartmentAndFinance, row->department, std::move(body));
  if (!seq) return seq.error();
  const sync::Receipt receipt = ledger.signed_receipt(name, *seq, at);
  if (auto status = ledger.put_remark(row->id, receipt); !status) return status.error();
  const std::string about = row->id + " " + name;
  if (auto status = ledger.audit(device.user.name, sync::name(remark.header.kind), about); !status)
    return status.error();
  return receipt;
}

}  // namespace

std::vector<PushedRemark> examine_remarks(const Sealers& sealers, const std::vector<Json>& remarks) {
  std::vector<PushedRemark> out;
  for (const Json& body : remarks) {
    PushedRemark one{body, std::nullopt, std::nullopt, {}};
    auto remark = sync::Remark::parse(body);
    one.refused.revision = (remark ? remark->header.name() : base::sha256(base::canonical(body))).hex();
    auto sealer =
        remark ? taken_from(sealer_of(sealers, remark->header.device), Proof::None) : Result<Device>(remark.error());
    const Status status = sealer ? check_seal(*sealer, *remark) : Status(sealer.error());
    if (status) {
      one.remark = std::move(*remark);
      one.sealer = std::move(*sealer);
    } else {
      one.refused.code = status.error().code;
      one.refused.message = status.error().message;
      one.hears = who_hears(status.error());
    }
    out.push_back(std::move(one));
  }
  return out;
}

Status take_remarks(Ledger& ledger, const Carrier& carrier, const std::vector<PushedRemark>& pushed,
                    Verdicts& verdicts) {
  for (const PushedRemark& one : pushed) {
    sync::Refused refused = one.refused;
    // What is held is answered by its receipt, whoever brings it and whatever became of its author since.
    auto known = ledger.remark_receipt(refused.revision);
    if (!known) return known.error();
    if (*known) {
      verdicts.receipts.push_back(std::move(**known));
      continue;
    }
    if (one.remark) {
      auto receipt =
          take_as_sealed(ledger, carrier, *one.sealer, refused.revision, Proof::None,
                         [&](const Device& sealer) { return take_one(ledger, sealer, *one.remark, refused.revision); });
      if (receipt) {
        if (auto status = ledger.release(one.body); !status) return status;
        verdicts.receipts.push_back(std::move(*receipt));
        continue;
      }
      if (is_fault(receipt.error())) return receipt.error();
      refused.code = receipt.error().code;
      refused.message = receipt.error().message;
    }
    if (auto status = keep_refused(ledger, carrier, one.body, std::move(refused), one.hears, verdicts); !status)
      return status;
  }
  return base::done();
}

}  // namespace ziping::server
