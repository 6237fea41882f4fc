#include "server/intake/judge.h"

#include "shared/form/value.h"
#include "shared/merge/heads.h"
#include "shared/report/conflict.h"
#include "shared/report/delta.h"

namespace ziping::server {
namespace {

base::Error refuse(std::string code, std::string message) {
  return {base::ErrorKind::Invalid, std::move(code), std::move(message), {}};
}

Status check_value(const form::Form& form, const form::Path& path, const Json& value) {
  const form::Field* field = form.find_field(path);
  if (!field || value.is_null()) return base::done();  // of a newer form: carried along untouched
  if (!report::is_conflict(value)) return form::check_stored(*field, value);
  if (report::conflict_of(value) || report::segments_of(value)) return base::done();
  return refuse("bad-conflict", "“" + field->label + "”里的冲突格式不对。");
}

Status check_node(const form::Form& form, form::Path& at, const report::Node& node) {
  for (const auto& [name, value] : node.fields) {
    at.name = name;
    if (auto status = check_value(form, at, value.json()); !status) return status;
  }
  for (const auto& [group, rows] : node.rows) {
    for (const report::Row& row : rows) {
      at.rows.push_back({group, row.id});
      if (auto status = check_node(form, at, row); !status) return status;
      at.rows.pop_back();
    }
  }
  return base::done();
}

// Only what the author changed: an old value that a stricter form would not take is nobody's fault now.
Status check_changed(const form::Form& form, const report::State& before, const report::State& after,
                     std::vector<std::string>& paths) {
  for (const form::Path& path : report::changed_paths(before, after)) {
    const report::Node* row = path.name.empty() && !path.rows.empty() ? report::find_row(after, path) : nullptr;
    form::Path at = path;
    const Status status =
        row ? check_node(form, at, *row) : check_value(form, path, report::value_at(after, path).json());
    if (status) continue;
    paths.push_back(path.text());
    return status;
  }
  return base::done();
}

}  // namespace

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
  return check_changed(**form, before, *state, paths);
}

}  // namespace ziping::server
