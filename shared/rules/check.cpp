#include "shared/rules/check.h"

#include <algorithm>
#include <functional>

#include "shared/base/decimal.h"
#include "shared/base/utf8.h"
#include "shared/form/value.h"
#include "shared/report/conflict.h"
#include "shared/rules/score.h"

namespace ziping::rules {
namespace {

using Places = std::map<std::string, std::vector<Place>>;  // by generic group name, "" for the report itself

std::string noun(form::Show show) {
  return show == form::Show::Table ? "行" : show == form::Show::Blocks ? "段" : "条";
}

// Where a person finds it: “署名” or “指标评分表”第 3 行的“得分”; a row is called what it looks like.
std::string spoken(const Place& place, const form::Field& field) {
  const std::string name = "“" + field.label + "”";
  if (place.rows.empty()) return name;
  return "“" + place.group->label + "”第 " + std::to_string(place.row_number) + " " + noun(place.group->show) + "的" +
         name;
}

Finding about(const Place& place, const form::Field& field, Level level, std::string_view rule) {
  Finding finding;
  finding.level = level;
  finding.rule = std::string(rule);
  finding.fields = {form::Path{place.rows, field.name}.text()};
  return finding;
}

void check_shape(const Place& place, const form::Field& field, std::vector<Finding>& out) {
  const report::Value& value = place.node->value(field.name);
  if (value.absent() || report::is_conflict(value.json()) || form::check_stored(field, value.json())) return;
  Finding finding = about(place, field, Level::Error, kShapeRule);
  finding.title = "内容格式";
  finding.message =
      spoken(place, field) + "里存的内容不能用：" + form::check_stored(field, value.json()).error().message;
  finding.fix = "清空后重新填写。";
  out.push_back(std::move(finding));
}

// Counted as the field does while it is being written: without blanks.
void check_most(const Place& place, const form::Field& field, std::string_view text, std::vector<Finding>& out) {
  const auto most = static_cast<std::size_t>(std::max<std::int64_t>(field.characters_max, 0));
  if (most == 0 || base::count_characters(text) <= most) return;  // what is written is never more
  const auto count = static_cast<std::int64_t>(base::count_written(base::to_utf32(text)));
  if (count <= field.characters_max) return;
  const auto spelt = [](std::int64_t number) { return base::Decimal(number, 0).grouped(); };
  Finding finding = about(place, field, Level::Error, kLengthRule);
  finding.title = "必填与篇幅";
  finding.message = spoken(place, field) + "超出 " + spelt(count - field.characters_max) + " 字：最多 " +
                    spelt(field.characters_max) + " 字。";
  finding.numbers = {{"characters", std::to_string(count)}, {"characters_max", std::to_string(field.characters_max)}};
  finding.fix = "删减到这个字数以内再报送。";
  out.push_back(std::move(finding));
}

void check_length(const Place& place, const form::Field& field, std::vector<Finding>& out) {
  if (field.computed()) return;
  const report::Value& value = place.node->value(field.name);
  const std::string* text = value.text();
  const std::string_view content = text ? base::trimmed(*text) : std::string_view();
  if (value.absent() || (text && content.empty())) {
    if (!field.required) return;
    Finding finding = about(place, field, Level::Error, kLengthRule);
    finding.title = "必填与篇幅";
    finding.message = spoken(place, field) + "没有填写。";
    finding.fix = field.hint.empty() ? "填写这一项。" : field.hint;
    out.push_back(std::move(finding));
    return;
  }
  if (!text || (field.kind != form::Kind::Text && field.kind != form::Kind::Line)) return;
  check_most(place, field, *text, out);
  const auto count = static_cast<std::int64_t>(base::count_characters(content));
  if (count >= field.characters_min) return;
  Finding finding = about(place, field, Level::Warning, kLengthRule);
  finding.title = "必填与篇幅";
  finding.message = spoken(place, field) + "只有 " + std::to_string(count) + " 字，至少要写 " +
                    std::to_string(field.characters_min) + " 字，还差 " + std::to_string(field.characters_min - count) +
                    " 字。";
  finding.numbers = {{"characters", std::to_string(count)}, {"characters_min", std::to_string(field.characters_min)}};
  finding.fix = "补充具体内容。";
  out.push_back(std::move(finding));
}

class Checking {
 public:
  Checking(const Rule& rule, const Sheet& sheet, const Places& places) : rule_(rule), sheet_(sheet), places_(places) {}

