#include <algorithm>
#include <array>

#include "client/cli/command.h"
#include "client/work/outbox.h"
#include "shared/document/title.h"
#include "shared/report/conflict.h"
#include "shared/rules/check.h"

namespace ziping::client {
namespace {

using rules::Finding;
using rules::Level;

std::size_t count(const std::vector<Finding>& findings, Level level) {
  return static_cast<std::size_t>(std::ranges::count(findings, level, &Finding::level));
}

Result<Said> new_report(Vault& vault, const Arguments& arguments) {
  auto form = vault.form(arguments.form);
  if (!form) return form.error();
  report::Fields stated;
  if (!arguments.title.empty()) {
    auto read = document::read_title(**form, arguments.title);
    if (!read) return read.error();
    const auto year = read->find("cover.year");
    if (year != read->end() && !(year->second.json() == Json(arguments.year)))
      return base::Error{base::ErrorKind::Invalid, "bad-title", "标题里的年度与 --year 不一致，请核对。", {}};
    stated = std::move(*read);
  }
  auto id = vault.new_report(arguments.form, arguments.year);
  auto report = id ? vault.report(*id) : Result<ReportRow>(id.error());
  if (!report) return report.error();
  std::vector<Json> edits;
  for (const auto& [name, value] : stated) edits.push_back(set_edit(name, value.json()));
  if (auto status = vault.edit_all(*report, edits); !status) return status.error();
  Json out;
  out["report"] = *id;
  return Said{out, "已新建报告 " + *id + "。"};
}

struct Summary {
  Json json;
  std::string line;
};

Result<Summary> summary(Vault& vault, const ReportRow& row) {
  auto now = vault.shown(row);
  auto form = now ? vault.form(row.form) : Result<const form::Form*>(now.error());
  auto findings = form ? rules::check(**form, now->state) : Result<std::vector<Finding>>(form.error());
  if (!findings) return findings.error();
  const std::string title = document::title_of(**form, now->state);
  const std::size_t conflicts = report::conflicts(now->state).size();
  auto waiting = vault.waiting(row);
  if (!waiting) return waiting.error();
  Summary out;
  out.json["report"] = row.id;
  out.json["title"] = title.empty() ? (*form)->title() : title;
  out.json["year"] = row.year;
  out.json["stage"] = sync::name(row.stage);
  out.json["head"] = now->heads.size() == 1 ? Json(now->heads.begin()->hex()) : Json();
  out.json["heads"] = Json(Json::Array{});
  for (const report::RevisionId& head : now->heads) out.json["heads"].push(head.hex());
  out.json["draft"] = now->draft;
  out.json["open_conflicts"] = conflicts;
  out.json["unsent"] = waiting->revisions;
  out.json["waiting"] = waiting_json(*waiting);
  out.json["findings"]["error"] = count(*findings, Level::Error);
  out.json["findings"]["warn"] = count(*findings, Level::Warning);
  out.json["findings"]["info"] = count(*findings, Level::Info);
  out.json["digest"] = report::digest(now->state).hex();
  out.line = row.id.substr(0, 8) + "  " + std::string(out.json.text_or("title")) + "  [" +
             std::string(sync::chinese(row.stage)) + "]  待发送 " +
             (waiting->all() > 0 ? waiting_words(*waiting) : "0") + "  冲突 " + std::to_string(conflicts) + "  错误 " +
             std::to_string(count(*findings, Level::Error)) + "  警告 " +
             std::to_string(count(*findings, Level::Warning)) + (now->draft ? "  有草稿" : "") + "\n";
  return out;
}

// One that this program cannot read, or check, hides no other.
Summary unread(const ReportRow& row, const base::Error& why) {
  Summary out;
  out.json["report"] = row.id;
  out.json["year"] = row.year;
  out.json["stage"] = sync::name(row.stage);
  out.json["why"] = why.message;
  out.line = row.id.substr(0, 8) + "  " + std::to_string(row.year) + "年度  [" + std::string(sync::chinese(row.stage)) +
             "]  " + why.message + "\n";
  return out;
}

Result<Said> list_reports(Vault& vault, const Arguments&) {
  auto rows = vault.reports();
  if (!rows) return rows.error();
  Said out{Json(Json::Array{}), {}};
  for (const ReportRow& row : *rows) {
    auto one = summary(vault, row);
    if (!one && !is_of_the_disk(one.error())) one = unread(row, one.error());
    if (!one) return one.error();
    out.json.push(std::move(one->json));
    out.text += one->line;
  }
  if (rows->empty()) out.text = "本机还没有报告。";
  return out;
}

Result<Said> show(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  const std::string which = arguments.version > 0 ? std::to_string(arguments.version) : arguments.revision;
  auto state = vault.at(report, which.empty() ? "draft" : which);
  if (!state) return state.error();
  return Said{report::to_json(*state), {}};
}

std::string lines_of(const std::vector<Finding>& findings, Level level) {
  std::string out;
  for (const Finding& finding : findings) {
    if (finding.level != level) continue;
    out += std::string(rules::level_chinese(level)) + "  " + finding.rule + "  " + finding.message + "\n";
    if (!finding.fix.empty()) out += "      " + finding.fix + "\n";
    for (const std::string& field : finding.fields) out += "      → " + field + "\n";
  }
  return out;
}

Result<Said> check(Vault& vault, const ReportRow& report, const Arguments&) {
  auto now = vault.shown(report);
  auto form = now ? vault.form(report.form) : Result<const form::Form*>(now.error());
  auto findings = form ? rules::check(**form, now->state) : Result<std::vector<Finding>>(form.error());
  if (!findings) return findings.error();
  Said out;
  out.json["findings"] = Json(Json::Array{});
  for (const Finding& finding : *findings) out.json["findings"].push(finding_json(finding));
  const std::size_t conflicts = report::conflicts(now->state).size();
  out.json["open_conflicts"] = conflicts;
  std::string counts = "共";
  for (const Level level : std::array{Level::Error, Level::Warning, Level::Info, Level::Pass}) {
    if (level != Level::Pass) out.text += lines_of(*findings, level);
    counts += " " + std::string(rules::level_chinese(level)) + " " + std::to_string(count(*findings, level));
  }
  out.text += counts + (conflicts > 0 ? "，另有没决定的冲突 " + std::to_string(conflicts) + " 处" : "") + "。";
  if (rules::has_errors(*findings) || conflicts > 0) out.status = kLook;
  return out;
}

}  // namespace

Json finding_json(const Finding& finding) {
  Json out;
  out["rule"] = finding.rule;
  out["level"] = rules::level_name(finding.level);
  out["title"] = finding.title;
  out["message"] = finding.message;
  out["fix"] = finding.fix;
  out["fields"] = Json(Json::Array{});
  for (const std::string& field : finding.fields) out["fields"].push(field);
  out["numbers"] = Json(Json::Object{});
  for (const auto& [name, number] : finding.numbers) out["numbers"][name] = number;
  return out;
}

Commands report_commands() {
  return {{"report new",
           "新建报告",
           new_report,
           {{"--form", &Arguments::form, Need::Required, "表样编号"},
            {"--year", &Arguments::year, Need::Required, "年度"},
            {"--title", &Arguments::title, Need::Optional, "标题；其中的部门名称会填进报告"}}},
          {"report list", "列出报告", list_reports, {}},
          {"report show",
           "显示内容：草稿、某一版或某一修订",
           show,
           {kReport,
            {"--version", &Arguments::version, Need::Optional, "报送版本"},
            {"--revision", &Arguments::revision, Need::Optional, "修订编号或它的开头几位"}}},
          {"check", "按表样的规则校验", check, {kReport}}};
}

}  // namespace ziping::client
