// What goes over the network: syncing, submitting and reviewing.
#include <algorithm>
#include <array>
#include <tuple>

#include "client/cli/command.h"
#include "client/work/copies.h"
#include "client/work/courier.h"
#include "client/work/skew.h"
#include "client/work/wishes.h"
#include "shared/report/conflict.h"

namespace ziping::client {
namespace {

constexpr std::size_t kReportDigits = 8;
const Parameter kLater{"--later", &Arguments::later, Need::Optional, "先记在本机，下次同步时送出"};

// The reports that were named, or all.
Result<std::vector<ReportRow>> chosen(Vault& vault, const std::vector<std::string>& names) {
  if (names.empty()) return vault.reports();
  std::vector<ReportRow> out;
  for (const std::string& name : names) {
    auto row = vault.report(name);
    if (!row) return row.error();
    out.push_back(std::move(*row));
  }
  return out;
}

Json json_of(const SyncResult& result) {
  Json out;
  out["sent"] = result.sent;
  out["received"] = result.received;
  out["receipts"] = result.receipts;
  out["requests"] = result.traffic.requests;
  out["bytes_out"] = result.traffic.bytes_out;
  out["bytes_in"] = result.traffic.bytes_in;
  for (const char* name : {"refused", "conflicts", "please_read"}) out[name] = Json(Json::Array{});
  for (const sync::Refused& refused : result.refused) out["refused"].push(refused.json());
  Json& files = out["files"];
  files["sent"] = result.files.sent;
  files["fetched"] = result.files.fetched;
  files["refused"] = Json(Json::Array(result.files.refused.begin(), result.files.refused.end()));
  files["waits"] = result.files.waits;
  if (result.server_merge != 0) out["server_merge"] = result.server_merge;
  return out;
}

// Of one that was refused.
Json json_of(const Wish& wish) {
  Json out;
  out["report"] = wish.report;
  out["action"] = sync::name(wish.action);
  out["version"] = wish.version;
  out["code"] = wish.code;
  out["why"] = wish.why;
  return out;
}

std::string about_files(const FilesResult& files) {
  std::string out;
  if (files.sent + files.fetched > 0)
    out += "附件：送出 " + std::to_string(files.sent) + "，取回 " + std::to_string(files.fetched) + "。\n";
  for (const std::string& why : files.refused) out += "  附件未被接受：" + why + "\n";
  if (!files.waits.empty()) out += "  附件在等：" + files.waits + "\n";
  return out;
}

// What to type once the administrator has said that it is so.
base::Error with_way_out(base::Error error) {
  if (error.code == "restored-server")
    error.message += "确认恢复过以后，请运行 ziping sync --restored，本机有而服务器没有的内容会再送一次。";
  if (error.code == "too-large") error.message += "数据包可以用 ziping bundle make 制作。";
  return error;
}

// What it would change here; nothing is sent or kept.
Result<Said> look_ahead(Vault& vault, const Arguments& arguments) {
  auto reports = look_ahead(vault, arguments.server);
  if (!reports) return with_way_out(reports.error());
  Said out;
  out.json["reports"] = Json(Json::Array{});
  std::size_t places = 0;
  for (const ForeseenReport& one : *reports) {
    Json json;
    json["report"] = one.report;
    json["new"] = one.is_new;
    json["places"] = Json(Json::Array{});
    out.text += "  " + one.report.substr(0, kReportDigits) + (one.is_new ? "  新的报告" : "") + "\n";
    for (const Place& place : one.places) {
      json["places"].push(place.path);
      out.text += "      " + place.label + "  " + place.path + "\n";
    }
    places += one.places.size();
    out.json["reports"].push(std::move(json));
  }
  out.text = "同步会改动 " + std::to_string(reports->size()) + " 份报告，" + std::to_string(places) +
             " 处；现在还没有改动。\n" + out.text;
  return out;
}

// One connection carries everything that waits; the names only choose which reports are spoken of.
Result<Said> synchronise(Vault& vault, const Arguments& arguments) {
  if (arguments.look) return look_ahead(vault, arguments);
  if (auto named = chosen(vault, arguments.reports); !named) return named.error();
  auto result = sync_all(vault, arguments.server, arguments.restored ? Restored::Accept : Restored::Ask);
  auto rows = result ? chosen(vault, arguments.reports) : Result<std::vector<ReportRow>>(with_way_out(result.error()));
  if (!rows) return rows.error();
  Said out{json_of(*result), {}};
  std::string details;
  out.json["restored"] = result->restored == Restored::Accept;
  if (result->restored == Restored::Accept) details += "  服务器恢复过：它没有的内容，本机已再送一次。\n";
  out.json["remarks_waiting"] = result->remarks_waiting;
  if (result->remarks_waiting > 0) details += "  意见没有送出：" + std::string(remarks_wait_sentence()) + "\n";
  for (const sync::Refused& refused : result->refused) details += "  未被接受：" + refused.message + "\n";
  for (const ReportRow& row : *rows) {
    auto now = vault.shown(row);
    if (!now && !is_of_the_disk(now.error())) continue;  // report list says why
    if (!now) return now.error();
    for (const form::Path& path : report::conflicts(now->state)) {
      out.json["conflicts"].push(path.text());
      details += "  冲突：" + path.text() + "\n";
    }
    for (const merge::Note& note : now->notes) {
      out.json["please_read"].push(note.path.text());
      details += "  请通读：" + note.path.text() + (note.kind == merge::NoteKind::Numbers ? "（编号接不上）\n" : "\n");
    }
  }
  auto wishes = vault.wishes();
  if (!wishes) return wishes.error();
  out.json["wishes_refused"] = Json(Json::Array{});
  for (const Wish& wish : *wishes) {
    if (wish.waits()) continue;
    out.json["wishes_refused"].push(json_of(wish));
    details += "  没有办成的报送或审核：" + wish.why + "\n";
  }
  const std::size_t not_done = out.json.list("wishes_refused").size();
  const std::size_t conflicts = out.json.list("conflicts").size();
  out.text = "已同步：送出 " + std::to_string(result->sent) + "，总部已收 " + std::to_string(result->receipts) +
             "，收到 " + std::to_string(result->received) + "，冲突 " + std::to_string(conflicts) + "，未被接受 " +
             std::to_string(result->refused.size()) + "。\n" + details;
  out.text += about_files(result->files);
  out.json["clock"] = clock_json(vault);
  if (result->server_merge != 0)
    out.text += merge_differs_sentence(result->server_merge) + merge_differs_advice(result->server_merge) + "\n";
  if (const std::string skew = skew_sentence(kept_skew(vault)); !skew.empty()) out.text += skew + "\n";
  if (conflicts + result->refused.size() + result->files.refused.size() + not_done > 0) out.status = kLook;
  if (auto copied = copy_of_today(vault); !copied) out.text += copied.error().message + "\n";
  return out;
}

// What the next synchronisation asks for.
Result<Said> keep_for_later(Vault& vault, const ReportRow& report, const Arguments& arguments, sync::Action action) {
  std::int64_t version = arguments.version;
  auto versions = vault.list(Listing::Versions, report);
  if (!versions) return versions.error();
  const Json::Array& all = *versions->as_array();
  if (version == 0 && !all.empty()) version = all.back().integer_or("version", 0);
  if (auto made = Wishes::make(vault, report, action, version, arguments.note); !made) return made.error();
  Said out;
  out.json["kept"] = true;
  out.text = "已记在本机，下次同步时送出；送出以前可以用 ziping outbox drop 收回。";
  return out;
}

Result<Said> transition(Vault& vault, const ReportRow& report, const Arguments& arguments, sync::Action action) {
  if (arguments.later) return keep_for_later(vault, report, arguments, action);
  auto self = vault.identity();
  auto now = self ? vault.shown(report) : Result<Shown>(self.error());
  if (!now) return now.error();
  if (action == sync::Action::Submit && (now->draft || vault.unsent(report) > 0 || now->heads.size() != 1))
    return base::Error{base::ErrorKind::Invalid,
                       "seal-first",
                       "还有没封存或没同步的内容，或有几份没合并的修订。请先封存（seal）并同步，再报送。",
                       {}};
  const Json body = transition_request(vault, report, now->heads, action, arguments.version, arguments.note);
  auto result = Courier(self->server_url).post("/v1/transition", body, self->token);
  if (!result) return with_way_out(result.error());
  const auto stage = sync::stage_named(result->text_or("stage"));
  return Said{*result, "第 " + std::to_string(result->integer_or("version", 0)) + " 版：" +
                           (stage ? std::string(sync::chinese(*stage)) : std::string()) + "。"};
}

Result<Said> submit(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  return transition(vault, report, arguments, sync::Action::Submit);
}

Result<Said> withdraw(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  return transition(vault, report, arguments, sync::Action::Withdraw);
}

Result<Said> review(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  static constexpr std::array kReviewing{sync::Action::Receive, sync::Action::Return, sync::Action::Accept};
  const auto action = sync::action_named(arguments.action);
  if (!action || std::ranges::count(kReviewing, *action) == 0)
    return base::Error{
        base::ErrorKind::NotFound,
        "unknown-action",
        "没有“" + arguments.action + "”这种审核动作，可以写 receive（受理）、return（退回）、accept（通过）。",
        {}};
  return transition(vault, report, arguments, *action);
}

// A version stands where its last step left it; one that was withdrawn is nobody's to review any more.
std::string stage_after(const Json& step) {
  return step.text_or("action") == "withdraw" ? "withdrawn" : std::string(step.text_or("stage"));
}

std::string chinese_stage(const std::string& name) {
  const auto stage = sync::stage_named(name);
  return stage ? std::string(sync::chinese(*stage)) : name == "withdrawn" ? "已撤回" : name;
}

enum class Heard { Now, Before };  // Before: by a server that was set back since, and that has not told of it again

// A version with the steps that it went through.
void tell_version(Said& out, const Json& version, const Json& steps, Heard heard) {
  const bool former = heard == Heard::Before;
  Json one;
  std::string stage, details;
  one["version"] = version.integer_or("version", 0);
  one["revision"] = version.text_or("revision");
  one["submitted_by"] = version.text_or("by");
  one["at"] = version.text_or("at");
  one["note"] = version.text_or("note");
  one["former"] = former;
  one["steps"] = Json(Json::Array{});
  for (const Json& step : *steps.as_array()) {
    if (step.integer_or("version", 0) != version.integer_or("version", 0)) continue;
    stage = stage_after(step);
    Json taken;
    for (const char* member : {"action", "by", "at", "note"}) taken[member] = step.text_or(member);
    one["steps"].push(std::move(taken));
    details += "      " + local_time(step.text_or("at")) + "  " + std::string(step.text_or("by")) + "  " +
               chinese_stage(stage) + "  " + std::string(step.text_or("note")) + "\n";
  }
  one["stage"] = stage;
  out.text += (former ? "服务器恢复前的第 " : "第 ") + std::to_string(version.integer_or("version", 0)) + " 版  " +
              std::string(version.text_or("revision").substr(0, 12)) + "  " + chinese_stage(stage) + "\n" + details;
  out.json.push(std::move(one));
}

Result<Said> list_versions(Vault& vault, const ReportRow& report, const Arguments&) {
  Said out{Json(Json::Array{}), {}};
  for (const auto& [versions, stages, heard] :
       {std::tuple{Listing::FormerVersions, Listing::FormerStages, Heard::Before},
        std::tuple{Listing::Versions, Listing::Stages, Heard::Now}}) {
    auto all = vault.list(versions, report);
    auto steps = all ? vault.list(stages, report) : all;
    if (!steps) return steps.error();
    for (const Json& version : *all->as_array()) tell_version(out, version, *steps, heard);
  }
  if (out.text.empty()) out.text = "还没有报送过。";
  return out;
}

}  // namespace

Commands exchange_commands() {
  return {{"sync",
           "同步：送出本机的修订，取回别人的",
           synchronise,
           {{"REPORT", &Arguments::reports, Need::Optional, "只说这些报告的冲突"},
            {"--server", &Arguments::server, Need::Optional, "这一次用另一个地址"},
            {"--look", &Arguments::look, Need::Optional, "只看同步会改动什么，什么也不改"},
            {"--restored", &Arguments::restored, Need::Optional,
             "管理员说服务器用旧备份恢复过：把本机有而服务器没有的内容再送一次"}}},
          {"submit", "报送", submit, {kReport, kNote, kLater}},
          {"withdraw", "撤回还没受理的报送", withdraw, {kReport, kNote, kLater}},
          {"review",
           "审核：receive、return 或 accept",
           review,
           {{"ACTION", &Arguments::action, Need::Required, "receive、return 或 accept"},
            kReport,
            {"--version", &Arguments::version, Need::Required, "报送版本"},
            kNote,
            kLater}},
          {"version list", "列出报送版本", list_versions, {kReport}}};
}

}  // namespace ziping::client
