#include "client/view/sync_steps.h"

#include "client/view/moment.h"
#include "client/view/status_line.h"
#include "client/view/wording.h"
#include "client/work/outbox.h"
#include "client/work/skew.h"

namespace ziping::view {
namespace {

std::string copies(std::int64_t number) { return std::to_string(number) + " 份"; }

SyncStep saving(const app::Model& model) {
  SyncStep out{Level::Good, "保存到本机", "全部已保存", {}, {}};
  if (model.report && model.report->reached() == app::Reached::Typed)
    out.level = Level::Info, out.result = "正在保存刚输入的内容";
  if (!model.unsaved) return out;
  const bool full = model.unsaved->kind == base::ErrorKind::Full;
  return {Level::Bad,
          out.step,
          model.unsaved->message,
          {},
          full ? "请腾出磁盘空间，先不要关掉窗口；腾出以后会自动再存。" : "先不要关掉窗口，程序会一直再试。"};
}

SyncStep waiting_step(const app::Model& model) {
  const std::string words = client::waiting_words(waiting(model));
  const bool all_sent = model.home.self && !model.home.reports.empty() && !is_set_back(model);
  if (words.empty()) return {Level::Good, "待发送", all_sent ? "没有，都在总部了" : "没有", {}, {}};
  return {Level::Info, "待发送", words + "等待发送", {}, model.home.self ? "点“同步”就会发出。" : ""};
}

SyncStep connection(const app::Model& model) {
  const std::string step = "连接服务器", address = model.home.server_url;
  if (!model.home.self) return {Level::Warn, step, "本机还没有登记", {}, "请先登记本机。"};
  if (model.sync.error) {
    const bool offline = model.sync.error->code == "offline";
    return {Level::Bad,
            step,
            model.sync.error->message,
            {},
            offline ? "服务器是 " + address + "。请检查网线或无线网，连上以后再点“同步”。"
            : is_set_back(model) ? ""  // what to do stands below, with its button
                                 : "再试一次；还不行，请复制下面的内容给技术支持。"};
  }
  if (model.sync.running) return {Level::Info, step, "正在和 " + address + " 交换", {}, {}};
  if (model.sync.result) return {Level::Good, step, "通了，" + address, {}, {}};
  return {Level::Info, step, "这次打开程序以后还没有同步", {}, {}};
}

SyncStep next_step(const app::Model& model) {
  const std::string step = "下次同步";
  if (!model.settings.auto_sync) return {Level::Info, step, "点“同步”时", {}, "自动同步已在设置里关掉。"};
  if (!model.home.next_try) return {Level::Warn, step, "点“同步”时", {}, "请先照上面说的处理，程序不会自己再试。"};
  const client::NextTry& next = *model.home.next_try;
  const std::string when = next.at_ms <= model.now_ms ? "马上" : moment(next.at_ms, model.now_ms);
  if (next.failures == 0) return {Level::Info, step, when + "，自动", {}, {}};
  return {Level::Info, step, when + "，自动再试（已试 " + std::to_string(next.failures) + " 次）", {}, {}};
}

client::Traffic traffic_of(const app::SyncState& sync) {
  return !sync.running && sync.result ? sync.result->traffic : sync.progress.traffic;
}

void add_besides(std::vector<SyncStep>& out, const client::SyncResult& result) {
  if (result.server_merge != 0)
    out.push_back({Level::Warn,
                   "合并规则",
                   client::merge_differs_sentence(result.server_merge),
                   {},
                   client::merge_differs_advice(result.server_merge)});
  if (result.remarks_waiting > 0) out.push_back({Level::Warn, "意见没有送出", client::kRemarksWait, {}, {}});
  const client::FilesResult& files = result.files;
  if (files.sent + files.fetched > 0)
    out.push_back({Level::Good,
                   "附件",
                   "送出 " + std::to_string(files.sent) + " 个，取回 " + std::to_string(files.fetched) + " 个",
                   {},
                   {}});
  if (!files.waits.empty()) out.push_back({Level::Warn, "附件在等", files.waits, {}, {}});
  for (const std::string& why : files.refused) out.push_back({Level::Warn, "附件没有收下", why, {}, {}});
}

void add_exchange(std::vector<SyncStep>& out, const app::SyncState& sync) {
  const client::Traffic traffic = traffic_of(sync);
  if (sync.running) {
    const client::SyncProgress& now = sync.progress;
    out.push_back({Level::Info,
                   "发送修订",
                   std::to_string(now.sent) + " / " + copies(now.to_send),
                   bytes_words(traffic.bytes_out),
                   {}});
    out.push_back({Level::Info, "接收修订", copies(now.received), bytes_words(traffic.bytes_in), {}});
    return;
  }
  if (!sync.result) return;
  const client::SyncResult& result = *sync.result;
  if (result.restored == client::Restored::Accept)
    out.push_back({Level::Good, "恢复过的服务器", "它没有的内容，本机已再送一次", {}, {}});
  out.push_back({Level::Good, "发送修订", copies(result.sent), bytes_words(traffic.bytes_out), {}});
  out.push_back({result.receipts >= result.sent ? Level::Good : Level::Warn,
                 "总部回执",
                 copies(result.receipts),
                 {},
                 result.receipts >= result.sent ? "" : "没有回执的仍在本机，下次同步会再送。"});
  out.push_back({Level::Good, "接收修订", copies(result.received), bytes_words(traffic.bytes_in), {}});
  if (result.set_aside > 0)
    out.push_back({Level::Warn,
                   "没有合并的",
                   copies(result.set_aside) + "修订核对不上，已放在一边",
                   {},
                   "内容没有丢，请复制下面的内容给技术支持。"});
  for (const sync::Refused& refused : result.refused)
    out.push_back({Level::Warn, "没有收下", refused.message, {}, "您的改动已存为建议，可以在报告里看到。"});
  add_besides(out, result);
}

}  // namespace

bool is_set_back(const app::Model& model) {
  return !model.sync.running && model.sync.error && model.sync.error->code == "restored-server";
}

std::vector<SyncStep> sync_steps(const app::Model& model) {
  std::vector<SyncStep> out{saving(model), waiting_step(model), connection(model)};
  if (client::is_told(model.home.skew_ms))
    out.push_back({Level::Warn, "本机时钟", client::skew_sentence(model.home.skew_ms), {}, {}});
  add_exchange(out, model.sync);
  if (model.home.self && !model.sync.running) out.push_back(next_step(model));
  return out;
}

std::string support_text(const app::Model& model) {
  std::string out = "自评 同步情况 " + base::utc_text(model.now_ms) + "\n";
  const auto line = [&out](std::string_view name, const std::string& words) {
    if (!words.empty()) out.append(name).append("：").append(words).append("\n");
  };
  line("程序", std::string("ziping ") + ZIPING_VERSION);
  line("服务器", model.home.server_url);
  if (model.home.self) line("用户", model.home.self->name + "（" + model.home.self->role + "）");
  line("上次同步", model.home.last_sync);
  if (model.report) {
    line("报告", model.report->id);
    line("最新回执", model.report->around.last_receipt);
  }
  for (const SyncStep& step : sync_steps(model))
    line(step.step, step.result + (step.size.empty() ? "" : "，" + step.size));
  if (model.sync.error) line("问题", model.sync.error->code + " " + model.sync.error->cause);
  const client::Traffic traffic = traffic_of(model.sync);
  line("请求", std::to_string(traffic.requests) + " 次，发出 " + std::to_string(traffic.bytes_out) + " 字节，收到 " +
                   std::to_string(traffic.bytes_in) + " 字节");
  return out;
}

}  // namespace ziping::view
