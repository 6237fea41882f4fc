#include "client/app/list_filter.h"

#include <algorithm>
#include <functional>
#include <set>
#include <vector>

#include "client/app/list_order.h"
#include "shared/base/json.h"

namespace ziping::app {
namespace {

constexpr base::ParseLimits kStoredFilter{.bytes_max = 4096, .depth_max = 4};

bool waits_for_review(sync::Stage stage) { return stage == sync::Stage::Submitted || stage == sync::Stage::Received; }

bool belongs(const client::Summary& report, HomeTab tab) {
  const sync::Stage stage = report.row.stage;
  switch (tab) {
    case HomeTab::All:
      return true;
    case HomeTab::Mine:
      return report.mine;
    case HomeTab::Handled:
      return report.handled;
    case HomeTab::Waiting:
      return waits_for_review(stage);
    case HomeTab::Returned:
      return stage == sync::Stage::Returned;
    case HomeTab::Done:
      return stage == sync::Stage::Accepted;
  }
  return true;
}

bool says(const client::Summary& report, const std::string& words) {
  const auto has = [&](std::string_view text) { return text.find(words) != text.npos; };
  return words.empty() || has(report.title) || has(report.department) || has(std::to_string(report.row.year)) ||
         has(stage_words(report.row.stage));
}

bool is_left(const Model& model, const client::Summary& report) {
  const ListFilter& filter = model.settings.list_filter;
  return (!filter.year || *filter.year == report.row.year) &&
         (filter.department.empty() || filter.department == report.department) &&
         (!filter.stage || *filter.stage == report.row.stage) &&
         (!filter.attention || asks_for_attention(model, report));
}

ListValues values_of(const Model& model) {
  std::set<std::int64_t, std::greater<>> years;
  std::set<std::string_view> departments;
  std::set<sync::Stage> stages;
  std::size_t attention = 0;
  for (const client::Summary& report : model.home.reports) {
    years.insert(report.row.year);
    if (!report.department.empty()) departments.insert(report.department);
    stages.insert(report.row.stage);
    if (asks_for_attention(model, report)) ++attention;
  }
  return {{years.begin(), years.end()},
          {departments.begin(), departments.end()},
          {stages.begin(), stages.end()},
          attention > 0 && attention < model.home.reports.size()};
}

void drop_what_is_gone(ListFilter& filter, const ListValues& values) {
  const auto gone = [](const auto& all, const auto& one) { return std::ranges::find(all, one) == all.end(); };
  if (filter.year && gone(values.years, *filter.year)) filter.year.reset();
  if (gone(values.departments, filter.department)) filter.department.clear();
  if (filter.stage && gone(values.stages, *filter.stage)) filter.stage.reset();
}

}  // namespace

void arrange_list(Model& model) {
  model.values = values_of(model);
  drop_what_is_gone(model.settings.list_filter, model.values);
  sort_list(model);
  filter_list(model);
}

void filter_list(Model& model) {
  for (std::vector<std::size_t>& tab : model.shown) tab.clear();
  const bool sorted = model.order.size() == model.home.reports.size();
  for (std::size_t i = 0; i < model.home.reports.size(); ++i) {
    const std::size_t at = sorted ? model.order[i] : i;
    const client::Summary& report = model.home.reports[at];
    if (!says(report, model.search) || !is_left(model, report)) continue;
    for (std::size_t tab = 0; tab < kHomeTabs; ++tab)
      if (belongs(report, static_cast<HomeTab>(tab))) model.shown[tab].push_back(at);
  }
}

std::vector<const client::Summary*> listed(const Model& model, HomeTab tab) {
  std::vector<const client::Summary*> out;
  out.reserve(listed_count(model, tab));
  for (const std::size_t at : model.shown[static_cast<std::size_t>(tab)]) out.push_back(&model.home.reports[at]);
  return out;
}

std::size_t listed_count(const Model& model, HomeTab tab) { return model.shown[static_cast<std::size_t>(tab)].size(); }

bool asks_for_attention(const Model& model, const client::Summary& report) {
  const sync::Stage stage = report.row.stage;
  if (unsent(report) > 0 || report.trouble || (report.wish && !report.wish->waits())) return true;
  if (model.home.self && model.home.self->role == "finance") return waits_for_review(stage);
  if (!sync::is_open(stage)) return false;  // nobody can mend it now
  const auto days = days_left(model, report);
  return stage == sync::Stage::Returned || report.conflicts > 0 || report.findings.errors > 0 ||
         (days && *days < kFewDays);
}

std::string stored_filter(const ListFilter& filter) {
  if (filter == ListFilter{}) return {};
  base::Json out{base::Json::Object{}};
  if (filter.year) out["year"] = *filter.year;
  if (!filter.department.empty()) out["department"] = filter.department;
  if (filter.stage) out["stage"] = sync::name(*filter.stage);
  if (filter.attention) out["attention"] = true;
  return base::canonical(out);
}

ListFilter read_filter(std::string_view stored) {
  ListFilter out;
  const auto json = base::parse_json(stored, kStoredFilter);
  if (!json) return out;
  const base::Json* year = json->find("year");
  if (const std::int64_t* number = year ? year->as_integer() : nullptr) out.year = *number;
  out.department = json->text_or("department");
  out.stage = sync::stage_named(json->text_or("stage"));
  out.attention = json->flag("attention");
  return out;
}

}  // namespace ziping::app
