// How things stand on this device: what waits, when it was last heard of the server, and what a person should know.
#include <algorithm>

#include "client/cli/command.h"
#include "client/work/outbox.h"
#include "client/work/skew.h"

namespace ziping::client {
namespace {

Result<Said> status(Vault& vault, const Arguments&) {
  auto self = vault.identity();
  auto rows = self ? vault.reports() : Result<std::vector<ReportRow>>(self.error());
  if (!rows) return rows.error();
  auto entries = Outbox(vault).waiting();
  if (!entries) return entries.error();
  const auto count = [&](Sent kind) { return std::ranges::count(*entries, kind, &OutboxEntry::kind); };
  const Waiting waiting{count(Sent::Revision), count(Sent::Remark), count(Sent::File), count(Sent::Wish)};
  std::int64_t drafts = 0;
  for (const ReportRow& row : *rows) drafts += vault.has_draft(row.id) ? 1 : 0;
  const std::string last_sync = vault.setting("last_sync"), skew = skew_sentence(kept_skew(vault));
  Said out;
  out.json["user"] = self->user.name;
  out.json["server"] = self->server_url;
  out.json["last_sync"] = last_sync;
  out.json["reports"] = rows->size();
  out.json["unsent"] = waiting.revisions;
  out.json["waiting"] = waiting_json(waiting);
  out.json["drafts"] = drafts;
  out.json["clock"] = clock_json(vault);
  out.text = self->user.name + "，服务器 " + self->server_url + "\n" +
             (last_sync.empty() ? "还没有同步过" : "上次同步 " + local_time(last_sync)) + "，" +
             std::to_string(rows->size()) + " 份报告，" +
             (waiting.all() > 0 ? waiting_words(waiting) + "待发送（用 outbox list 查看）" : "没有待发送的内容") +
             "，没封存的草稿 " + std::to_string(drafts) + "\n";
  if (!skew.empty()) out.text += skew + "\n";
  return out;
}

}  // namespace

Json waiting_json(const Waiting& waiting) {
  Json out;
  out["revisions"] = waiting.revisions;
  out["remarks"] = waiting.remarks;
  out["files"] = waiting.files;
  out["wishes"] = waiting.wishes;
  return out;
}

Json clock_json(Vault& vault) {
  Json out;
  out["skew_seconds"] = kept_skew(vault) / 1000;
  out["sentence"] = skew_sentence(kept_skew(vault));
  return out;
}

Commands status_commands() { return {{"status", "本机的情况：待发送的、上次同步、时钟", status, {}}}; }

}  // namespace ziping::client
