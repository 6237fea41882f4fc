#include "shared/sync/authority.h"

#include <algorithm>

#include "shared/report/delta.h"

namespace ziping::sync {
namespace {

using form::Path;
using report::State;

constexpr std::string_view kTeamField = "team";

bool names(const std::vector<std::string>& owners, std::string_view role) {
  return std::ranges::count(owners, role) > 0;
}

// The outermost row that the path goes through.
Path outermost(const Path& path) {
  Path out;
  if (!path.rows.empty()) out.rows.push_back(path.rows.front());
  return out;
}

// The team of that row; empty where there is none.
std::string team_of(const State& state, const Path& path) {
  const report::Row* row = path.rows.empty() ? nullptr : report::find_row(state, outermost(path));
  const std::string* team = row ? row->value(kTeamField).text() : nullptr;
  return team ? *team : std::string();
}

bool may(const form::Form& form, const Author& author, const State& before, const State& after, const Path& path) {
  const std::vector<std::string>& owners = form.owners(path);
  if (is_office(author)) return names(owners, "office");
  if (author.role != "member" && author.role != "lead") return false;
  if (author.team.empty() || path.rows.empty() || !names(owners, "team")) return false;
  const bool is_new = report::find_row(before, outermost(path)) == nullptr;
  return team_of(is_new ? after : before, path) == author.team;
}

// Fields of a row that came in whole, which the author's team may not fill.
void collect_foreign(const form::Form& form, const Path& at, const report::Node& node, std::vector<Path>& out) {
  for (const auto& [name, value] : node.fields) {
    Path place = at;
    place.name = name;
    const bool own_team = at.rows.size() == 1 && name == kTeamField;
    if (!own_team && !names(form.owners(place), "team")) out.push_back(std::move(place));
  }
  for (const auto& [group, rows] : node.rows) {
    for (const report::Row& row : rows) {
      Path place = at;
      place.rows.push_back({group, row.id});
      if (!names(form.owners(place), "team")) out.push_back(place);
      collect_foreign(form, place, row, out);
    }
  }
}

// The changed places, and for a team also those inside the rows it adds.
std::vector<Path> places(const form::Form& form, const Author& author, const State& before, const State& after) {
  std::vector<Path> out = report::changed_paths(before, after);
  if (author.role != "member" && author.role != "lead") return out;
  std::vector<Path> foreign;
  for (const Path& path : out)
    if (path.name.empty() && !path.rows.empty() && !report::find_row(before, path))
      if (const report::Row* row = report::find_row(after, path)) collect_foreign(form, path, *row, foreign);
  out.insert(out.end(), foreign.begin(), foreign.end());
  return out;
}

}  // namespace

bool is_office(const Author& author) { return author.role == "office" || author.role == "chief"; }

bool may_change(const form::Form& form, const Author& author, const State& state, const Path& path) {
  return may(form, author, state, state, path);
}

std::string team_at(const State& state, const Path& path) { return team_of(state, path); }

std::vector<Refusal> refusals(const form::Form& form, const Author& author, Stage stage, const State& before,
                              const State& after) {
  std::vector<Refusal> out;
  for (const Path& path : places(form, author, before, after)) {
    if (!is_open(stage)) {
      out.push_back({path.text(), "stage-closed",
                     "报告现在是“" + std::string(chinese(stage)) + "”，内容不能再改。您的改动已留作建议。"});
    } else if (!may(form, author, before, after, path)) {
      const bool is_new = path.rows.empty() || !report::find_row(before, outermost(path));
      const std::string team = team_of(is_new ? after : before, path);
      const form::Field* field = form.find_field(path);
      const std::string what = field ? "“" + field->label + "”" : std::string("这一部分");
      out.push_back({path.text(), "not-yours",
                     what + (team.empty() || team == author.team ? "由局办公室填写" : "由“" + team + "”工作队填写") +
                         "，您的改动已留作建议。"});
    }
  }
  return out;
}

}  // namespace ziping::sync
