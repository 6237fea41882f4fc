// Drafts: what is typed here and not sealed, and what was put aside.
#include "client/cli/command.h"

namespace ziping::client {
namespace {

constexpr std::size_t kReportDigits = 8;

Result<Said> list(Vault& vault, const Arguments&) {
  auto left = vault.left_drafts();
  auto rows = left ? vault.reports() : Result<std::vector<ReportRow>>(left.error());
  if (!rows) return rows.error();
  Said out;
  out.json["drafts"] = out.json["aside"] = Json(Json::Array{});
  for (const LeftDraft& one : *left) {
    Json json;
    json["report"] = one.report;
    json["places"] = one.places;
    json["at"] = one.at;
    out.json["drafts"].push(std::move(json));
    out.text += "草稿  " + one.report.substr(0, kReportDigits) + "  " + std::to_string(one.places) + " 处修改" +
                (one.at.empty() ? "" : "  " + local_time(one.at)) + "\n";
  }
  for (const ReportRow& row : *rows) {
    auto aside = vault.drafts_aside(row);
    if (!aside) return aside.error();
    for (const AsideDraft& one : *aside) {
      Json json;
      json["report"] = row.id;
      json["id"] = one.id;
      json["places"] = one.places;
      json["typed_at"] = one.typed_at;
      json["at"] = one.at;
      out.json["aside"].push(std::move(json));
      out.text += "放到一边  " + row.id.substr(0, kReportDigits) + "  第 " + std::to_string(one.id) + " 份  " +
                  std::to_string(one.places) + " 处修改  " + local_time(one.at) + "\n";
    }
  }
  if (out.text.empty()) out.text = "没有草稿，也没有放到一边的。\n";
  return out;
}

Result<Said> put_aside(Vault& vault, const ReportRow& report, const Arguments&) {
  if (auto status = vault.put_draft_aside(report); !status) return status.error();
  auto aside = vault.drafts_aside(report);
  if (!aside) return aside.error();
  Json out;
  out["id"] = aside->front().id;
  return Said{out, "已放到一边，第 " + std::to_string(aside->front().id) + " 份；用 draft take-back 取回。\n"};
}

Result<Said> take_back(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  if (auto status = vault.take_draft_back(report, arguments.nth); !status) return status.error();
  return Said{Json(Json::Object{}), "已取回，放进了报告。\n"};
}

}  // namespace

Commands draft_commands() {
  const Parameter which{"ID", &Arguments::nth, Need::Required, "draft list 里的份号"};
  return {{"draft list", "列出没封存的草稿和放到一边的", list, {}},
          {"draft put-aside", "把草稿从报告里拿出来，放到一边", put_aside, {kReport}},
          {"draft take-back", "把放到一边的草稿取回报告", take_back, {kReport, which}}};
}

}  // namespace ziping::client
