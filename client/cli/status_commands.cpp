// How things stand on this device: what waits, when it was last heard of the server, and what a person should know.
#include "client/cli/command.h"
#include "client/work/skew.h"

namespace ziping::client {
namespace {

Result<Said> status(Vault& vault, const Arguments&) {
  auto self = vault.identity();
  auto rows = self ? vault.reports() : Result<std::vector<ReportRow>>(self.error());
  if (!rows) return rows.error();
  std::int64_t unsent = 0, drafts = 0;
  for (const ReportRow& row : *rows) {
    unsent += vault.unsent(row);
    drafts += vault.has_draft(row.id) ? 1 : 0;
  }
  const std::string last_sync = vault.setting("last_sync"), skew = skew_sentence(kept_skew(vault));
  Said out;
  out.json["user"] = self->user.name;
  out.json["server"] = self->server_url;
  out.json["last_sync"] = last_sync;
  out.json["reports"] = rows->size();
  out.json["unsent"] = unsent;
  out.json["drafts"] = drafts;
  out.json["clock"] = clock_json(vault);
  out.text = self->user.name + "，服务器 " + self->server_url + "\n" +
             (last_sync.empty() ? "还没有同步过" : "上次同步 " + local_time(last_sync)) + "，" +
             std::to_string(rows->size()) + " 份报告，待发送修订 " + std::to_string(unsent) + "，没封存的草稿 " +
             std::to_string(drafts) + "\n";
  if (!skew.empty()) out.text += skew + "\n";
  return out;
}

}  // namespace

Json clock_json(Vault& vault) {
  Json out;
  out["skew_seconds"] = kept_skew(vault) / 1000;
  out["sentence"] = skew_sentence(kept_skew(vault));
  return out;
}

Commands status_commands() { return {{"status", "本机的情况：待发送的、上次同步、时钟", status, {}}}; }

}  // namespace ziping::client
