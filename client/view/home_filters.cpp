#include "client/view/home_filters.h"

#include <algorithm>
#include <optional>
#include <string_view>
#include <vector>

#include "client/text/say.h"
#include "client/view/widgets/blocks.h"

namespace ziping::view {
namespace {

constexpr float kFilterWidth = 112, kDepartmentFilterWidth = 208, kFilterGap = 12;

std::string year_words(std::int64_t year) { return text::say("home.of_year", {year}); }

// Each thing beside the last one, or below it where there is no room.
class FilterRow {
 public:
  explicit FilterRow(const Ui& ui) : ui_(ui), right_(ImGui::GetCursorScreenPos().x + width_left()) {}

  void next(float width) {
    const bool fits = !first_ && ImGui::GetItemRectMax().x + ui_.px(kFilterGap) + width <= right_;
    if (fits) ImGui::SameLine(0, ui_.px(kFilterGap));
    if (!fits && !first_) space(ui_, 8);
    first_ = false;
  }

 private:
  const Ui& ui_;
  float right_;
  bool first_ = true;
};

// What is chosen in this frame: 0 for all, else 1 behind the place of the value. The values may have become fewer while
// the options were open.
std::optional<std::size_t> filter_choice(Frame& frame, FilterRow& row, std::string_view id, float width_at_100,
                                         const std::vector<std::string_view>& options, std::size_t current) {
  const float width = frame.px(width_at_100);
  row.next(width);
  const auto chosen = choice_field(frame.ui, {.id = id, .width = width}, options, current);
  return chosen && *chosen < options.size() ? chosen : std::nullopt;
}

// 0 for none, else 1 behind its place.
template <class Value>
std::size_t filter_option(const std::vector<Value>& values, const std::optional<Value>& value) {
  if (!value) return 0;
  const auto at = std::ranges::find(values, *value);
  return at == values.end() ? 0 : static_cast<std::size_t>(at - values.begin()) + 1;
}

void year_filter(Frame& frame, FilterRow& row) {
  const std::vector<std::int64_t>& years = frame.model.values.years;
  if (years.size() < 2) return;
  std::vector<std::string> names;
  for (const std::int64_t year : years) names.push_back(year_words(year));
  std::vector<std::string_view> options{text::say("home.all_years")};
  options.insert(options.end(), names.begin(), names.end());
  app::ListFilter filter = frame.model.settings.list_filter;
  const std::size_t now = filter_option(years, filter.year);
  const auto chosen = filter_choice(frame, row, "###filter/year", kFilterWidth, options, now);
  if (!chosen) return;
  filter.year = *chosen == 0 ? std::nullopt : std::optional(years[*chosen - 1]);
  frame.ask(app::FilterBy{std::move(filter)});
}

void department_filter(Frame& frame, FilterRow& row) {
  const std::vector<std::string>& departments = frame.model.values.departments;
  if (departments.size() < 2) return;
  std::vector<std::string_view> options{text::say("home.all_departments")};
  options.insert(options.end(), departments.begin(), departments.end());
  app::ListFilter filter = frame.model.settings.list_filter;
  const std::size_t now =
      filter_option(departments, filter.department.empty() ? std::nullopt : std::optional(filter.department));
  const auto chosen = filter_choice(frame, row, "###filter/department", kDepartmentFilterWidth, options, now);
  if (!chosen) return;
  filter.department = *chosen == 0 ? std::string() : departments[*chosen - 1];
  frame.ask(app::FilterBy{std::move(filter)});
}

void stage_filter(Frame& frame, FilterRow& row) {
  const std::vector<sync::Stage>& stages = frame.model.values.stages;
  if (stages.size() < 2) return;
  std::vector<std::string_view> options{text::say("home.all_stages")};
  for (const sync::Stage stage : stages) options.push_back(app::stage_words(stage));
  app::ListFilter filter = frame.model.settings.list_filter;
  const std::size_t now = filter_option(stages, filter.stage);
  const auto chosen = filter_choice(frame, row, "###filter/stage", kFilterWidth, options, now);
  if (!chosen) return;
  filter.stage = *chosen == 0 ? std::nullopt : std::optional(stages[*chosen - 1]);
  frame.ask(app::FilterBy{std::move(filter)});
}

bool offers_attention(const app::Model& model) {
  return model.values.attention || model.settings.list_filter.attention;
}

std::string attention_means(const app::Model& model) {
  if (model.home.self && model.home.self->role == "finance") return std::string(text::say("home.attention_review"));
  return text::say("home.attention_means", {app::kFewDays});
}

void attention_filter(Frame& frame, FilterRow& row) {
  if (!offers_attention(frame.model)) return;
  Ui& ui = frame.ui;
  app::ListFilter filter = frame.model.settings.list_filter;
  const std::string label = text::label("home.attention", "###filter/attention");
  row.next(check_box_width(ui, label));
  if (check_box(ui, label, filter.attention ? Checked::Yes : Checked::No)) {
    filter.attention = !filter.attention;
    frame.ask(app::FilterBy{std::move(filter)});
  }
  explain_last_button(ui, attention_means(frame.model));
}

}  // namespace

bool has_filters(const app::Model& model) {
  const app::ListValues& values = model.values;
  return values.years.size() > 1 || values.departments.size() > 1 || values.stages.size() > 1 ||
         offers_attention(model);
}

void home_filters(Frame& frame) {
  FilterRow row(frame.ui);
  year_filter(frame, row);
  department_filter(frame, row);
  stage_filter(frame, row);
  attention_filter(frame, row);
}

std::string filter_words(const app::Model& model) {
  const app::ListFilter& filter = model.settings.list_filter;
  std::string out;
  const auto add = [&out](std::string_view words) {
    if (!out.empty()) out += text::say("common.comma");
    out += words;
  };
  if (filter.year) add(year_words(*filter.year));
  if (!filter.department.empty()) add(filter.department);
  if (filter.stage) add(app::stage_words(*filter.stage));
  if (filter.attention) add(text::say("home.what_asks"));
  if (!model.search.empty()) add(text::say("home.words_sought", {model.search}));
  return out;
}

}  // namespace ziping::view
