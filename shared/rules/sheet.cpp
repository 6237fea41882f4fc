#include "shared/rules/sheet.h"

#include <algorithm>
#include <set>

#include "shared/base/utf8.h"
#include "shared/form/value.h"

namespace ziping::rules {
namespace {

base::Error bad_form(std::string message) { return {base::ErrorKind::Invalid, "bad-form", std::move(message), {}}; }

// The rest of a name behind "group.", nothing when it does not start so.
std::optional<std::string_view> behind(std::string_view name, std::string_view group) {
  if (name.size() <= group.size() + 1 || !name.starts_with(group) || name[group.size()] != '.') return std::nullopt;
  return name.substr(group.size() + 1);
}

struct Computed {
  const form::Group* group;  // the form's own for fields outside rows
  const form::Field* field;
};

using ComputedFields = std::map<std::string, Computed>;

void find_computed(const form::Group& group, const std::string& prefix, ComputedFields& out) {
  for (const form::Field& field : group.fields)
    if (field.computed()) out.emplace(prefix + field.name, Computed{&group, &field});
  for (const form::Group& inner : group.groups) find_computed(inner, prefix + inner.name + ".", out);
}

// Follows what each computed field reads, and finds the one that comes back to itself.
class Circles {
 public:
  explicit Circles(const std::map<std::string, Formula>& formulas) : formulas_(formulas) {}

  bool closed(const std::string& generic) {
    const auto at = formulas_.find(generic);
    if (at == formulas_.end() || done_.contains(generic)) return false;
    if (!open_.insert(generic).second) return true;
    const std::size_t point = generic.rfind('.');
    for (const auto* names : {&at->second.names(), &at->second.columns()})
      for (const std::string& name : *names)
        if (closed(name) || (point != generic.npos && closed(generic.substr(0, point + 1) + name))) return true;
    open_.erase(generic);
    done_.insert(generic);
    return false;
  }

