// What becomes of a revision that the server refused. It is nobody's parent: what of it was allowed is sealed anew on
// the accepted revisions that it was written on, the rest is kept as suggestions with the reason.
//
//   accepted A ← refused R ← queued on top S        A ← R' (what R and S changed, without the refused places)
#include <algorithm>

#include "client/work/vault.h"
#include "shared/report/delta.h"

namespace ziping::client {
namespace {

using report::RevisionSet;

bool is_place_refused(const form::Path& path, const std::vector<std::string>& refused) {
  const std::string text = path.text();
  return refused.empty() || std::ranges::any_of(refused, [&](const std::string& one) {
           return text == one || (text.starts_with(one) && text[one.size()] == '.');
         });
}

// The revision and everything on top of it.
RevisionSet with_descendants(const report::History& history, const report::RevisionId& id) {
  RevisionSet out{id};
  for (bool grown = true; grown;) {
    grown = false;
    for (const auto& [name, entry] : history.all())
      if (!out.contains(name) &&
          std::ranges::any_of(entry.header.parents, [&](const auto& parent) { return out.contains(parent); }))
        grown = out.insert(name).second;
  }
  return out;
}

RevisionSet accepted_parents(const report::History& history, const RevisionSet& lost) {
  RevisionSet out;
  for (const report::RevisionId& id : lost)
    for (const report::RevisionId& parent : history.find(id)->header.parents)
      if (!lost.contains(parent)) out.insert(parent);
  return history.latest(out);
}

}  // namespace

Status Vault::salvage(const sync::Refused& refused, Applied& applied) {
  auto find = database_->prepare("SELECT report FROM revision WHERE name = ?1 AND state = 'queued'");
  find.bind(1, refused.revision);
  if (!find.step()) return find.status();
  auto row = report(find.text(0));
  auto desk = row ? this->desk(row->id) : Result<Desk*>(row.error());
  auto form = desk ? this->form(row->form) : Result<const form::Form*>(desk.error());
  if (!form) return form.error();
  const report::History& history = (*desk)->history;
  const RevisionSet lost = with_descendants(history, *base::Hash::parse(refused.revision));
  const RevisionSet parents = accepted_parents(history, lost);
  const report::State before = merge::state_of(**form, history, parents).state;
  const report::State after = merge::state_of(**form, history, history.latest(lost)).state;
  std::vector<form::Path> allowed;
  for (form::Path& path : report::changed_paths(before, after)) {
    if (!is_place_refused(path, refused.paths)) {
      allowed.push_back(std::move(path));
      continue;
    }
    const report::Row* lost_row = path.name.empty() ? report::find_row(after, path) : nullptr;
    const Json value = lost_row ? report::to_json(*lost_row) : report::value_at(after, path).json();
    if (auto status = keep_suggestion(row->id, path.text(), value, refused.message); !status) return status;
  }
  for (const report::RevisionId& name : lost) {
    auto mark = database_->prepare("UPDATE revision SET state = 'quarantined', why = ?2 WHERE name = ?1");
    if (auto status = mark.bind(1, name.hex()).bind(2, refused.message).run(); !status) return status;
  }
  applied.reports.push_back(row->id);
  desks_.erase(row->id);  // its history no longer holds what was lost
  if (auto anew = this->desk(row->id); !anew) return anew.error();
  report::State state = before;
  for (const Json& edit : edits_between(before, after, allowed))
    if (auto status = apply_edit(state, edit); !status) return status;
  if (state == before) return base::done();
  auto sealed = put_sealed(*row, parents, state, "");
  return sealed ? base::done() : Status(sealed.error());
}

}  // namespace ziping::client