  // Rows that all pass are one finding: nobody reads a hundred of them.
  void append_to(std::vector<Finding>& out) {
    if (rule_.each.empty())
      in_scope(sheet_);
    else if (const auto rows = places_.find(rule_.each); rows != places_.end())
      for (const Place& row : rows->second) {
        Sheet scope = sheet_.at(row);
        scope.bind("row_number", Number{base::Rational(static_cast<std::int64_t>(row.row_number)), 0});
        in_scope(scope);
      }
    const auto passes = [](const Finding& finding) { return finding.level == Level::Pass; };
    const bool several = !rule_.each.empty() || !rule_.over.empty();
    if (several && std::ranges::all_of(found_, passes) && !found_.empty()) {
      Finding joined = found_.front();
      joined.numbers.clear();
      joined.fields = rule_.each.empty() ? rule_.over : std::vector<std::string>{rule_.each};
      out.push_back(std::move(joined));
      return;
    }
    for (Finding& finding : found_)
      if (!several || !passes(finding)) out.push_back(std::move(finding));
  }

 private:
  void in_scope(const Sheet& scope) {
    if (rule_.over.empty()) return judge(scope, {});
    for (const std::string& name : rule_.over) {
      Sheet over = scope;
      const form::Field* field = find_field(scope, name);
      over.bind("value", scope.value(name));
      over.bind("label", field ? field->label : name);
      judge(std::move(over), name);
    }
  }

  void judge(Sheet scope, const std::string& over) {
    if (rule_.when && !is_true(rule_.when->evaluate(scope))) return;
    for (const auto& [name, formula] : rule_.lets) scope.bind(name, formula.evaluate(scope));
    for (const Outcome& outcome : rule_.outcomes)
      if (is_true(outcome.condition.evaluate(scope))) return found_.push_back(finding(scope, outcome, over));
  }

  static const form::Field* find_field(const Sheet& scope, const std::string& name) {
    const form::Field* field = scope.row().group ? scope.row().group->find(name) : nullptr;
    return field ? field : scope.top().group->find(name);
  }

  Finding finding(const Sheet& scope, const Outcome& outcome, const std::string& over) const {
    Finding out{outcome.level, rule_.id, rule_.title, outcome.message.filled(scope), {}, {}, rule_.fix};
    std::vector<std::string> names = rule_.fields;
    if (!over.empty()) names.push_back(over);
    for (const std::string& name : names) {
      const bool in_row = scope.row().group && scope.row().group->find(name);
      out.fields.push_back(in_row ? form::Path{scope.row().rows, name}.text() : name);
    }
    for (const auto& [name, formula] : rule_.lets) names.push_back(name);
    for (const std::string& name : names) {
      const Quantity value = scope.value(name);
      if (const Number* number = std::get_if<Number>(&value)) out.numbers[name] = stored(*number);
    }
    return out;
  }

  const Rule& rule_;
  const Sheet& sheet_;
  const Places& places_;
  std::vector<Finding> found_;
};

}  // namespace

base::Result<Rules> Rules::parse(const form::Form& form) {
  auto computations = Computations::parse(form);
  if (!computations) return computations.error();
  auto rules = parse_rules(form);
  if (!rules) return rules.error();
  return Rules(Parsed{form, std::move(*computations), std::move(*rules)});
}

std::vector<Finding> Rules::check(const report::State& state) const {
  std::vector<Finding> out;
  Places places;
  for_each_place(parsed_->form, state, [&](const Place& place) {
    places[place.generic("")].push_back(place);
    for (const form::Field& field : place.group->fields) {
      check_shape(place, field, out);
      check_length(place, field, out);
    }
  });
  const Sheet sheet(parsed_->form, parsed_->computations, state);
  for (const Rule& rule : parsed_->rules) Checking(rule, sheet, places).append_to(out);
  return out;
}

std::map<std::string, base::Json> Rules::computed(const report::State& state) const {
  return rules::computed(parsed_->form, parsed_->computations, state);
}

base::Result<std::vector<Finding>> check(const form::Form& form, const report::State& state) {
  auto rules = Rules::parse(form);
  if (!rules) return rules.error();
  return rules->check(state);
}

bool has_errors(const std::vector<Finding>& findings) {
  return std::ranges::any_of(findings, [](const Finding& finding) { return finding.level == Level::Error; });
}

}  // namespace ziping::rules
