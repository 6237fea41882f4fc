#include "client/view/status_line.h"

#include <algorithm>

#include "client/view/moment.h"
#include "client/view/widgets/panes.h"
#include "client/work/outbox.h"
#include "client/work/skew.h"

namespace ziping::view {
namespace {

std::string count(const char* words, std::int64_t number) { return words + std::to_string(number); }

StatusPart saved_part(const app::OpenReport& report) {
  if (report.reached() == app::Reached::Typed) return {Mark::Dot, Tone::Accent, "正在输入"};
  if (report.saved_at_ms == 0) return {Mark::Dot, Tone::Good, "已保存到本机"};
  return {Mark::Dot, Tone::Good, "已保存到本机 " + time_of_day(report.saved_at_ms)};
}

std::string not_saved(const base::Error& error) {
  if (error.kind == base::ErrorKind::Full) return "磁盘已满，内容暂存在内存里，请腾出空间；不要关闭程序。";
  return "没有保存到本机：" + error.message;
}

StatusPart sending_part(const client::SyncProgress& progress) {
  if (progress.to_send == 0 || progress.sent >= progress.to_send)
    return {Mark::None, Tone::Accent, progress.received > 0 ? count("接收中 ", progress.received) : "同步中"};
  return {Mark::None, Tone::Accent, "发送中 " + std::to_string(static_cast<int>(sent_share(progress) * 100)) + "%"};
}

client::Waiting with_draft(client::Waiting waiting, bool draft) {
  waiting.revisions += draft ? 1 : 0;
  return waiting;
}

StatusPart waiting_part(const client::Waiting& waiting) {
  return {Mark::None, Tone::Neutral, "待发送 " + client::waiting_words(waiting)};
}

void add_report_parts(std::vector<StatusPart>& parts, const app::Model& model, const app::OpenReport& report) {
  parts.push_back(saved_part(report));
  const client::Waiting here = with_draft(report.around.waiting, report.around.draft);
  if (model.sync.running)
    parts.push_back(sending_part(model.sync.progress));
  else if (here.all() > 0)
    parts.push_back(waiting_part(here));
  if (report.around.last_receipt_seq > 0)
    parts.push_back({Mark::None, Tone::Neutral, "总部已收 第" + std::to_string(report.around.last_receipt_seq) + "号"});
  if (!report.around.versions.empty())
    parts.push_back({Mark::None, Tone::Neutral, "第" + std::to_string(report.around.versions.back().version) + "版"});
  if (!report.conflicts.empty())
    parts.push_back({Mark::Clash, Tone::Clash, count("冲突 ", static_cast<std::int64_t>(report.conflicts.size()))});
  if (const std::size_t places = app::places_to_read(report).size(); places > 0)
    parts.push_back({Mark::Warning, Tone::Warn, "请通读 " + std::to_string(places) + " 处（F4）"});
  if (!report.refused.empty())
    parts.push_back(
        {Mark::Warning, Tone::Warn, std::to_string(report.refused.size()) + " 处改动没有采用，已另存为建议"});
}

void add_list_parts(std::vector<StatusPart>& parts, const app::Model& model) {
  if (!model.listed) return parts.push_back({Mark::None, Tone::Neutral, "正在读取本机的报告"});
  if (model.home.reports.empty())
    parts.push_back({Mark::None, Tone::Neutral, "本机还没有报告"});
  else
    parts.push_back({Mark::Dot, Tone::Good, "本机 " + std::to_string(model.home.reports.size()) + " 份报告，都已保存"});
  if (model.sync.running) return parts.push_back(sending_part(model.sync.progress));
  if (const client::Waiting all = waiting(model); all.all() > 0) parts.push_back(waiting_part(all));
}

StatusPart skew_part(std::int64_t skew_ms) {
  return {Mark::Warning, Tone::Warn, skew_ms > 0 ? "本机时钟偏快" : "本机时钟偏慢"};
}

StatusPart server_part(const app::Model& model) {
  if (!model.home.self) return {Mark::None, Tone::Neutral, "本机还没有登记"};
  const std::string last = moment(model.home.last_sync, model.now_ms);
  const std::string when = last.empty() ? std::string("还没有同步过") : "上次同步 " + last;
  const auto& next = model.home.next_try;
  const bool failed_before = next && next->failures > 0;  // this time or the last time the program was open
  if (!model.sync.error && !failed_before) return {Mark::None, Tone::Neutral, when};
  const std::string again = failed_before ? "，" + moment(next->at_ms, model.now_ms) + " 再试" : "";
  if (!model.sync.error || model.sync.error->code == "offline")
    return {Mark::Warning, Tone::Warn, "离线（" + when + again + "）"};
  return {Mark::Warning, Tone::Bad, "同步没有完成（" + when + again + "）"};
}

constexpr float kDotSize = 12;

void draw_parts(const Ui& ui, Box room, const Status& status) {
  const Palette& colour = ui.colour();
  const bool loud = status.loud == Status::Loud::Yes;
  float x = room.min.x;
  for (std::size_t i = 0; i < status.parts.size() && x < room.max.x; ++i) {
    const StatusPart& part = status.parts[i];
    const Colour ink = loud ? colour.on_accent : part.tone == Tone::Neutral ? colour.quiet : ink_of(colour, part.tone);
    if (i > 0) {
      draw_text_in(ui.look, {{x, room.min.y}, room.max}, Type::Small, loud ? ink : colour.faint, "·");
      x += text_width(ui.look, Type::Small, "·") + ui.px(8);
    }
    if (part.mark != Mark::None) {
      draw_mark(ui.look, {x + ui.px(kDotSize) / 2, room.centre().y}, ui.px(kDotSize), part.mark, ink);
      x += ui.px(kDotSize + 4);
    }
    draw_text_in(ui.look, {{x, room.min.y}, room.max}, Type::Small, ink, part.words);
    x += text_width(ui.look, Type::Small, part.words) + ui.px(8);
  }
}

}  // namespace

std::string Status::sentence() const {
  std::string out;
  for (const StatusPart& part : parts) out += (out.empty() ? "" : " · ") + part.words;
  return out;
}

Status status_of(const app::Model& model) {
  Status status;
  if (model.unsaved) return {Status::Loud::Yes, {{Mark::Cross, Tone::Bad, not_saved(*model.unsaved)}}};
  if (model.report) {
    add_report_parts(status.parts, model, *model.report);
  } else {
    add_list_parts(status.parts, model);
  }
  if (model.listed && !model.sync.running) status.parts.push_back(server_part(model));
  if (client::is_told(model.home.skew_ms)) status.parts.push_back(skew_part(model.home.skew_ms));
  return status;
}

client::Waiting waiting(const app::Model& model) {
  client::Waiting total;
  for (const client::Summary& one : model.home.reports) {
    const bool open = model.report && model.report->id == one.row.id;
    const client::Waiting here = open ? with_draft(model.report->around.waiting, model.report->around.draft)
                                      : with_draft(one.waiting, one.draft);
    total.revisions += here.revisions;
    total.remarks += here.remarks;
    total.files += here.files;
  }
  return total;
}

float sent_share(const client::SyncProgress& progress) {
  if (progress.to_send <= 0) return 1;
  return std::clamp(static_cast<float>(progress.sent) / static_cast<float>(progress.to_send), 0.0f, 1.0f);
}

void status_line(Frame& frame) {
  Ui& ui = frame.ui;
  const Status status = status_of(frame.model);
  const bool loud = status.loud == Status::Loud::Yes;
  status_bar(ui, "###status_bar", [&] {
    const Item item = button_item(status.sentence() + "###status", {width_left(), ui.px(kStatusHeight)});
    const Box whole = item.box.inset(-ui.px(16));
    if (loud) fill(ui.look, whole, ui.colour().bad);
    if (!loud && item.hovered) fill(ui.look, whole, ui.colour().ground);
    draw_parts(ui, item.box, status);
    if (item.ringed) focus_ring(ui.look, whole.inset(ui.px(2), ui.px(2)));
    explain_on_hover(ui, item, loud ? status.parts.front().words : "看看内容到了哪一步");
    if (item.pressed) frame.ask(app::ShowScreen{app::Screen::SyncSteps});
  });
}

}  // namespace ziping::view
