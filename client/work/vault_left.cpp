// Drafts that a program left when it ended before it could seal them: they are told of, and can be put aside.
#include <algorithm>

#include "client/text/say.h"
#include "client/work/vault.h"

namespace ziping::client {
namespace {

base::Error no_draft(std::string code, std::string message) {
  return {base::ErrorKind::NotFound, std::move(code), std::move(message), {}};
}

std::int64_t places_of(const std::vector<Json>& edits) {
  std::set<std::string> places;
  for (const Json& edit : edits) places.emplace(edit.text_or("path"));
  return static_cast<std::int64_t>(places.size());
}

std::vector<std::string> labels_of(const form::Form& form, const std::vector<Json>& edits) {
  std::vector<std::string> out;
  for (const Json& edit : edits) {
    const auto path = form::Path::parse(edit.text_or("path"));
    if (!path) continue;
    std::string label = named_place(form, *path).label;
    if (std::ranges::find(out, label) == out.end()) out.push_back(std::move(label));
  }
  return out;
}

// Of rows of id, body, typed_at, at and report.
Result<std::vector<AsideDraft>> aside_in(sqlite::Statement& find) {
  std::vector<AsideDraft> out;
  while (find.step()) {
    auto body = base::parse_json(find.text(1));
    if (!body) return body.error();
    out.push_back({find.integer(0), places_of(body->list("edits")), find.text(2), find.text(3), find.text(4)});
  }
  if (auto status = find.status(); !status) return status.error();
  return out;
}

}  // namespace

Status Vault::find_left_drafts() {
  auto find = database_->prepare("SELECT DISTINCT report FROM edit");
  while (find.step()) left_.insert(find.text(0));
  return find.status();
}

Result<std::vector<LeftDraft>> Vault::left_drafts() {
  std::vector<LeftDraft> out;
  std::set<std::string> told = left_;
  told.insert(astray_.begin(), astray_.end());
  for (const std::string& report : told) {
    auto journal = edits(report);
    if (!journal) return journal.error();
    if (journal->empty()) continue;  // one that could not be applied was put aside meanwhile
    auto newest = database_->prepare("SELECT max(at) FROM edit WHERE report = ?1");
    newest.bind(1, report);
    out.push_back({report, places_of(*journal), newest.step() ? newest.text(0) : std::string()});
    if (auto status = newest.status(); !status) return status.error();
    auto row = this->report(report);
    if (auto form = row ? this->form(row->form) : Result<const form::Form*>(row.error()); form)
      out.back().labels = labels_of(**form, *journal);
  }
  return out;
}

Status Vault::put_draft_aside(const ReportRow& report) {
  const bool was_left = this->was_left(report.id);
  const Status committed = in_transaction(report.id, [&] { return lay_aside(report); });
  if (!committed && was_left) left_.insert(report.id);
  return committed;
}

// The journal is not applied: what finds no place in the report is put aside as well.
Status Vault::lay_aside(const ReportRow& report) {
  if (!has_draft(report.id)) return no_draft("no-draft", text::say("left.no_draft", {}));
  auto desk = this->desk(report.id);
  if (!desk) return desk.error();
  const report::RevisionSet heads = (*desk)->history.heads();
  if (heads.empty())
    return base::Error{base::ErrorKind::Invalid, "nothing-else", text::say("left.nothing_else", {}), {}};
  return lay_draft_aside(report, heads);
}

Status Vault::lay_draft_aside(const ReportRow& report, const report::RevisionSet& heads) {
  auto journal = edits(report.id);
  if (!journal) return journal.error();
  Json body;
  body["edits"] = Json(std::move(*journal));
  body["heads"] = Json(Json::Array{});
  for (const report::RevisionId& head : heads) body["heads"].push(Json(head.hex()));
  auto put = database_->prepare(
      "INSERT INTO aside(report, body, typed_at, at) SELECT ?1, ?2, max(at), ?3 FROM edit WHERE report = ?1");
  put.bind(1, report.id).bind(2, base::canonical(body)).bind(3, base::utc_text(clock_.now_ms()));
  if (auto status = put.run(); !status) return status;
  auto clear = database_->prepare("DELETE FROM edit WHERE report = ?1");
  if (auto status = clear.bind(1, report.id).run(); !status) return status;
  desks_.erase(report.id);
  accept_draft(report.id);
  return base::done();
}

// Before something comes in for the report. A draft that cannot be sealed is put aside whole, for otherwise nothing
// would come in any more, for any report. Where the history itself cannot be read nothing moves under the draft, for
// what comes is set aside, and it stays.
Status Vault::seal_or_lay_aside(const ReportRow& report) {
  if (auto status = database_->run("SAVEPOINT sealing"); !status) return status;
  const auto sealed = seal_draft(report, "");
  if (sealed) return database_->run("RELEASE sealing");
  if (is_of_the_disk(sealed.error())) return sealed.error();
  if (auto status = database_->run("ROLLBACK TO sealing; RELEASE sealing"); !status) return status;
  desks_.erase(report.id);
  auto desk = this->desk(report.id);
  if (!desk) return is_of_the_disk(desk.error()) ? Status(desk.error()) : base::done();
  const report::RevisionSet heads = (*desk)->history.heads();
  return lay_draft_aside(report, heads);
}

Result<std::vector<AsideDraft>> Vault::drafts_aside(const ReportRow& report) {
  auto find = database_->prepare("SELECT id, body, typed_at, at, report FROM aside WHERE report = ?1 ORDER BY id DESC");
  find.bind(1, report.id);
  return aside_in(find);
}

Result<std::vector<AsideDraft>> Vault::drafts_put_aside_lately() {
  auto find = database_->prepare("SELECT id, body, typed_at, at, report FROM aside WHERE at >= ?1 ORDER BY id DESC");
  find.bind(1, base::utc_text(clock_.now_ms() - kAsideToldDays * 24 * 60 * 60 * 1000));
  return aside_in(find);
}

Result<Json> Vault::aside_body(const std::string& report, std::int64_t id) {
  auto find = database_->prepare("SELECT body FROM aside WHERE report = ?1 AND id = ?2");
  find.bind(1, report).bind(2, id);
  if (find.step()) return base::parse_json(find.text(0));
  if (auto status = find.status(); !status) return status.error();
  return no_draft("unknown-draft", text::say("left.unknown", {}));
}

Result<std::vector<Json>> Vault::draft_edits(const std::string& report, std::int64_t aside) {
  if (aside != 0) {
    auto body = aside_body(report, aside);
    return body ? Result<std::vector<Json>>(body->list("edits")) : body.error();
  }
  auto journal = edits(report);
  if (journal && journal->empty()) return no_draft("no-draft", text::say("left.gone", {}));
  return journal;
}

Status Vault::take_draft_back(const ReportRow& report, std::int64_t id) {
  auto body = aside_body(report.id, id);
  if (!body) return body.error();
  return in_transaction(report.id, [&]() -> Status {
    auto sealed = seal_draft(report, "");
    auto desk = sealed ? this->desk(report.id) : Result<Desk*>(sealed.error());
    if (!desk) return desk.error();
    report::RevisionSet heads;
    for (const Json& name : body->list("heads")) {
      const auto head = base::Hash::parse(name.as_string() ? *name.as_string() : std::string());
      if (head && (*desk)->history.find(*head)) heads.insert(*head);
    }
    if (heads.empty()) heads = (*desk)->history.heads();  // what it stood on was refused meanwhile
    auto form = form_of(report, **desk, heads);
    if (!form) return form.error();
    const report::State before = merge::state_of(**form, (*desk)->history, heads).state;
    report::State after = before;
    const std::vector<Json> edits = body->list("edits");
    for (const Json& edit : edits)
      if (auto status = apply_edit(after, edit); !status) return status;
    if (after != before) {
      if (auto status = judge(report, **form, before, after, edits.front()); !status) return status;
      if (auto put = put_sealed(report, heads, after, ""); !put) return put.error();
    }
    return database_->prepare("DELETE FROM aside WHERE id = ?1").bind(1, id).run();
  });
}

}  // namespace ziping::client
