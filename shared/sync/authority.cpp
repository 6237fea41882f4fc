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

// The team of the outermost row that the path goes through; empty where there is none.
std::string team_of(const State& state, const Path& path) {
  if (path.rows.empty()) return {};
  Path outer;
  outer.rows.assign(path.rows.begin(), path.rows.begin() + 1);
  const report::Row* row = report::find_row(state, outer);
  const std::string* team = row ? row->value(kTeamField).text() : nullptr;
  return team ? *team : std::string();
}

bool may(const form::Form& form, const Author& author, const State& before, const State& after, const Path& path) {
  const std::vector<std::string>& owners = form.owners(path);
  if (author.role == "office" || author.role == "chief") return names(owners, "office");
  if (author.role != "member" && author.role != "lead") return false;
  if (author.team.empty() || path.rows.empty() || !names(owners, "team")) return false;
  Path outer;
  outer.rows.assign(path.rows.begin(), path.rows.begin() + 1);
  const bool is_new = report::find_row(before, outer) == nullptr;
  return team_of(is_new ? after : before, path) == author.team;
}

}  // namespace

std::vector<Refusal> refusals(const form::Form& form, const Author& author, Stage stage, const State& before,
                              const State& after) {
  std::vector<Refusal> out;
  for (const Path& path : report::changed_paths(before, after)) {
    if (!is_open(stage)) {
      out.push_back({path.text(), "stage-closed",
                     "报告现在是“" + std::string(chinese(stage)) + "”，内容不能再改。您的改动已留作建议。"});
    } else if (!may(form, author, before, after, path)) {
      const std::string team = team_of(before, path);
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
