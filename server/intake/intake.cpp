#include "server/intake/intake.h"

#include <algorithm>

#include "server/intake/judge.h"
#include "server/intake/refuse.h"
#include "shared/base/utf8.h"

namespace ziping::server {
namespace {

constexpr std::size_t kAuthorCharactersMax = 60;  // of a name that nobody has verified, in the audit

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
                               const std::string& name, Grounds& grounds) {
  auto row = ledger.report(revision.header.report);
  const bool is_new = !row && row.error().code == "unknown-report" && revision.header.parents.empty();
  if (!row && !is_new) return row.error();
  if (is_new && !sync::is_office(device.user)) return refuse("denied", "只有局办公室可以新建报告。");
  ReportRow target = row ? *row : ReportRow{revision.header.report, revision.header.form.hex(),
                                            device.user.department, 0,
                                            sync::Stage::Drafting,  0};
  if (auto status = judge(ledger, device, revision, target, grounds); !status) return status.error();
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
  const base::Signature proof = ledger.proof_of(name);
  body["proof"] = proof.base64();
  auto seq = ledger.append("revision", Audience::Department, target.department, std::move(body));
  if (!seq) return seq.error();
  sync::Receipt receipt = ledger.signed_receipt(name, *seq, at);
  receipt.proof = proof;
  if (auto status = ledger.put_receipt(target.id, receipt); !status) return status.error();
  return receipt;
}

// Whether it comes from the device that sealed it: what is wrong with it then was not made on the way.
bool is_givers_own(const Carrier& carrier, const Json& body) {
  const Json* header = body.find("header");
  return header && !carrier.giver.empty() && header->text_or("device") == carrier.giver;
}

// What its author may not do stays refused, whatever the stage is when it comes in again: a repeated request is
// answered as the first one was, and the author has been told. Where only something was missing, or who brought it
// might not, it is judged anew: nobody's carrying takes an author's word away. So is what only a carrier was told of,
// once the author's own device gives the same bytes.
bool stays_refused(const sync::Refused& refused, const Carrier& carrier, const Json& body) {
  static constexpr std::string_view kCircumstances[] = {"unknown-parent", "unknown-report", "unknown-form",
                                                        "unknown-device", "device-waiting", "device-revoked",
                                                        "wrong-carrier"};
  return std::ranges::find(kCircumstances, refused.code) == std::end(kCircumstances) &&
         (refused.signature || !is_givers_own(carrier, body));
}

// What the audit says of something refused: its name, the code, and the author where another brought it.
std::string about_refused(const Carrier& carrier, const Json& body, const sync::Refused& refused) {
  const Json* header = body.find("header");
  const std::string_view author = header ? header->text_or("author") : std::string_view();
  const std::string out = refused.revision + " " + refused.code;
  return author.empty() || author == carrier.who ? out : out + " " + base::excerpt(author, kAuthorCharactersMax);
}

}  // namespace

Result<sync::Receipt> take_as_sealed(Ledger& ledger, const Carrier& carrier, const Device& sealed_by,
                                     const std::string& name, Proof proof, const TakeOne& take_one) {
  if (sealed_by.id == carrier.device) return take_one(sealed_by);
  auto sealer = taken_from(ledger.sealer(sealed_by.id), proof);
  auto receipt = sealer ? take_one(*sealer) : Result<sync::Receipt>(sealer.error());
  if (!receipt) return receipt;
  const char* what = proof == Proof::Holds ? "brought-back" : "forwarded";
  if (auto status = ledger.audit(carrier.who, what, name + " " + sealer->user.name); !status) return status.error();
  return receipt;
}

Status keep_refused(Ledger& ledger, const Carrier& carrier, const Json& body, sync::Refused refused, Hears hears,
                    Verdicts& verdicts) {
  if (hears == Hears::Author || is_givers_own(carrier, body))
    refused.signature = ledger.key().sign(refused.signed_bytes(ledger.server_id()));
  if (auto status = ledger.quarantine(carrier.device, body, refused); !status) return status;
  if (auto status = ledger.audit(carrier.who, "refused", about_refused(carrier, body, refused)); !status) return status;
  verdicts.refused.push_back(std::move(refused));
  return base::done();
}

Result<Verdicts> take(Ledger& ledger, const Carrier& carrier, const std::vector<Pushed>& pushed) {
  Verdicts out;
  for (const Pushed& one : pushed) {
    sync::Refused refused = one.refused;
    auto before = ledger.refusal_of(one.body);
    if (!before) return before.error();
    // What is held is answered by its receipt, whoever brings it and whatever became of its author since.
    auto known = ledger.receipt(refused.revision);
    if (!known) return known.error();
    if (*known) {
      if (auto status = *before ? ledger.release(one.body) : base::done(); !status) return status.error();
      out.receipts.push_back(std::move(**known));
      continue;
    }
    if (*before && stays_refused(**before, carrier, one.body)) {
      out.refused.push_back(std::move(**before));
      continue;
    }
    Hears hears = one.hears;
    if (one.revision) {
      Grounds grounds;
      auto receipt = take_as_sealed(
          ledger, carrier, *one.sealer, refused.revision, one.proof,
          [&](const Device& sealer) { return take_one(ledger, sealer, *one.revision, refused.revision, grounds); });
      if (receipt) {
        if (auto status = *before ? ledger.release(one.body) : base::done(); !status) return status.error();
        out.receipts.push_back(std::move(*receipt));
        continue;
      }
      if (is_fault(receipt.error())) return receipt.error();
      refused.code = receipt.error().code;
      refused.message = receipt.error().message;
      refused.paths = std::move(grounds.paths);
      hears = grounds.hears;
    }
    if (auto status = keep_refused(ledger, carrier, one.body, std::move(refused), hears, out); !status)
      return status.error();
  }
  return out;
}

}  // namespace ziping::server
