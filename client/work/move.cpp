#include "client/work/move.h"

#include <algorithm>
#include <set>

namespace ziping::client {
namespace {

using form::Group;
using report::Node;

// Rows of the group below any of the nodes, and the fields of the name that say something.
std::vector<const Node*> rows_below(const std::vector<const Node*>& nodes, const std::string& group) {
  std::vector<const Node*> out;
  for (const Node* node : nodes)
    for (const report::Row& row : node->group(group)) out.push_back(&row);
  return out;
}

// What `group` asks for and `other` does not; a group that is not there at all stands for all that is in it.
void compare(const Group& group, const Group& other, const std::string& path, const std::vector<const Node*>& nodes,
             std::vector<MovedPlace>& out) {
  const auto at = [&](const std::string& name) { return path.empty() ? name : path + "." + name; };
  for (const form::Field& field : group.fields) {
    if (other.find(field.name)) continue;
    const auto says = [&](const Node* node) { return !node->value(field.name).absent(); };
    out.push_back({at(field.name), field.label, std::ranges::count_if(nodes, says)});
  }
  for (const Group& one : group.groups) {
    const std::vector<const Node*> rows = rows_below(nodes, one.name);
    if (const Group* kept = other.find_group(one.name))
      compare(one, *kept, at(one.name), rows, out);
    else
      out.push_back({at(one.name), one.label, std::ssize(rows)});
  }
}

std::string label_of(const form::Form& form, const std::string& text) {
  const auto path = form::Path::parse(text);
  const form::Field* field = path ? form.find_field(*path) : nullptr;
  return field ? field->label : std::string();
}

std::vector<MovedFigure> compare(const form::Form& from, const form::Form& to,
                                 const std::map<std::string, Json>& before, const std::map<std::string, Json>& after) {
  std::set<std::string> paths;
  for (const auto* side : {&before, &after})
    for (const auto& [path, value] : *side) paths.insert(path);
  const auto value_of = [](const std::map<std::string, Json>& side, const std::string& path) {
    const auto at = side.find(path);
    return at == side.end() ? Json() : at->second;
  };
  std::vector<MovedFigure> out;
  for (const std::string& path : paths) {
    MovedFigure one{path, label_of(to, path), value_of(before, path), value_of(after, path)};
    if (one.before == one.after) continue;
    if (one.label.empty()) one.label = label_of(from, path);
    out.push_back(std::move(one));
  }
  return out;
}

std::vector<rules::Finding> only_in(const std::vector<rules::Finding>& some,
                                    const std::vector<rules::Finding>& others) {
  std::vector<rules::Finding> out;
  std::ranges::copy_if(some, std::back_inserter(out), [&](const rules::Finding& one) {
    return one.level != rules::Level::Pass && std::ranges::find(others, one) == others.end();
  });
  return out;
}

}  // namespace

FormName name_of(const form::Form& form) { return {form.name().hex(), form.id(), form.title()}; }

Result<ForeseenMove> foresee_move(Vault& vault, const ReportRow& report, const form::Form& to) {
  if (auto may = vault.check_move(report, to); !may) return may.error();
  auto from = vault.form(report.form);
  auto now = from ? vault.shown(report) : Result<Shown>(from.error());
  auto new_rules = now ? rules::Rules::parse(to) : Result<rules::Rules>(now.error());
  if (!new_rules) return new_rules.error();
  // Rules that make no sense find and compute nothing: that may be what the other form mends.
  const auto old_rules = rules::Rules::parse(**from);
  const report::State& state = now->state;
  ForeseenMove out{name_of(**from), name_of(to), {}, {}, {}, {}, {}};
  compare((*from)->top(), to.top(), "", {&state}, out.gone);
  compare(to.top(), (*from)->top(), "", {&state}, out.fresh);
  out.figures = compare(**from, to, old_rules ? old_rules->computed(state) : std::map<std::string, Json>(),
                        new_rules->computed(state));
  const auto before = old_rules ? old_rules->check(state) : std::vector<rules::Finding>();
  const auto after = new_rules->check(state);
  out.appear = only_in(after, before);
  out.vanish = only_in(before, after);
  return out;
}

}  // namespace ziping::client
