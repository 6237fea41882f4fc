// Which form a report has, and how it moves to one that mends it: the form is that of its heads, as its state is, so
// that devices that hold the same revisions show the same report by the same form.
//
//   A (form 1) ← M (form 2, says what A says)      B (form 1, on A) written meanwhile      heads M, B: form 2
#include "client/text/say.h"
#include "client/work/vault.h"

namespace ziping::client {
namespace {

base::Error refuse(base::ErrorKind kind, std::string code, std::string message) {
  return {kind, std::move(code), std::move(message), {}};
}

std::set<base::Hash> forms_of(const report::History& history, const report::RevisionSet& revisions) {
  std::set<base::Hash> out;
  for (const report::RevisionId& id : revisions)
    if (const auto* entry = history.find(id)) out.insert(entry->header.form);
  return out;
}

}  // namespace

form::FindForm Vault::find_forms() {
  return [this](const base::Hash& name) -> const form::Form* {
    auto found = form(name.hex());
    return found ? *found : nullptr;
  };
}

base::Hash Vault::form_name_of(const ReportRow& report, const Desk& desk, const report::RevisionSet& revisions) {
  const std::set<base::Hash> forms = forms_of(desk.history, revisions);
  if (!forms.empty()) return form::newest(forms, find_forms());
  const auto own = base::Hash::parse(report.form);
  return own ? *own : base::Hash{};
}

// A form that has not come yet: what it asks is not known here, and the report is read by the one it had.
Result<const form::Form*> Vault::form_of(const ReportRow& report, const Desk& desk,
                                         const report::RevisionSet& revisions) {
  auto out = form(form_name_of(report, desk, revisions).hex());
  return out ? out : form(report.form);
}

Status Vault::settle_form(const std::string& report) {
  auto desk = this->desk(report);
  if (!desk) return desk.error();
  const std::set<base::Hash> forms = forms_of((*desk)->history, (*desk)->history.heads());
  if (forms.empty()) return base::done();
  const base::Hash form = form::newest(forms, find_forms());
  if (!find_forms()(form)) return base::done();
  auto put = database_->prepare("UPDATE report SET form = ?2 WHERE id = ?1 AND form <> ?2");
  return put.bind(1, report).bind(2, form.hex()).run();
}

// Reports and revisions that name it may have come before it, to a program that could not read it then.
Status Vault::form_came(const base::Hash& form, Applied& applied) {
  std::vector<std::string> reports;
  auto find = database_->prepare(
      "SELECT report FROM revision WHERE state <> 'quarantined' AND json_extract(body, '$.header.form') = ?1 UNION "
      "SELECT id FROM report WHERE form = ?1");
  find.bind(1, form.hex());
  while (find.step()) reports.push_back(find.text(0));
  if (auto status = find.status(); !status) return status;
  for (std::string& report : reports) {
    if (auto status = settle_form(report); !status) return status;
    auto drop = database_->prepare("DELETE FROM summary WHERE report = ?1");
    if (auto status = drop.bind(1, report).run(); !status) return status;
    applied.reports.push_back(std::move(report));
  }
  return base::done();
}

Status Vault::check_move(const ReportRow& report, const form::Form& to) {
  auto self = identity();
  if (!self) return self.error();
  if (self->user.department != report.department || !sync::is_office(self->user))
    return refuse(base::ErrorKind::Denied, "denied", text::say("move.not_yours", {}));
  if (!sync::is_open(report.stage))
    return refuse(base::ErrorKind::Denied, "stage-closed",
                  text::say("move.closed", {text::say("stage." + std::string(sync::name(report.stage)), {})}));
  const auto present = base::Hash::parse(report.form);
  if (!present || *present == to.name())
    return refuse(base::ErrorKind::Invalid, "same-form", text::say("move.same_form", {}));
  if (form::mends(to.name(), *present, find_forms())) return base::done();
  return refuse(base::ErrorKind::Invalid, "not-mending", text::say("move.not_mending", {to.title(), to.id()}));
}

Result<const form::Form*> Vault::newer_form(const ReportRow& report) {
  const form::Form* none = nullptr;
  const auto present = base::Hash::parse(report.form);
  if (!present) return none;
  std::set<base::Hash> newer;
  auto find = database_->prepare("SELECT name FROM form");
  while (find.step())
    if (const auto name = base::Hash::parse(find.text(0)); name && form::mends(*name, *present, find_forms()))
      newer.insert(*name);
  if (auto status = find.status(); !status) return status.error();
  if (newer.empty()) return none;
  auto out = form(form::newest(newer, find_forms()).hex());
  return !out || check_move(report, **out) ? out : none;
}

Result<report::RevisionId> Vault::move_to_form(const ReportRow& report, const form::Form& to) {
  Result<report::RevisionId> out = base::Error{};
  const Status committed = in_transaction(report.id, [&]() -> Status {
    if (auto may = check_move(report, to); !may) return may;
    auto sealed = seal_draft(report, "");
    auto now = sealed ? shown(report) : Result<Shown>(sealed.error());
    if (!now) return now.error();
    if (now->heads.empty()) return refuse(base::ErrorKind::Invalid, "nothing-yet", text::say("move.nothing_yet", {}));
    if (now->heads.size() > report::kParentsMax) {  // a move names its parents and changes nothing
      auto gathered = put_sealed(report, now->heads, now->state, "");
      now = gathered ? shown(report) : Result<Shown>(gathered.error());
      if (!now) return now.error();
    }
    out = put_sealed_under(report, to.name(), now->heads, now->state, text::say("move.note", {}));
    return out ? base::done() : Status(out.error());
  });
  return committed ? out : Result<report::RevisionId>(committed.error());
}

}  // namespace ziping::client
