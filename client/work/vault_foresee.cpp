// What answers of the server would change: they are taken in a transaction that is given up.
#include <algorithm>

#include "client/work/vault.h"
#include "shared/report/delta.h"

namespace ziping::client {
namespace {

constexpr const char* kOnlyLooked = "only-looked";

bool tells_form(const Json& entry) { return entry.text_or("kind") == "form"; }

bool says_something(const sync::SyncResponse& response) {
  return !response.entries.empty() || !response.receipts.empty() || !response.refused.empty();
}

}  // namespace

ForeseenReport foreseen_report(const ReportRow& row, const form::Form& form, const report::State* before,
                               const report::State& after) {
  ForeseenReport out{row.id, before == nullptr, {}};
  if (!before) {
    out.year = row.year;
    out.form = form.title();
    return out;
  }
  for (const form::Path& path : report::changed_paths(*before, after)) out.places.push_back(named_place(form, path));
  return out;
}

Place named_place(const form::Form& form, const form::Path& path) {
  if (const form::Field* field = path.name.empty() ? nullptr : form.find_field(path))
    return {path.text(), field->label};
  const form::Group* group = form.find_group(path);
  return {path.text(), group ? group->label : path.text()};
}

// Reading it through would cost the histories that are at hand: without entries only the receipts are looked at.
Status Vault::check_only_receipts(const std::vector<sync::SyncResponse>& responses) {
  std::int64_t from = cursor();
  for (const sync::SyncResponse& response : responses) {
    if (auto status = check_receipts(response, from); !status) return status;
    from = std::max(from, response.cursor);
  }
  return base::done();
}

// A form that comes may let any report be read in another way.
Result<Vault::SaidBefore> Vault::said_before_all(const std::vector<sync::SyncResponse>& responses) {
  std::set<std::string> told;
  bool with_form = false;
  for (const sync::SyncResponse& response : responses) {
    told.merge(told_of(response));
    with_form = with_form || std::ranges::any_of(response.entries, tells_form);
  }
  auto rows = with_form ? reports() : Result<std::vector<ReportRow>>(std::vector<ReportRow>{});
  if (!rows) return rows.error();
  for (const ReportRow& row : *rows) told.insert(row.id);
  SaidBefore out = said_before(told);
  return out.trouble ? Result<SaidBefore>(*out.trouble) : Result(std::move(out));
}

Result<std::vector<ForeseenReport>> Vault::foresee(const std::vector<sync::SyncResponse>& responses) {
  auto self = identity();
  if (!self) return self.error();
  std::vector<ForeseenReport> out;
  if (std::ranges::none_of(responses, says_something)) {
    const Status checked = check_only_receipts(responses);
    return checked ? Result(std::move(out)) : Result<std::vector<ForeseenReport>>(checked.error());
  }
  const auto before = said_before_all(responses);
  if (!before) return before.error();
  const std::set<std::string> left = left_;
  std::set<std::string> forms;
  for (const auto& [name, form] : forms_) forms.insert(name);
  const Status given_up = in_transaction("", [&]() -> Status {
    Applied applied;
    for (const sync::SyncResponse& response : responses)
      if (auto status = take_answer(response, *self, applied); !status) return status;
    for (const std::string& id : applied.reports) {
      auto row = report(id);
      if (!row) continue;  // told of and set aside
      const auto was = before->states.find(id);
      const bool is_new = !before->known.contains(id);
      if (!is_new && was == before->states.end()) continue;  // it said nothing that could change
      auto form = this->form(row->form);
      auto now = form ? shown(*row) : Result<Shown>(form.error());
      if (!now && !is_of_the_disk(now.error())) continue;
      if (!now) return now.error();
      ForeseenReport one = foreseen_report(*row, **form, is_new ? nullptr : &was->second, now->state);
      if (one.is_new || !one.places.empty()) out.push_back(std::move(one));
    }
    return base::Error{base::ErrorKind::Unavailable, kOnlyLooked, {}, {}};
  });
  left_ = left;
  std::erase_if(forms_, [&](const auto& one) { return !forms.contains(one.first); });
  if (given_up.error().code != kOnlyLooked) return given_up.error();
  return out;
}

}  // namespace ziping::client
