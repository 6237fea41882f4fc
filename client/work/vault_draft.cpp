// The draft of a report: edits in a journal over the merge of the heads, and the revision they are sealed into.
#include <iterator>

#include "client/text/say.h"
#include "client/work/vault.h"
#include "shared/base/utf8.h"
#include "shared/sync/values.h"

namespace ziping::client {
namespace {

bool sets_same_place(const Json& edit, const std::string& last) {
  if (edit.text_or("op") != "set") return false;
  auto before = base::parse_json(last);
  return before && before->text_or("op") == "set" && before->text_or("path") == edit.text_or("path");
}

base::Error denied(const sync::Refusal& refusal) {
  return {base::ErrorKind::Denied, refusal.code, refusal.message, refusal.path};
}

base::Error astray(const base::Error& why) {
  return {base::ErrorKind::Invalid, "draft-astray", text::say("kept.draft_astray", {}), why.message};
}

}  // namespace

// A damaged row is what it says, as a text: no edit, so that it cannot be applied, and it is put aside with the others.
Result<std::vector<Json>> Vault::edits(const std::string& report) {
  std::vector<Json> out;
  auto find = database_->prepare("SELECT body FROM edit WHERE report = ?1 ORDER BY id");
  find.bind(1, report);
  while (find.step()) {
    const std::string body = find.text(0);
    auto edit = base::parse_json(body);
    out.push_back(edit ? std::move(*edit) : Json(base::normalised(body)));
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

bool Vault::has_draft(const std::string& report) {
  auto find = database_->prepare("SELECT 1 FROM edit WHERE report = ?1 LIMIT 1");
  find.bind(1, report);
  return find.step();
}

// Typing on in one field replaces the journal's last row, so that a long text is there once and not once a keystroke.
Status Vault::put_edit(const std::string& report, const Json& edit) {
  auto last = database_->prepare("SELECT id, body FROM edit WHERE report = ?1 ORDER BY id DESC LIMIT 1");
  last.bind(1, report);
  const std::string body = base::canonical(edit), now = base::utc_text(clock_.now_ms());
  if (last.step() && sets_same_place(edit, last.text(1)))
    return database_->prepare("UPDATE edit SET body = ?2, at = ?3 WHERE id = ?1")
        .bind(1, last.integer(0))
        .bind(2, body)
        .bind(3, now)
        .run();
  if (auto status = last.status(); !status) return status;
  return database_->prepare("INSERT INTO edit(report, body, at) VALUES(?1, ?2, ?3)")
      .bind(1, report)
      .bind(2, body)
      .bind(3, now)
      .run();
}

Result<Shown> Vault::shown(const ReportRow& report) {
  auto desk = this->desk(report.id);
  auto merged = desk ? this->merged(report, **desk) : Result<const merge::Merged*>(desk.error());
  if (!merged) return merged.error();
  if (!(*desk)->drafted && has_draft(report.id)) {
    auto journal = edits(report.id);
    if (!journal) return journal.error();
    report::State state = (*merged)->state;
    for (const Json& edit : *journal)
      if (auto status = apply_edit(state, edit); !status) {
        astray_.insert(report.id);
        return astray(status.error());
      }
    (*desk)->drafted = std::move(state);
  }
  astray_.erase(report.id);
  const bool draft = (*desk)->drafted.has_value();
  return Shown{draft ? *(*desk)->drafted : (*merged)->state, (*merged)->notes, (*desk)->history.heads(), draft};
}

Status Vault::keep_suggestion(const std::string& report, const std::string& path, const Json& value,
                              const base::Error& why) {
  auto put =
      database_->prepare("INSERT INTO suggestion(report, path, value, code, why, at) VALUES(?1, ?2, ?3, ?4, ?5, ?6)");
  return put.bind(1, report)
      .bind(2, path)
      .bind(3, base::canonical(value))
      .bind(4, why.code)
      .bind(5, why.message)
      .bind(6, base::utc_text(clock_.now_ms()))
      .run();
}

Status Vault::keep_aside(const ReportRow& report, const Json& edit, const base::Error& why) {
  const Json* value = edit.find("value");
  const Json* row = edit.find("row");
  const Json& words = value ? *value : row ? *row : edit;
  return keep_suggestion(report.id, std::string(edit.text_or("path")), words, why);
}

// Within the caller's transaction, which is committed whatever comes of it: what is refused is kept as a suggestion.
Status Vault::judge(const ReportRow& report, const form::Form& form, const report::State& before,
                    const report::State& after, const Json& edit) {
  auto self = identity();
  if (!self) return self.error();
  const auto refused = sync::refusals(form, self->user, report.stage, before, after);
  if (refused.empty()) return sync::check_values(form, before, after);
  for (const sync::Refusal& refusal : refused) {
    const auto path = form::Path::parse(refusal.path);
    const Json value = path && !path->name.empty() ? report::value_at(after, *path).json() : edit;
    if (auto status = keep_suggestion(report.id, refusal.path, value, denied(refusal)); !status) return status;
  }
  return denied(refused.front());
}

Status Vault::edit(const ReportRow& report, const Json& edit) { return edit_all(report, {edit}); }

Status Vault::edit_all(const ReportRow& report, const std::vector<Json>& edits) {
  return edit_all(report, edits, base::done, Refused::Suggested);
}

Status Vault::edit_all(const ReportRow& report, const std::vector<Json>& edits,
                       const std::function<Status()>& beforehand, Refused refused) {
  if (edits.empty()) return base::done();
  auto now = shown(report);
  auto form = now ? form_of(report, desks_.at(report.id), now->heads) : Result<const form::Form*>(now.error());
  if (!form) return form.error();
  report::State after = now->state;
  for (const Json& edit : edits)
    if (auto status = apply_edit(after, edit); !status) return status;
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  if (auto status = beforehand(); !status) return status;
  const Status verdict = judge(report, **form, now->state, after, edits.front());
  if (!verdict && refused == Refused::Left) return verdict;
  if (verdict)
    for (const Json& edit : edits)
      if (auto status = put_edit(report.id, edit); !status) return status;
  if (auto status = transaction->commit(); !status) return status;
  if (!verdict) return verdict;
  desks_.at(report.id).drafted = std::move(after);
  accept_draft(report.id);
  return verdict;
}

Result<report::RevisionId> Vault::edit_on(const ReportRow& report, const report::RevisionSet& heads,
                                          const std::vector<Json>& edits) {
  Result<report::RevisionId> out = base::Error{};
  const Status committed = in_transaction(report.id, [&]() -> Status {
    auto desk = this->desk(report.id);
    auto form = desk ? form_of(report, **desk, heads) : Result<const form::Form*>(desk.error());
    if (!form) return form.error();
    for (const report::RevisionId& head : heads)
      if (!(*desk)->history.find(head))
        return base::Error{base::ErrorKind::NotFound, "unknown-parent", text::say("kept.unknown_parent", {}), {}};
    // The draft stands on the present heads, which are about to move.
    if (auto sealed = seal_draft(report, ""); !sealed) return sealed.error();
    const report::State before = merge::state_of(**form, (*desk)->history, heads).state;
    report::State after = before;
    Status verdict = base::done();
    for (const Json& edit : edits)
      if (verdict) verdict = apply_edit(after, edit);
    if (verdict) verdict = judge(report, **form, before, after, edits.front());
    if (!verdict && edits.size() > 1) return verdict;
    if (verdict)
      out = put_sealed(report, heads, after, "");
    else
      out = verdict.error();
    return base::done();
  });
  return committed ? out : Result<report::RevisionId>(committed.error());
}

Status Vault::put_revision(const report::Revision& revision, std::string_view state, const std::string& why) {
  auto put =
      database_->prepare("INSERT OR IGNORE INTO revision(name, report, body, state, why) VALUES(?1, ?2, ?3, ?4, ?5)");
  put.bind(1, revision.header.name().hex()).bind(2, revision.header.report).bind(3, base::canonical(revision.json()));
  return put.bind(4, state).bind(5, why).run();
}

Result<report::Revision> Vault::signed_revision(const ReportRow& report, const base::Hash& form,
                                                const report::RevisionSet& parents, const report::State& state,
                                                const std::string& note) {
  auto self = identity();
  auto desk = self ? this->desk(report.id) : Result<Desk*>(self.error());
  auto key = desk ? device_key() : Result<base::SecretKey>(desk.error());
  if (!key) return key.error();
  if (note.size() > report::kNoteBytesMax)
    return base::Error{base::ErrorKind::Invalid, "note-too-long", text::say("kept.note_too_long", {}), {}};
  report::Header header{
      report.id, form, {parents.begin(), parents.end()}, self->user.name, self->device, base::utc_text(clock_.now_ms()),
      note,      {}};
  std::vector<const report::State*> states;
  for (const report::RevisionId& parent : header.parents) {
    const report::History::Entry* entry = (*desk)->history.find(parent);
    if (!entry)
      return base::Error{base::ErrorKind::NotFound, "unknown-parent", text::say("kept.unknown_parent", {}), {}};
    states.push_back(entry->state.get());
  }
  return report::seal(std::move(header), states, state, *key);
}

Result<report::RevisionId> Vault::put_sealed(const ReportRow& report, const report::RevisionSet& parents,
                                             const report::State& state, const std::string& note) {
  Standing standing{parents, state};
  if (auto status = stand_on_few(report, standing); !status) return status.error();
  auto desk = this->desk(report.id);
  if (!desk) return desk.error();
  return put_sealed_under(report, form_name_of(report, **desk, standing.parents), standing.parents, standing.state,
                          note);
}

// Each revision in between says what the merge of its parents says, so nothing in it is its author's change. The merge
// that then results may be another one than was typed on, for the fold has other neighbours: what was typed follows it.
Status Vault::stand_on_few(const ReportRow& report, Standing& standing) {
  while (standing.parents.size() > report::kParentsMax) {
    auto desk = this->desk(report.id);
    if (!desk) return desk.error();
    const auto merge_of = [&](const report::RevisionSet& revisions) -> Result<report::State> {
      auto form = form_of(report, **desk, revisions);
      if (!form) return form.error();
      return merge::state_of(**form, (*desk)->history, revisions).state;
    };
    const auto cut = std::next(standing.parents.begin(), report::kParentsMax);
    const report::RevisionSet some(standing.parents.begin(), cut);
    report::RevisionSet fewer(cut, standing.parents.end());
    auto before = merge_of(standing.parents);
    auto gathered = before ? merge_of(some) : before;
    if (!gathered) return gathered.error();
    auto sealed = put_sealed_under(report, form_name_of(report, **desk, some), some, *gathered, "");
    if (!sealed) return sealed.error();
    fewer.insert(*sealed);
    auto after = merge_of(fewer);
    auto form = after ? form_of(report, **desk, fewer) : Result<const form::Form*>(after.error());
    if (!form) return form.error();
    standing = {std::move(fewer), merge::merge(**form, *before, {standing.state, {}}, {*after, {}}).state};
  }
  return base::done();
}

Result<report::RevisionId> Vault::put_sealed_under(const ReportRow& report, const base::Hash& form,
                                                   const report::RevisionSet& parents, const report::State& state,
                                                   const std::string& note) {
  auto revision = signed_revision(report, form, parents, state, note);
  if (!revision) return revision.error();
  if (auto status = put_revision(*revision, "queued", ""); !status) return status.error();
  Desk& desk = desks_.at(report.id);
  desk.merged.reset();
  auto added = desk.history.add(*revision);
  if (auto status = added ? settle_form(report.id) : Status(added.error()); !status) return status.error();
  return added;
}

Result<std::optional<report::RevisionId>> Vault::seal_draft(const ReportRow& report, const std::string& note) {
  std::optional<report::RevisionId> none;
  auto now = shown(report);
  if (!now) return now.error();
  if (!now->draft) return none;
  Desk& desk = desks_.at(report.id);
  auto clear = database_->prepare("DELETE FROM edit WHERE report = ?1");
  if (auto status = clear.bind(1, report.id).run(); !status) return status.error();
  desk.drafted.reset();
  accept_draft(report.id);
  if (now->state == desk.merged->state && !now->heads.empty()) return none;
  auto sealed = put_sealed(report, now->heads, now->state, note);
  return sealed ? Result(std::optional(*sealed)) : Result<std::optional<report::RevisionId>>(sealed.error());
}

Result<std::optional<report::RevisionId>> Vault::seal(const ReportRow& report, const std::string& note) {
  std::optional<report::RevisionId> out;
  const bool was_left = this->was_left(report.id);
  const Status committed = in_transaction(report.id, [&]() -> Status {
    auto sealed = seal_draft(report, note);
    auto now = sealed ? shown(report) : Result<Shown>(sealed.error());
    if (!now) return now.error();
    out = *sealed;
    // Several heads are worth a seal even without an edit: somebody has seen their merge and stands for it.
    if (out || now->heads.size() < 2) return base::done();
    auto stood_for = put_sealed(report, now->heads, now->state, note);
    if (!stood_for) return stood_for.error();
    out = *stood_for;
    return base::done();
  });
  if (!committed && was_left) left_.insert(report.id);
  return committed ? Result(out) : Result<std::optional<report::RevisionId>>(committed.error());
}

// What is in memory follows the file: when nothing was committed, it is read anew.
Status Vault::in_transaction(const std::string& report, const std::function<Status()>& work) {
  auto transaction = sqlite::Transaction::begin(*database_);
  if (!transaction) return transaction.error();
  Status status = work();
  if (status) status = transaction->commit();
  if (status) return status;
  if (report.empty())
    desks_.clear();
  else
    desks_.erase(report);
  return status;
}

}  // namespace ziping::client
