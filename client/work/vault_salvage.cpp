// What becomes of a revision that the server refused. It is nobody's parent: what of it was allowed is sealed anew on
// the accepted revisions that it was written on, the rest is kept as suggestions with the reason.
// Of what this device sealed with a key that was revoked since nothing was judged: all of it is sealed anew.
//
//   accepted A ← refused R ← queued on top S        A ← R' (what R and S changed, without the refused places)
#include <algorithm>
#include <functional>

#include "client/text/say.h"
#include "client/work/vault.h"
#include "shared/report/delta.h"

namespace ziping::client {
namespace {

using report::RevisionSet;

// The nearest row before this one, in the order of `rows`, that the group holds; its end where there is none.
report::Rows::iterator behind(report::Rows& group, const report::Rows& rows, const std::string& id) {
  auto out = group.begin();
  for (const report::Row& row : rows) {
    if (row.id == id) break;
    const auto at = std::ranges::find(group, row.id, &report::Row::id);
    if (at != group.end()) out = std::next(at);
  }
  return out;
}

// A row that came is taken out again; one that went or moved stands where it stood, with what it says now.
void restore_row(report::State& state, const report::State& before, const form::Path& path) {
  form::Path outer = path;
  const form::RowStep step = path.rows.back();
  outer.rows.pop_back();
  report::Node* node = report::find_node(state, outer);
  const report::Node* old_node = report::find_node(before, outer);
  if (!node) return;
  report::Rows group = node->group(step.group);
  const report::Row* old_row = report::find_row(before, path);
  const auto at = std::ranges::find(group, step.row, &report::Row::id);
  std::optional<report::Row> row;
  if (at != group.end()) {
    row = std::move(*at);
    group.erase(at);
  }
  if (old_row) {
    if (!row) row = *old_row;
    row->removed_by = old_row->removed_by;
    row->extra = old_row->extra;
    group.insert(behind(group, old_node->group(step.group), step.row), std::move(*row));
  }
  node->rows[step.group] = std::move(group);
  if (node->rows[step.group].empty()) node->rows.erase(step.group);
}

// The refused place says again what it said before.
void restore(report::State& state, const report::State& before, const form::Path& path) {
  if (path.name.empty() && path.rows.empty()) {
    state.extra = before.extra;
  } else if (path.name.empty()) {
    restore_row(state, before, path);
  } else if (report::Node* node = report::find_node(state, path)) {
    node->set(path.name, report::value_at(before, path));
  }
}

// What of `after` was not refused. When nothing can be told apart, nothing: an attempt that would be refused again
// for the same reason would be made for ever.
report::State allowed(const report::State& before, const report::State& after,
                      const std::vector<std::string>& refused) {
  report::State out = after;
  for (const std::string& text : refused)
    if (const auto path = form::Path::parse(text)) restore(out, before, *path);
  return out == after ? before : out;
}

// Whether the revision names another form than those it stands on: then it changes nothing else, and what is refused of
// it is the move alone.
bool only_moves(const report::History& history, const report::RevisionId& id, const form::FindForm& find) {
  const report::Header& header = history.find(id)->header;
  std::set<base::Hash> forms;
  for (const report::RevisionId& parent : header.parents)
    if (const auto* entry = history.find(parent)) forms.insert(entry->header.form);
  return !forms.empty() && header.form != form::newest(forms, find);
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

using IsOwn = std::function<bool(const std::string& device)>;

RevisionSet not_own(const IsOwn& is_own, const report::History& history, const RevisionSet& revisions) {
  RevisionSet out;
  for (const report::RevisionId& id : revisions)
    if (!is_own(history.find(id)->header.device)) out.insert(id);
  return out;
}

RevisionSet joined(RevisionSet some, const RevisionSet& more) {
  some.insert(more.begin(), more.end());
  return some;
}

bool has_place(const report::State& state, form::Path path) {
  if (path.name.empty() && !path.rows.empty()) path.rows.pop_back();
  return report::find_node(state, path) != nullptr;
}

// What we changed on top of a colleague's revision, on the accepted state instead; `homeless` gets what was written
// into a row that the colleague had added, and that is not there now.
report::State carried_over(const report::State& accepted, const report::State& before, const report::State& after,
                           std::vector<form::Path>& homeless) {
  report::State out = accepted;
  for (const form::Path& path : report::changed_paths(before, after)) {
    if (has_place(out, path))
      restore(out, after, path);
    else
      homeless.push_back(path);
  }
  return out;
}

std::vector<Place> named_places(const form::Form& form, const std::vector<std::string>& paths) {
  std::vector<Place> out;
  for (const std::string& text : paths)
    if (const auto path = form::Path::parse(text)) out.push_back(named_place(form, *path));
  return out;
}

}  // namespace

Status Vault::quarantine(const std::string& report, const RevisionSet& lost, const std::string& why) {
  for (const report::RevisionId& name : lost) {
    auto mark = database_->prepare("UPDATE revision SET state = 'quarantined', why = ?2 WHERE name = ?1");
    if (auto status = mark.bind(1, name.hex()).bind(2, why).run(); !status) return status;
  }
  desks_.erase(report);  // its history no longer holds what was lost
  auto anew = desk(report);
  return anew ? settle_form(report) : Status(anew.error());
}

// Queued revisions that cannot be read any more, parents before children: an earlier program named more parents than
// anybody takes. What each changed is kept as suggestions, all of it in the quarantine.
Status Vault::lay_aside(const std::string& report, const std::vector<Json>& revisions) {
  auto row = this->report(report);
  if (!row) return row.error();
  const Desk& desk = desks_.at(report);
  const base::Error why{base::ErrorKind::Invalid, "bad-revision", text::say("kept.unreadable_revision", {}), {}};
  std::map<report::RevisionId, report::State> laid;
  for (const Json& body : revisions) {
    const Json* found = body.find("header");
    const Json header = found ? *found : Json();
    const report::RevisionId name = base::sha256(base::canonical(header));
    std::vector<const report::State*> parents;
    RevisionSet known;
    for (const Json& entry : header.list("parents")) {
      const auto parent = base::Hash::parse(entry.as_string() ? *entry.as_string() : std::string());
      const auto* sealed = parent ? desk.history.find(*parent) : nullptr;
      const auto other = parent ? laid.find(*parent) : laid.end();
      if (sealed) known.insert(*parent);
      if (sealed || other != laid.end()) parents.push_back(sealed ? sealed->state.get() : &other->second);
    }
    const Json* delta = body.find("delta");
    auto after = report::apply_delta(parents, delta ? *delta : Json());
    auto form = form_of(*row, desk, known);
    if (after && form) {
      const report::State before =
          known.size() == parents.size() ? merge::state_of(**form, desk.history, known).state : *parents.front();
      for (const form::Path& path : report::changed_paths(before, *after)) {
        const report::Row* changed = path.name.empty() ? report::find_row(*after, path) : nullptr;
        const Json value = changed ? report::to_json(*changed) : report::value_at(*after, path).json();
        if (auto status = keep_suggestion(report, path.text(), value, why); !status) return status;
      }
      laid.emplace(name, std::move(*after));
    }
    auto mark = database_->prepare("UPDATE revision SET state = 'quarantined', why = ?2 WHERE name = ?1");
    if (auto status = mark.bind(1, name.hex()).bind(2, why.message).run(); !status) return status;
  }
  return base::done();
}

Status Vault::keep_refusal(const sync::Refused& refused, const std::string& device) {
  return database_->prepare("INSERT OR REPLACE INTO refusal VALUES(?1, ?2, ?3)")
      .bind(1, refused.revision)
      .bind(2, device)
      .bind(3, base::canonical(refused.json()))
      .run();
}

// A colleague's revision is the colleague's to seal anew: of what is lost with it only our own changes are ours.
Status Vault::salvage(const sync::Refused& refused, Applied& applied) {
  auto find = database_->prepare("SELECT report FROM revision WHERE name = ?1 AND state = 'queued'");
  find.bind(1, refused.revision);
  if (!find.step()) return find.status();
  auto self = identity();
  auto row = self ? report(find.text(0)) : Result<ReportRow>(self.error());
  auto desk = row ? this->desk(row->id) : Result<Desk*>(row.error());
  if (!desk) return desk.error();
  const report::History& history = (*desk)->history;
  const report::RevisionId id = *base::Hash::parse(refused.revision);
  if (!history.find(id)) return base::done();  // laid aside just now
  const std::string device = history.find(id)->header.device;
  const RevisionSet lost = with_descendants(history, id), parents = accepted_parents(history, lost);
  auto accepted_form = form_of(*row, **desk, parents), form = form_of(*row, **desk, history.latest(lost));
  if (!accepted_form || !form) return accepted_form ? form.error() : accepted_form.error();
  const report::State accepted = merge::state_of(**accepted_form, history, parents).state;
  const report::State after = merge::state_of(**form, history, history.latest(lost)).state;
  report::State kept;
  std::vector<form::Path> suggested;
  const bool was_revoked = refused.code == "device-revoked" && was_before(device);
  const IsOwn is_own = [&](const std::string& one) { return one == self->device || was_before(one); };
  if (is_own(device)) {
    const bool is_all = was_revoked || only_moves(history, id, find_forms());
    kept = is_all ? after : allowed(accepted, after, refused.paths);
    suggested = report::changed_paths(kept, after);
  } else {
    const RevisionSet others = joined(parents, not_own(is_own, history, lost));
    const report::State before = merge::state_of(**form, history, history.latest(others)).state;
    kept = carried_over(accepted, before, after, suggested);
  }
  if (!was_revoked)
    if (auto status = keep_refusal(refused, device); !status) return status;
  const base::Error why{base::ErrorKind::Denied, refused.code, refused.message, {}};
  for (const form::Path& path : suggested) {
    const report::Row* row_there = path.name.empty() && !path.rows.empty() ? report::find_row(after, path) : nullptr;
    const Json value = row_there ? report::to_json(*row_there) : report::value_at(after, path).json();
    if (auto status = keep_suggestion(row->id, path.text(), value, why); !status) return status;
  }
  applied.reports.push_back(row->id);
  if (was_revoked) {
    for (const report::RevisionId& one : lost)
      if (is_own(history.find(one)->header.device)) applied.sealed_anew.insert(one.hex());
  } else {
    applied.refused.insert_or_assign(refused.revision, RefusedAt{row->id, named_places(**form, refused.paths)});
  }
  if (auto status = quarantine(row->id, lost, refused.message); !status) return status;
  if (kept == accepted) return base::done();
  auto sealed = put_sealed(*row, parents, kept, "");
  return sealed ? base::done() : Status(sealed.error());
}

}  // namespace ziping::client
