// What answers of the server would change: they are taken in a transaction that is given up.
#include "client/work/vault.h"
#include "shared/report/delta.h"

namespace ziping::client {
namespace {

constexpr const char* kOnlyLooked = "only-looked";

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

Result<std::vector<ForeseenReport>> Vault::foresee(const std::vector<sync::SyncResponse>& responses) {
  auto self = identity();
  auto rows = self ? reports() : Result<std::vector<ReportRow>>(self.error());
  if (!rows) return rows.error();
  std::map<std::string, report::State> before;
  for (const ReportRow& row : *rows) {
    auto now = shown(row);
    if (!now && !is_of_the_disk(now.error())) continue;  // it says nothing that could change
    if (!now) return now.error();
    before.emplace(row.id, std::move(now->state));
  }
  std::vector<ForeseenReport> out;
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
      auto form = this->form(row->form);
      auto now = form ? shown(*row) : Result<Shown>(form.error());
      if (!now && !is_of_the_disk(now.error())) continue;
      if (!now) return now.error();
      const auto was = before.find(id);
      ForeseenReport one = foreseen_report(*row, **form, was == before.end() ? nullptr : &was->second, now->state);
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
