#include <algorithm>

#include "client/cli/command.h"
#include "shared/report/conflict.h"

namespace ziping::client {
namespace {

constexpr std::size_t kRowIdBytes = 8;

const Parameter kRow{"ROW", &Arguments::path, Need::Required, "行，例如 results.blocks[编号]"};

bool is_within(const form::Path& path, const form::Path& row) {
  return path.rows.size() >= row.rows.size() && std::equal(row.rows.begin(), row.rows.end(), path.rows.begin());
}

Result<Said> add(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  auto path = form::Path::parse(arguments.path);
  auto self = path ? vault.identity() : Result<Identity>(path.error());
  auto form = self ? vault.form(report.form) : Result<const form::Form*>(self.error());
  auto now = form ? vault.shown(report) : Result<Shown>(form.error());
  if (!now) return now.error();
  const form::Group* group = path->name.empty() ? nullptr : (*form)->find_group(*path);
  if (!group)
    return base::Error{base::ErrorKind::NotFound, "unknown-field", "表样里没有表格“" + arguments.path + "”。", {}};
  base::SystemRandom random;
  report::Row fresh;
  fresh.id = base::random_name(random, kRowIdBytes);
  // What a team adds is the team's own.
  if (!self->user.team.empty() && path->rows.empty() && group->find("team"))
    fresh.set("team", report::Value(Json(self->user.team)));
  const report::Node* node = report::find_node(now->state, *path);
  const bool at_end = arguments.after.empty() && node && !node->group(path->name).empty();
  const std::string after = at_end ? node->group(path->name).back().id : arguments.after;
  const Json edit = place_edit(arguments.path + "[" + fresh.id + "]", after, report::to_json(fresh));
  if (auto status = vault.edit(report, edit); !status) return status.error();
  Json out;
  out["row"] = fresh.id;
  return Said{out, "已添加 " + arguments.path + "[" + fresh.id + "]。"};
}

// To remove a row that holds a conflict would decide it unseen.
Result<Said> remove(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  auto row = form::Path::parse(arguments.path);
  auto now = row ? vault.shown(report) : Result<Shown>(row.error());
  if (!now) return now.error();
  for (const form::Path& open : report::conflicts(now->state))
    if (is_within(open, *row))
      return base::Error{base::ErrorKind::Invalid, "open-conflict",
                         "这一行里有没决定的冲突，没有删除。请先用 conflict list 查看，再用 conflict take 或 "
                         "conflict set 决定“" +
                             open.text() + "”。",
                         open.text()};
  return said(vault.edit(report, row_edit("remove", arguments.path)), "已删除。");
}

Result<Said> move(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  return said(vault.edit(report, row_edit("move", arguments.path, arguments.after)), "已移动。");
}

}  // namespace

Commands row_commands() {
  const Parameter after{"--after", &Arguments::after, Need::Optional, "放在这一行后面"};
  return {{"row add",
           "添加一行",
           add,
           {kReport, {"GROUP", &Arguments::path, Need::Required, "表格，例如 results.blocks"}, after}},
          {"row remove", "删除一行", remove, {kReport, kRow}},
          {"row move", "移动一行；不写 --after 就移到最前面", move, {kReport, kRow, after}}};
}

}  // namespace ziping::client
