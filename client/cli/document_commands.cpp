// Reports in and out: import from a text that was written elsewhere, export as text, JSON or a workbook.
#include <algorithm>

#include "client/cli/command.h"
#include "client/cli/files.h"
#include "client/work/export.h"
#include "client/work/import.h"
#include "shared/document/labelled.h"
#include "shared/document/read_text.h"

namespace ziping::client {
namespace {

bool is_kept(const ImportPlan& plan, const std::string& path) {
  return std::ranges::any_of(plan.kept, [&](const std::string& name) {
    return path == name || (path.starts_with(name) && path[name.size()] == '[');
  });
}

// Every value of a row and of the rows in it.
std::string words_of(const form::Group& group, const report::Row& row) {
  std::string out = document::labelled(group, row, [](const form::Field&) { return true; });
  for (const form::Group& inner : group.groups)
    for (const report::Row& one : row.group(inner.name)) out += "\n" + words_of(inner, one);
  return out;
}

// The words that the text has for a kept place, for a person to copy.
std::string words_at(const form::Form& form, const report::State& imported, const std::string& text) {
  const auto path = form::Path::parse(text);
  if (!path) return {};
  if (!path->name.empty()) {
    const Json& value = report::value_at(imported, *path).json();
    return value.as_string() ? *value.as_string() : base::canonical(value);
  }
  const form::Group* group = form.find_group(*path);
  const report::Row* row = report::find_row(imported, *path);
  return group && row ? words_of(*group, *row) : std::string();
}

Json leftover_json(std::size_t line, const std::string& text, const std::string& why) {
  Json out;
  out["line"] = line;
  out["text"] = text;
  out["why"] = why;
  return out;
}

Json answer_of(const form::Form& form, const document::Imported& imported, const ImportPlan& plan) {
  Json out;
  for (const char* name : {"placed", "leftover", "remarks"}) out[name] = Json(Json::Array{});
  for (const document::Placed& placed : imported.placed) {
    if (is_kept(plan, placed.path)) {
      out["leftover"].push(leftover_json(placed.line, words_at(form, imported.state, placed.path),
                                         "“" + placed.path + "”已有内容，没有覆盖"));
      continue;
    }
    Json one;
    one["line"] = placed.line;
    one["what"] = placed.what;
    one["path"] = placed.path;
    one["note"] = placed.note;
    out["placed"].push(std::move(one));
  }
  for (const document::Leftover& left : imported.leftover)
    out["leftover"].push(leftover_json(left.line, left.text, "没有找到对应的位置"));
  for (const std::string& remark : imported.remarks) out["remarks"].push(remark);
  return out;
}

// Headings are the form's own and need no word.
std::string text_of(const Json& answer) {
  std::string out;
  const auto line = [](const Json& one) {
    const std::int64_t number = one.integer_or("line", 0);
    return number > 0 ? "第 " + std::to_string(number) + " 行  " : std::string("  ");
  };
  for (const Json& one : answer.list("placed"))
    if (!one.text_or("path").empty())
      out += line(one) + std::string(one.text_or("what")) + "  → " + std::string(one.text_or("path")) + "  " +
             std::string(one.text_or("note")) + "\n";
  for (const Json& one : answer.list("remarks")) out += "注意  " + *one.as_string() + "\n";
  for (const Json& one : answer.list("leftover"))
    out += "剩余  " + line(one) + std::string(one.text_or("why")) + "：" + std::string(one.text_or("text")) + "\n";
  return out + "已导入：归位 " + std::to_string(answer.list("placed").size()) + " 处，注意 " +
         std::to_string(answer.list("remarks").size()) + " 条，剩余 " + std::to_string(answer.list("leftover").size()) +
         " 处。";
}

Result<Said> import(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  auto form = vault.form(report.form);
  auto text = form ? read_text_file(arguments.file) : Result<std::string>(form.error());
  auto now = text ? vault.shown(report) : Result<Shown>(text.error());
  if (!now) return now.error();
  base::SystemRandom random;
  const document::Imported imported = document::read_text(**form, *text, random);
  const ImportPlan plan = plan_import(now->state, imported.state);
  if (auto status = vault.edit_all(report, plan.edits); !status) return status.error();
  Said out{answer_of(**form, imported, plan), {}};
  out.text = text_of(out.json);
  if (!out.json.list("leftover").empty()) out.status = kLook;
  return out;
}

base::Error needs_a_file() {
  return {base::ErrorKind::Invalid, "needs-file", "表格不能输出到屏幕，请用 -o 指定要写到的文件。", {}};
}

Result<Said> export_to(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  auto format = export_format(arguments.format);
  if (!format) return format.error();
  if (*format == ExportFormat::Sheet && arguments.out.empty()) return needs_a_file();
  const std::string which = arguments.version > 0 ? std::to_string(arguments.version) : "draft";
  auto exported = export_report(vault, report, which, *format);
  if (!exported) return exported.error();
  Json out = exported->check();
  if (arguments.out.empty()) {
    out["text"] = exported->bytes;
    return Said{out, std::move(exported->bytes), kDone, Ending::AsItIs};
  }
  if (auto status = write_out(arguments.out, exported->bytes); !status) return status.error();
  out["file"] = arguments.out;
  return Said{out, "已导出到 " + arguments.out + "：" + exported->check_words() + "。"};
}

}  // namespace

Commands document_commands() {
  return {{"import",
           "导入别处写好的报告（纯文本）",
           import,
           {kReport, {"FILE", &Arguments::file, Need::Required, "文件；“-”从标准输入读"}}},
          {"export",
           "导出报告",
           export_to,
           {kReport,
            {"--format", &Arguments::format, Need::Required, "text、json 或 xlsx"},
            {"--version", &Arguments::version, Need::Optional, "报送版本；不写就导出现在的内容"},
            {"-o", &Arguments::out, Need::Optional, "写到文件；不写就输出到屏幕"}}}};
}

}  // namespace ziping::client