 private:
  const std::map<std::string, Formula>& formulas_;
  std::set<std::string> open_, done_;
};

void visit_rows(const Place& place, const std::function<void(const Place&)>& visit) {
  visit(place);
  for (const form::Group& inner : place.group->groups) {
    std::size_t row_number = 0;
    for (const report::Row& row : place.node->group(inner.name)) {
      Place next{&inner, &row, place.rows, ++row_number};
      next.rows.push_back({inner.name, row.id});
      visit_rows(next, visit);
    }
  }
}

}  // namespace

base::Result<Computations> Computations::parse(const form::Form& form) {
  ComputedFields fields;
  find_computed(form.top(), "", fields);
  Computations out;
  for (const auto& [generic, computed] : fields) {
    auto formula = Formula::parse(computed.field->formula);
    if (!formula) return bad_form("表样字段“" + generic + "”：" + formula.error().message);
    const form::Group* row = computed.group == &form.top() ? nullptr : computed.group;
    if (auto known = check_names(*formula, form, row, {}); !known)
      return bad_form("表样字段“" + generic + "”：" + known.error().message);
    out.formulas_.emplace(generic, std::move(*formula));
  }
  Circles circles(out.formulas_);
  for (const auto& [generic, formula] : out.formulas_)
    if (circles.closed(generic)) return bad_form("表样字段“" + generic + "”的公式绕回了自己。");
  return out;
}

const Formula* Computations::find(const std::string& generic) const {
  const auto at = formulas_.find(generic);
  return at == formulas_.end() ? nullptr : &at->second;
}

bool has_column(const form::Group& group, std::string_view name) {
  return std::ranges::any_of(group.groups, [&](const form::Group& inner) {
    if (name == inner.name) return true;
    const auto rest = behind(name, inner.name);
    return rest && (inner.find(*rest) || has_column(inner, *rest));
  });
}

base::Status check_names(const Formula& formula, const form::Form& form, const form::Group* row,
                         const std::vector<std::string>& bound) {
  for (const std::string& name : formula.names())
    if (!form.top().find(name) && !(row && row->find(name)) && std::ranges::find(bound, name) == bound.end())
      return bad_form("公式“" + formula.text() + "”用到了表样中没有的字段“" + name + "”。");
  for (const std::string& name : formula.columns())
    if (!has_column(form.top(), name) && !(row && has_column(*row, name)))
      return bad_form("公式“" + formula.text() + "”用到了表样中没有的表格列“" + name + "”。");
  const base::Json* scales = form.json().find("scales");
  for (const std::string& name : formula.scales())
    if (!scales || !scales->find(name))
      return bad_form("公式“" + formula.text() + "”用到了表样中没有的等级标准“" + name + "”。");
  return base::done();
}

Quantity quantity(const form::Field& field, const report::Value& value) {
  // A conflict has no shape that a field asks for, so it falls out with the malformed values.
  if (value.absent() || !form::check_stored(field, value.json())) return {};
  if (const std::int64_t* integer = value.json().as_integer()) return Number{base::Rational(*integer), 0};
  if (const base::Json::Array* files = value.json().as_array()) return files->empty() ? Quantity() : Quantity(true);
  const std::string& text = *value.text();
  if (field.kind != form::Kind::Decimal) return base::trimmed(text).empty() ? Quantity() : Quantity(text);
  const auto decimal = base::Decimal::parse_stored(text);
  return decimal ? Quantity(Number{base::Rational(*decimal), decimal->places()}) : Quantity();
}

std::optional<std::string> grade_of(const form::Form& form, std::string_view scale, const base::Rational& score) {
  const base::Json* scales = form.json().find("scales");
  if (!scales) return std::nullopt;
  std::optional<std::string> best;
  std::optional<base::Decimal> best_from;
  for (const base::Json& step : scales->list(scale)) {
    const auto from = base::Decimal::parse_stored(step.text_or("from"));
    if (!from) continue;
    const auto order = score.compare(base::Rational(*from));
    if (!order || *order < 0 || (best_from && *from < *best_from)) continue;
    best = std::string(step.text_or("grade"));
    best_from = *from;
  }
  return best;
}

std::string Place::generic(std::string_view name) const { return form::Path{rows, std::string(name)}.generic(); }

Sheet::Sheet(const form::Form& form, const Computations& computations, const report::State& state)
    : form_(form), computations_(computations), top_{&form.top(), &state, {}, 0} {}

Sheet Sheet::at(Place row) const {
  Sheet out(*this);
  out.bound_.clear();
  out.row_ = std::move(row);
  return out;
}

void Sheet::bind(std::string name, Quantity value) { bound_[std::move(name)] = std::move(value); }

Quantity Sheet::value(std::string_view name) const {
  if (const auto at = bound_.find(name); at != bound_.end()) return at->second;
  for (const Place* place : {&row_, &top_})
    if (place->group)
      if (const form::Field* field = place->group->find(name)) return field_value(*place, *field);
  return {};
}

Quantity Sheet::field_value(const Place& place, const form::Field& field) const {
  if (!field.computed()) return quantity(field, place.node->value(field.name));
  const Formula* formula = computations_.find(place.generic(field.name));
  return formula ? formula->evaluate(at(place.rows.empty() ? Place{} : place)) : Quantity();
}

std::vector<Quantity> Sheet::column(std::string_view name) const {
  std::vector<Quantity> out;
  if (row_.group && has_column(*row_.group, name))
    gather(row_, name, out);
  else
    gather(top_, name, out);
  return out;
}

void Sheet::gather(const Place& place, std::string_view name, std::vector<Quantity>& out) const {
  for (const form::Group& inner : place.group->groups) {
    const report::Rows& rows = place.node->group(inner.name);
    const auto rest = behind(name, inner.name);
    if (name == inner.name) out.insert(out.end(), rows.size(), Quantity(true));
    if (!rest) continue;
    const form::Field* field = inner.find(*rest);
    if (!field && !has_column(inner, *rest)) continue;
    for (const report::Row& row : rows) {
      Place next{&inner, &row, place.rows, 0};
      next.rows.push_back({inner.name, row.id});
      if (field)
        out.push_back(field_value(next, *field));
      else
        gather(next, *rest, out);
    }
  }
}

std::optional<std::string> Sheet::grade(std::string_view scale, const base::Rational& score) const {
  return grade_of(form_, scale, score);
}

void for_each_place(const form::Form& form, const report::State& state,
                    const std::function<void(const Place&)>& visit) {
  visit_rows(Place{&form.top(), &state, {}, 0}, visit);
}

}  // namespace ziping::rules
