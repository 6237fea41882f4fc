// What people say about a submitted version, and what others answered.
#include "client/cli/command.h"

namespace ziping::client {
namespace {

constexpr std::size_t kIdDigits = 12;

std::string_view name_of(merge::Standing standing) {
  return standing == merge::Standing::Same ? "same" : standing == merge::Standing::Changed ? "changed" : "gone";
}

std::string_view chinese(merge::Standing standing, bool quoted) {
  if (standing == merge::Standing::Same) return "";
  if (standing == merge::Standing::Changed) return quoted ? "原句已改" : "内容已改";
  return quoted ? "原句已删" : "内容已删";
}

Json json_of(const SaidRemark& one) {
  Json out;
  out["remark"] = one.id;
  out["kind"] = sync::name(one.header.kind);
  out["text"] = one.header.text;
  out["author"] = one.header.author;
  out["at"] = one.header.stamp;
  out["state"] = one.state;
  out["why"] = one.why;
  return out;
}

Json json_of(const RemarkThread& thread) {
  Json out = json_of(thread.remark);
  const sync::RemarkHeader& header = thread.remark.header;
  out["version"] = header.version;
  out["path"] = header.place.at;
  out["quote"] = header.place.quote;
  out["offset"] = header.place.offset;
  out["open"] = thread.open;
  out["now"]["standing"] = name_of(thread.now.standing);
  out["now"]["sentence"] = thread.now.sentence;
  out["now"]["offset"] = thread.now.offset;
  out["answers"] = Json(Json::Array{});
  for (const SaidRemark& one : thread.answers) out["answers"].push(json_of(one));
  return out;
}

std::string standing_of(const SaidRemark& one) {
  if (one.state == "queued") return "  [待发送]";
  if (one.state == "former") return "  [服务器恢复以前收到的]";
  if (one.state == "withdrawn") return "  [已收回，没有送出]";
  return one.state == "quarantined" ? "  [未被接受：" + one.why + "]" : "";
}

std::string text_of(const SaidRemark& one) {
  const bool closes = one.header.kind == sync::RemarkKind::Close, opens = one.header.kind == sync::RemarkKind::Reopen;
  return local_time(one.header.stamp) + "  " + one.header.author + "  " +
         (closes  ? "关闭。"
          : opens ? "重新打开。"
                  : "") +
         one.header.text + standing_of(one) + "\n";
}

std::string text_of(const RemarkThread& thread) {
  const sync::RemarkHeader& header = thread.remark.header;
  const std::string now(chinese(thread.now.standing, !header.place.quote.empty()));
  std::string out = thread.remark.id.substr(0, kIdDigits) + "  第 " + std::to_string(header.version) + " 版  " +
                    (header.place.at.empty() ? "整份报告" : header.place.at) + "  " +
                    (thread.open ? "未关闭" : "已关闭") + (now.empty() ? "" : "  " + now) + "\n";
  if (!header.place.quote.empty()) out += "      原句：" + header.place.quote + "\n";
  if (thread.now.standing == merge::Standing::Changed && !thread.now.sentence.empty())
    out += "      现在：" + thread.now.sentence + "\n";
  out += "      " + text_of(thread.remark);
  for (const SaidRemark& one : thread.answers) out += "        " + text_of(one);
  return out;
}

Result<Said> kept(const Result<std::string>& id, const std::string& what) {
  if (!id) return id.error();
  Json json;
  json["remark"] = *id;
  return Said{json, what + "已记在本机，编号 " + id->substr(0, kIdDigits) + "，下次同步时送出。"};
}

Result<Said> add(Vault& vault, const ReportRow& report, const Arguments& arguments) {
  return kept(
      vault.add_remark(report, {arguments.version, arguments.path, arguments.from, arguments.nth, arguments.value}),
      "意见");
}

Result<Said> follow(Vault& vault, const Arguments& arguments, sync::RemarkKind kind, const std::string& what) {
  auto on = vault.remark(arguments.a);
  return on ? kept(vault.follow_remark(*on, kind, arguments.value), what) : Result<Said>(on.error());
}

Result<Said> answer(Vault& vault, const Arguments& arguments) {
  return follow(vault, arguments, sync::RemarkKind::Answer, "答复");
}

Result<Said> close(Vault& vault, const Arguments& arguments) {
  return follow(vault, arguments, sync::RemarkKind::Close, "关闭");
}

Result<Said> reopen(Vault& vault, const Arguments& arguments) {
  return follow(vault, arguments, sync::RemarkKind::Reopen, "重新打开");
}

Result<Said> withdraw(Vault& vault, const Arguments& arguments) {
  auto one = vault.withdraw_remark(arguments.a);
  if (!one) return one.error();
  Said out{Json(Json::Object{}), "已收回，不再送出。原话留在本机，可以用 remark list 查看。"};
  out.json["remark"] = one->id;
  return out;
}

Result<Said> list(Vault& vault, const ReportRow& report, const Arguments&) {
  auto threads = vault.remarks(report);
  if (!threads) return threads.error();
  Said out{Json(Json::Array{}), {}};
  for (const RemarkThread& thread : *threads) {
    out.json.push(json_of(thread));
    out.text += text_of(thread);
  }
  if (threads->empty()) out.text = "还没有意见。";
  return out;
}

}  // namespace

Commands remark_commands() {
  const Parameter id{"ID", &Arguments::a, Need::Required, "意见编号或它的开头至少 6 位"};
  const Parameter text{"TEXT", &Arguments::value, Need::Required, "意见或答复"};
  return {{"remark add",
           "添加意见",
           add,
           {kReport,
            {"--version", &Arguments::version, Need::Required, "报送版本"},
            {"--at", &Arguments::path, Need::Required, "字段，写 \"\" 就是整份报告"},
            {"--quote", &Arguments::from, Need::Optional, "引用的原文"},
            {"--nth", &Arguments::nth, Need::Optional, "引用的原文有几处时，是第几处"},
            text}},
          {"remark answer", "答复意见", answer, {id, text}},
          {"remark close", "关闭意见", close, {id}},
          {"remark reopen", "重新打开意见", reopen, {id}},
          {"remark withdraw", "收回还没送出的意见或答复", withdraw, {id}},
          {"remark list", "列出意见", list, {kReport}}};
}

}  // namespace ziping::client
