#include "client/cli/command.h"
#include "client/cli/files.h"
#include "shared/form/value.h"
#include "shared/report/conflict.h"
#include "shared/rules/score.h"

namespace ziping::client {
namespace {

constexpr std::string_view kEmpty = "（空）";

Result<Said> row_json(const report::State& state, const form::Path& path) {
  const report::Row* row = path.rows.empty() ? nullptr : report::find_row(state, path);
  if (!row) return base::Error{base::ErrorKind::NotFound, "unknown-row", "报告里没有“" + path.text() + "”这一行。", {}};
  return Said{report::to_json(*row), {}};
}

Result<Said> rows_json(const report::State& state, const form::Path& path) {
  const report::Node* node = report::find_node(state, path);
  if (!node) return row_json(state, {path.rows, {}});
  Said out{Json(Json::Array{}), {}};
  for (const report::Row& row : node->group(path.name)) out.json.push(report::to_json(row));
  return out;
}

Result<Said> get(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  auto path = form::Path::parse(arguments.path);
  auto form = path ? vault.form(report.form) : Result<const form::Form*>(path.error());
  auto now = form ? vault.shown(report) : Result<Shown>(form.error());
  if (!now) return now.error();
  if (path->name.empty()) return row_json(now->state, *path);
  const form::Field* field = (*form)->find_field(*path);
  if (!field && (*form)->find_group(*path)) return rows_json(now->state, *path);
  Json value = report::value_at(now->state, *path).json();
  // A value that this form does not know was carried along from a newer one; it can be read.
  if (!field && value.is_null()) return unknown_field(arguments.path);
  if (field && !report::find_node(now->state, *path)) return row_json(now->state, {path->rows, {}});
  if (field && field->computed()) {
    const auto computed = rules::computed(**form, now->state);
    const auto at = computed.find(path->text());
    if (at != computed.end()) value = at->second;
  }
  const std::string text = value.is_null() ? std::string(kEmpty) : value.as_string() ? *value.as_string() : "";
  return Said{std::move(value), text};
}

Result<Said> set(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  auto place = field_place(vault, report, arguments.path);
  auto text = place ? typed_text(arguments) : Result<std::string>(place.error());
  auto now = text ? vault.shown(report) : Result<Shown>(text.error());
  if (!now) return now.error();
  const Json& stands = report::value_at(now->state, place->path).json();
  auto value = form::typed(*place->field, *text, stands);
  if (!value) return value.error();
  if (report::is_conflict(stands))
    return base::Error{base::ErrorKind::Invalid, "open-conflict",
                       "“" + place->field->label +
                           "”有没决定的冲突，没有保存。请先用 conflict list 查看各方写法，再用 conflict take 采用一方，"
                           "或用 conflict set 写下决定。",
                       arguments.path};
  return said(vault.edit(report, set_edit(arguments.path, std::move(*value))), "已保存到本机。");
}

Result<Said> seal(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  auto sealed = vault.seal(report, arguments.note);
  if (!sealed) return sealed.error();
  Json out;
  out["revision"] = *sealed ? Json((*sealed)->hex()) : Json();
  return Said{out, *sealed ? "已封存修订 " + (*sealed)->hex().substr(0, 12) + "。" : "没有改动，不用封存。"};
}

}  // namespace

base::Error unknown_field(const std::string& path) {
  return {base::ErrorKind::NotFound, "unknown-field", "表样里没有字段“" + path + "”。", {}};
}

Result<FieldPlace> field_place(Vault& vault, const ReportRow& report, const std::string& text) {
  auto path = form::Path::parse(text);
  auto form = path ? vault.form(report.form) : Result<const form::Form*>(path.error());
  if (!form) return form.error();
  const form::Field* field = path->name.empty() ? nullptr : (*form)->find_field(*path);
  if (!field) return unknown_field(text);
  return FieldPlace{std::move(*path), *form, field};
}

Result<std::string> typed_text(const Arguments& arguments) {
  if (arguments.from.empty() && arguments.value != "-") return arguments.value;
  auto text = read_text_file(arguments.from.empty() ? "-" : arguments.from);
  if (text && text->ends_with('\n')) text->pop_back();
  return text;
}

Commands value_commands() {
  return {{"get", "读一个字段、一行或一张表格", get, {kReport, kPath}},
          {"set",
           "填一个字段",
           set,
           {kReport,
            kPath,
            {"VALUE", &Arguments::value, Need::OneOf, "要填的内容；“-”从标准输入读"},
            {"--from", &Arguments::from, Need::OneOf, "从文件读入"}}},
          {"seal", "把草稿封存为修订", seal, {kReport, kNote}}};
}

}  // namespace ziping::client
