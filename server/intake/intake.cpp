#include "server/intake/intake.h"

#include <algorithm>

#include "shared/form/value.h"
#include "shared/merge/heads.h"
#include "shared/report/delta.h"

namespace ziping::server {
namespace {

base::Error refuse(std::string code, std::string message) {
  return {base::ErrorKind::Invalid, std::move(code), std::move(message), {}};
}

// A disk that is full or broken is no verdict on the revision: the request fails and is sent again.
bool is_verdict(const base::Error& error) {
  return error.kind != base::ErrorKind::Full && error.kind != base::ErrorKind::Unavailable &&
         error.code != "bad-database";
}

std::int64_t year_of(const report::State& state) {
  const std::int64_t* year = state.value("cover.year").json().as_integer();
  return year ? *year : 0;
}

}  // namespace

Result<report::History*> Intake::history(const std::string& report) {
  if (const auto known = histories_.find(report); known != histories_.end()) return &known->second;
  auto revisions = ledger_.revisions(report);
  if (!revisions) return revisions.error();
  report::History history;
  for (const report::Revision& revision : *revisions)
    if (auto added = history.add(revision); !added) return added.error();
  return &histories_.emplace(report, std::move(history)).first->second;
}

Status Intake::judge(const Device& device, const report::Revision& revision, const ReportRow& row,
                     sync::Refused& refused) {
  const report::Header& header = revision.header;
  if (header.device != device.id || header.author != device.user.name)
    return refuse("unknown-device", "修订不是由这台设备上的这个用户封存的。");
  if (!report::signed_by(revision, device.key)) return refuse("bad-signature", "修订的签名不对。");
  if (row.department != device.user.department) return refuse("denied", "这份报告属于另一个部门。");
  if (revision.is_snapshot() || header.form.hex() != row.form)
    return refuse("unknown-form", "修订用的表样与报告的表样不同。");
  auto form = ledger_.form(row.form);
  if (!form) return form.error();
  auto history = this->history(header.report);
  if (!history) return history.error();
  report::RevisionSet parents(header.parents.begin(), header.parents.end());
  std::vector<const report::State*> states;
  for (const report::RevisionId& parent : header.parents) {
    const report::History::Entry* entry = (*history)->find(parent);
    if (!entry) return refuse("unknown-parent", "修订的上一版不在服务器上（可能已被退回）。");
    states.push_back(entry->state.get());
  }
  auto state = report::apply_delta(states, *revision.content.find("delta"));
  if (!state) return state.error();
  if (report::digest(*state) != header.state) return refuse("wrong-digest", "修订内容与签名摘要不符。");
  const report::State before = merge::state_of(**form, **history, parents).state;
  for (const sync::Refusal& refusal : sync::refusals(**form, device.user, row.stage, before, *state)) {
    if (refused.paths.empty()) refused.message = refusal.message, refused.code = refusal.code;
    refused.paths.push_back(refusal.path);
  }
  if (!refused.paths.empty()) return refuse(refused.code, refused.message);
  for (const form::Path& path : report::changed_paths(before, *state)) {
    const form::Field* field = (*form)->find_field(path);
    const Json& value = report::value_at(*state, path).json();
    if (field && !report::is_conflict(value))
      if (auto status = form::check_stored(*field, value); !status) return status;
  }
  return base::done();
}

Result<sync::Receipt> Intake::take(const Device& device, const Json& pushed, sync::Refused& refused) {
  auto revision = report::Revision::parse(pushed);
  if (!revision) {
    refused.revision = base::sha256(base::canonical(pushed)).hex();
    return revision.error();
  }
  refused.revision = revision->header.name().hex();
  auto known = ledger_.receipt(refused.revision);
  if (!known) return known.error();
  if (*known) return **known;
  auto row = ledger_.report(revision->header.report);
  const bool is_new = !row && row.error().code == "unknown-report" && revision->header.parents.empty();
  if (!row && !is_new) return row.error();
  if (is_new && device.user.role != "office" && device.user.role != "chief")
    return refuse("denied", "只有局办公室可以新建报告。");
  const ReportRow target = row ? *row : ReportRow{revision->header.report, revision->header.form.hex(),
                                                  device.user.department,  0,
                                                  sync::Stage::Drafting,   0};
  if (auto status = judge(device, *revision, target, refused); !status) return status.error();
  auto history = this->history(target.id);
  if (!history) return history.error();
  auto id = (*history)->add(*revision);
  if (!id) return id.error();
  if (is_new) {
    ReportRow created = target;
    created.year = year_of(*(*history)->find(*id)->state);
    if (auto status = ledger_.put_report(created); !status) return status.error();
    Json body;
    body["report"] = created.id;
    body["form"] = created.form;
    body["department"] = created.department;
    body["year"] = created.year;
    if (auto seq = ledger_.append("report", Audience::Department, created.department, std::move(body)); !seq)
      return seq.error();
  }
  Json body;
  body["report"] = target.id;
  body["revision"] = revision->json();
  auto seq = ledger_.append("revision", Audience::Department, target.department, std::move(body));
  if (!seq) return seq.error();
  sync::Receipt receipt{refused.revision, *seq, base::utc_text(clock_.now_ms()), {}};
  receipt.signature = ledger_.key().sign(receipt.signed_bytes(ledger_.server_id()));
  if (auto status = ledger_.put_revision(*revision, receipt); !status) return status.error();
  return receipt;
}

Result<sync::SyncResponse> Intake::exchange(const Device& device, const sync::SyncRequest& request) {
  sync::SyncResponse response;
  auto transaction = sqlite::Transaction::begin(ledger_.database());
  if (!transaction) return transaction.error();
  std::vector<std::int64_t> own;
  const auto failed = [&](const base::Error& error) {
    histories_.clear();  // what was added to them is not in the ledger
    return error;
  };
  for (const Json& pushed : request.push) {
    sync::Refused refused;
    auto receipt = take(device, pushed, refused);
    if (receipt) {
      own.push_back(receipt->seq);
      response.receipts.push_back(std::move(*receipt));
      continue;
    }
    if (!is_verdict(receipt.error())) return failed(receipt.error());
    refused.code = receipt.error().code;
    refused.message = receipt.error().message;
    if (auto status = ledger_.quarantine(device.id, pushed, refused); !status) return failed(status.error());
    response.refused.push_back(std::move(refused));
  }
  if (auto status = transaction->commit(); !status) return failed(status.error());
  response.cursor = request.cursor;
  auto entries = ledger_.entries(response.cursor, response.more, device.user);
  if (!entries) return entries.error();
  for (Json& entry : *entries) {
    const std::int64_t seq = entry.integer_or("seq", 0);
    if (std::ranges::count(own, seq)) continue;  // it came with this very request
    if (entry.text_or("kind") == "version" && device.user.role == "finance") {
      const std::string report(entry.text_or("report"));
      auto history = this->history(report);
      auto revisions = ledger_.revisions(report);
      if (!history || !revisions) return history ? revisions.error() : history.error();
      for (const report::Revision& revision : *revisions) {
        if (revision.header.name().hex() != entry.text_or("revision")) continue;
        entry["snapshot"] = report::as_snapshot(revision, *(*history)->find(revision.header.name())->state).json();
      }
    }
    response.entries.push_back(std::move(entry));
  }
  response.time = base::utc_text(clock_.now_ms());
  return response;
}

}  // namespace ziping::server
