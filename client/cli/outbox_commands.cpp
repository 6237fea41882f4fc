// What waits here until the server has it, and what it did not take.
#include <algorithm>

#include "client/cli/command.h"
#include "client/work/outbox.h"
#include "shared/base/utf8.h"

namespace ziping::client {
namespace {

constexpr std::size_t kIdDigits = 12, kReportDigits = 8;

struct Words {
  const char *name, *chinese, *take_back;
};

Words words_of(Sent kind) {
  switch (kind) {
    case Sent::Revision:
      return {"revision", "修订", "要收回修订里的改动，请把内容改回原样再封存（seal），新的修订会同它一起送出。"};
    case Sent::Remark:
      return {"remark", "意见", "要收回意见，请用 ziping remark withdraw 编号。"};
    case Sent::File:
      return {"file", "附件", "要收回附件，请用 ziping file remove 报告 字段 名称。"};
    case Sent::Wish:
      return {"wish", "报送或审核", "要收回报送或审核，请用 ziping outbox drop 报告。"};
  }
  return {};
}

Json json_of(const OutboxEntry& one) {
  Json out;
  out["kind"] = words_of(one.kind).name;
  out["name"] = one.name;
  out["report"] = one.report;
  out["title"] = one.title;
  out["path"] = one.path;
  out["author"] = one.author;
  out["code"] = one.code;
  out["why"] = one.why;
  return out;
}

std::string first_line(const OutboxEntry& one) {
  std::string out = std::string(words_of(one.kind).chinese) + "  " + one.name.substr(0, kIdDigits) + "  ";
  out += one.report.empty() ? "没有报告再写到它" : "报告 " + one.report.substr(0, kReportDigits);
  if (!one.path.empty()) out += "  " + one.path;
  if (!one.author.empty()) out += "  " + one.author;
  if (!one.title.empty()) out += "  " + base::excerpt(one.title);
  return out;
}

std::string since(const OutboxEntry& one) {
  return one.since.empty() ? "还在草稿里" : "从 " + local_time(one.since) + " 起";
}

Result<Said> list(Vault& vault, const Arguments&) {
  auto waiting = Outbox(vault).waiting();
  auto refused = waiting ? Outbox(vault).refused() : waiting;
  if (!refused) return refused.error();
  Said out;
  out.json["waiting"] = out.json["refused"] = Json(Json::Array{});
  for (const OutboxEntry& one : *waiting) {
    Json json = json_of(one);
    json["bytes"] = one.bytes;
    json["since"] = one.since;
    out.json["waiting"].push(std::move(json));
    out.text += first_line(one) + "  " + size_text(one.bytes) + "  " + since(one) + "\n      " +
                (one.why.empty() ? "等下一次同步。" : one.why) + "\n";
  }
  if (waiting->empty()) out.text = "没有等着送出的内容。\n";
  for (const Sent kind : {Sent::Revision, Sent::Remark, Sent::Wish, Sent::File})
    if (std::ranges::count(*waiting, kind, &OutboxEntry::kind) > 0)
      out.text += std::string(words_of(kind).take_back) + "\n";
  if (!waiting->empty()) out.text += "连不上服务器时，可以用 ziping bundle make 做成数据包带走。\n";
  for (const OutboxEntry& one : *refused) {
    Json json = json_of(one);
    json["next"] = next_step(one.code);
    out.json["refused"].push(std::move(json));
    out.text +=
        "未被接受：" + first_line(one) + "\n      " + one.why + "\n      " + std::string(next_step(one.code)) + "\n";
  }
  return out;
}

// What waits is not sent, and a refusal is put away.
Result<Said> drop(Vault& vault, const ReportRow& report, const Arguments&) {
  auto wish = vault.wish(report.id);
  if (!wish) return wish.error();
  if (!*wish)
    return base::Error{base::ErrorKind::NotFound, "no-wish", "这份报告没有等着送出的报送或审核，没有改动。", {}};
  if (auto status = vault.forget_wish(report.id); !status) return status.error();
  Said out;
  out.json["action"] = sync::name((*wish)->action);
  out.text = (*wish)->state == Wish::State::Asked ? "已收回。可能已经送到过：下次同步时会看到办成没有。"
                                                  : std::string((*wish)->waits() ? "已收回，没有送出。" : "已收起。");
  return out;
}

}  // namespace

Commands outbox_commands() {
  return {{"outbox list", "列出等着送出的修订、意见、报送或审核和附件，以及没有被接受的", list, {}},
          {"outbox drop", "收回还没送出的报送或审核，或收起没有办成的", drop, {kReport}}};
}

}  // namespace ziping::client
