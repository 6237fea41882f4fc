#include "server/intake/judge.h"

#include "server/intake/refuse.h"
#include "shared/merge/heads.h"
#include "shared/report/delta.h"
#include "shared/sync/values.h"

namespace ziping::server {
namespace {

// Offline colleagues go on under the form they know, and a report's present form may mend that; but nobody goes back.
Status check_form(const base::Hash& form, const ReportRow& row, const form::FindForm& find) {
  const auto present = base::Hash::parse(row.form);
  if (present && (form == *present || form::mends(form, *present, find) || form::mends(*present, form, find)))
    return base::done();
  return refuse("unknown-form", "这条修订用的表样与报告的表样不同，没有采用。内容仍在您的电脑上。");
}

// A revision that names another form than what it stands on moves the report there, and does nothing else.
Status check_move(const Device& device, const ReportRow& row, const base::Hash& form, const base::Hash& stood_on,
                  const form::FindForm& find) {
  if (!form::mends(form, stood_on, find))
    return refuse("older-form", "这份报告已改用修订过的表样，这条修订还按原来的表样写，没有采用。内容仍在您的电脑上。");
  if (!sync::is_office(device.user)) return refuse("denied", "只有局办公室可以让报告改用修订过的表样。");
  if (!sync::is_open(row.stage))
    return refuse("stage-closed", "报告现在是“" + std::string(sync::chinese(row.stage)) + "”，不能改用另一份表样。");
  return base::done();
}

std::string mebibytes(std::size_t bytes) { return std::to_string(bytes >> 20); }

Status check_delta_size(const Json& delta) {
  const std::size_t bytes = base::canonical(delta).size();
  if (bytes <= report::kDeltaBytesMax) return base::done();
  return refuse("too-large", "这条修订的改动有 " + std::to_string(bytes) + " 字节，上限是 " +
                                 mebibytes(report::kDeltaBytesMax) +
                                 " MiB，没有采用。内容仍在您的电脑上，请写短一些，或把长的材料放进附件。");
}

// One that is too large already may become smaller, or be what its parents come to.
Status check_state_size(const report::State& before, const report::State& state) {
  const std::size_t bytes = report::json_bytes(state);
  if (bytes <= report::kStateBytesMax || bytes <= report::json_bytes(before)) return base::done();
  return refuse("too-large", "加上这条修订，报告有 " + std::to_string(bytes) + " 字节，上限是 " +
                                 mebibytes(report::kStateBytesMax) +
                                 " MiB，没有采用。内容仍在您的电脑上，请删短一些，或把长的材料放进附件。");
}

}  // namespace

Status judge(Ledger& ledger, const Device& device, const report::Revision& revision, const ReportRow& row,
             Grounds& grounds) {
  const report::Header& header = revision.header;
  if (row.department != device.user.department)
    return refuse("denied", "这份报告属于另一个部门，没有采用。内容仍在您的电脑上。");
  auto form = ledger.form(header.form.hex());
  if (!form) return form.error();
  const form::FindForm find = ledger.find_forms();
  if (auto status = check_form(header.form, row, find); !status) return status;
  auto history = ledger.histories().find(header.report);
  if (!history) return history.error();
  std::vector<const report::State*> states;
  std::set<base::Hash> forms;
  for (const report::RevisionId& parent : header.parents) {
    const report::History::Entry* entry = (*history)->find(parent);
    if (!entry) return refuse("unknown-parent", "这条修订的上一版不在服务器上，可能没有被采用。内容仍在您的电脑上。");
    states.push_back(entry->state.get());
    forms.insert(entry->header.form);
  }
  const base::Hash stood_on = forms.empty() ? header.form : form::newest(forms, find);
  const bool moves = header.form != stood_on;
  if (moves)
    if (auto status = check_move(device, row, header.form, stood_on, find); !status) return status;
  grounds.hears = Hears::Carrier;
  const Json& delta = *revision.content.find("delta");
  if (auto status = check_delta_size(delta); !status) return status;
  auto state = report::apply_delta(states, delta);
  if (!state) return state.error();
  if (report::digest(*state) != header.state) return refuse("wrong-digest", "修订内容与它签名的摘要不符，没有采用。");
  grounds.hears = Hears::Author;
  const report::RevisionSet parents(header.parents.begin(), header.parents.end());
  auto stood_on_form = ledger.form(stood_on.hex());
  if (!stood_on_form) return stood_on_form.error();
  const report::State before = merge::state_of(**stood_on_form, **history, parents).state;
  if (auto status = check_state_size(before, *state); !status) return status;
  if (moves && before != *state) return refuse("bad-move", "改用修订过的表样时不能同时改内容，没有采用。");
  const std::vector<sync::Refusal> refusals = sync::refusals(**form, device.user, row.stage, before, *state);
  for (const sync::Refusal& one : refusals) grounds.paths.push_back(one.path);
  if (!refusals.empty()) return refuse(refusals.front().code, refusals.front().message);
  auto shapes = sync::check_values(**form, before, *state);
  if (!shapes) grounds.paths.push_back(shapes.error().cause);
  return shapes;
}

}  // namespace ziping::server
