#include "server/intake/judge.h"

#include "server/intake/refuse.h"
#include "shared/merge/heads.h"
#include "shared/report/delta.h"
#include "shared/sync/values.h"

namespace ziping::server {
Status judge(Ledger& ledger, const Device& device, const report::Revision& revision, const ReportRow& row,
             std::vector<std::string>& paths) {
  const report::Header& header = revision.header;
  if (row.department != device.user.department) return refuse("denied", "这份报告属于另一个部门。");
  if (header.form.hex() != row.form) return refuse("unknown-form", "修订用的表样与报告的表样不同。");
  auto form = ledger.form(row.form);
  if (!form) return form.error();
  auto history = ledger.histories().find(header.report);
  if (!history) return history.error();
  std::vector<const report::State*> states;
  for (const report::RevisionId& parent : header.parents) {
    const report::History::Entry* entry = (*history)->find(parent);
    if (!entry) return refuse("unknown-parent", "这条修订的上一版不在服务器上，可能没有被采用。内容仍在您的电脑上。");
    states.push_back(entry->state.get());
  }
  auto state = report::apply_delta(states, *revision.content.find("delta"));
  if (!state) return state.error();
  if (report::digest(*state) != header.state) return refuse("wrong-digest", "修订内容与它签名的摘要不符，没有采用。");
  const report::RevisionSet parents(header.parents.begin(), header.parents.end());
  const report::State before = merge::state_of(**form, **history, parents).state;
  const std::vector<sync::Refusal> refusals = sync::refusals(**form, device.user, row.stage, before, *state);
  for (const sync::Refusal& one : refusals) paths.push_back(one.path);
  if (!refusals.empty()) return refuse(refusals.front().code, refusals.front().message);
  auto shapes = sync::check_values(**form, before, *state);
  if (!shapes) paths.push_back(shapes.error().cause);
  return shapes;
}

}  // namespace ziping::server
