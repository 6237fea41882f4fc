#include "client/view/status_line.h"

#include <algorithm>

#include "client/app/syncing.h"
#include "client/app/unread.h"
#include "client/text/said.h"
#include "client/text/say.h"
#include "client/view/moment.h"
#include "client/view/widgets/panes.h"
#include "client/view/wording.h"
#include "client/work/outbox.h"
#include "client/work/skew.h"

namespace ziping::view {
namespace {

using Place = StatusPart::Place;

std::vector<app::Unread> unread_but(const app::Model& model, std::string_view typing) {
  std::vector<app::Unread> out = app::unread(model);
  std::erase_if(out, [&](const app::Unread& one) { return one.path.text() == typing; });
  return out;
}

// What could not be read is kept on this machine too, but is no part of the report.
StatusPart unread_part(std::size_t places) {
  return {Mark::Warning, Tone::Warn, text::say("status.unread", {places}), Place::Saved};
}

std::size_t refused_besides(const app::OpenReport& report, const std::vector<app::Unread>& unread) {
  const auto is_told = [&](const app::Unread& one) { return report.refused.contains(one.path.text()); };
  return report.refused.size() - static_cast<std::size_t>(std::ranges::count_if(unread, is_told));
}

StatusPart saved_part(const app::OpenReport& report) {
  const auto part = [](Tone tone, std::string words) {
    return StatusPart{Mark::Dot, tone, std::move(words), Place::Saved};
  };
  if (report.reached() == app::Reached::Typed) return part(Tone::Accent, text::say("status.typing", {}));
  if (report.saved_at_ms == 0) return part(Tone::Good, text::say("status.saved", {}));
  return part(Tone::Good, text::say("status.saved_at", {time_of_day(report.saved_at_ms)}));
}

StatusPart warning_part(Mark mark, Tone tone, std::string words) {
  return {mark, tone, std::move(words), Place::Warning};
}

std::string not_saved(const base::Error& error) {
  if (error.kind == base::ErrorKind::Full) return text::say("status.full", {});
  return text::say("status.not_saved", {text::said(error.message)});
}

// What has gone of all that is sent; of one report only where it has something among that. None: of all reports.
StatusPart sending_part(const client::SyncProgress& progress, const std::optional<client::Waiting>& one) {
  const auto part = [](std::string words) { return StatusPart{Mark::None, Tone::Accent, std::move(words)}; };
  const client::FilesProgress& files = progress.files;
  const bool has_text = !one || one->revisions + one->remarks > 0, has_files = !one || one->files > 0;
  const bool text_goes = progress.sent < progress.to_send;
  if (text_goes && has_text)
    return part(text::say("status.sending", {static_cast<int>(sent_share(progress).value_or(0) * 100)}));
  if (!text_goes && files.done < files.total && has_files)
    return part(text::say("status.files", {bytes_words(files.done), bytes_words(files.total)}));
  return part(text::say(progress.received > 0 ? "status.receiving" : "status.syncing", {progress.received}));
}

client::Waiting with_draft(client::Waiting waiting, bool draft) {
  waiting.revisions += draft ? 1 : 0;
  return waiting;
}

StatusPart waiting_part(const client::Waiting& waiting) {
  return {Mark::None, Tone::Neutral, text::say("status.waiting", {client::waiting_words(waiting)})};
}

void add_report_parts(std::vector<StatusPart>& parts, const app::Model& model, std::string_view typing) {
  const app::OpenReport& report = *model.report;
  const std::vector<app::Unread> unread = unread_but(model, typing);
  if (unread.empty() || report.reached() == app::Reached::Typed) parts.push_back(saved_part(report));
  if (!unread.empty()) parts.push_back(unread_part(unread.size()));
  const client::Waiting here = with_draft(report.around.waiting, report.around.draft);
  if (model.sync.running)
    parts.push_back(sending_part(model.sync.progress, here));
  else if (here.all() > 0)
    parts.push_back(waiting_part(here));
  if (report.around.last_receipt_seq > 0)
    parts.push_back(
        {Mark::None, Tone::Neutral, text::say("status.receipt", {report.around.last_receipt_seq}), Place::Last});
  if (!report.around.versions.empty())
    parts.push_back(
        {Mark::None, Tone::Neutral, text::say("common.version", {report.around.versions.back().version}), Place::Last});
  if (!report.conflicts.empty())
    parts.push_back(warning_part(Mark::Clash, Tone::Clash, text::say("status.conflicts", {report.conflicts.size()})));
  if (const std::size_t places = app::places_to_read(report).size(); places > 0)
    parts.push_back(warning_part(Mark::Warning, Tone::Warn, text::say("status.please_read", {places})));
  if (const std::size_t left = app::words_without_field(model).size(); left > 0)
    parts.push_back(warning_part(Mark::Warning, Tone::Warn, text::say("status.unread_left", {left})));
  if (const std::size_t refused = refused_besides(report, app::unread(model)); refused > 0)
    parts.push_back(warning_part(Mark::Warning, Tone::Warn, text::say("status.refused", {refused})));
}

void add_list_parts(std::vector<StatusPart>& parts, const app::Model& model) {
  if (!model.listed && model.not_listed)  // why stands on the page
    return parts.push_back(warning_part(Mark::Cross, Tone::Bad, text::say("home.cannot_open", {})));
  if (!model.listed) return parts.push_back({Mark::None, Tone::Neutral, text::say("status.reading", {})});
  if (model.home.reports.empty())
    parts.push_back({Mark::None, Tone::Neutral, text::say("status.no_reports", {}), Place::Saved});
  else
    parts.push_back({Mark::Dot, Tone::Good, text::say("status.all_saved", {model.home.reports.size()}), Place::Saved});
  if (model.sync.running) return parts.push_back(sending_part(model.sync.progress, std::nullopt));
  if (const client::Waiting all = waiting(model); all.all() > 0) parts.push_back(waiting_part(all));
}

StatusPart skew_part(std::int64_t skew_ms) {
  return warning_part(Mark::Warning, Tone::Warn,
                      text::say(skew_ms > 0 ? "status.clock_fast" : "status.clock_slow", {}));
}

StatusPart server_part(const app::Model& model) {
  if (!model.home.self) return {Mark::None, Tone::Neutral, text::say("status.not_enrolled", {})};
  const std::string last = moment(model.home.last_sync, model.now_ms);
  const std::string when = text::say(last.empty() ? "common.never_synced" : "common.last_sync", {last});
  const auto& next = model.home.next_try;
  const bool failed_before = next && next->failures > 0;  // this time or the last time the program was open
  if (!model.sync.error && !failed_before) return {Mark::None, Tone::Neutral, when};
  const std::string again = failed_before ? moment(next->at_ms, model.now_ms) : std::string();
  if (!model.sync.error || model.sync.error->code == "offline")
    return warning_part(Mark::Warning, Tone::Warn,
                        text::say(again.empty() ? "status.offline" : "status.offline_again", {when, again}));
  return warning_part(Mark::Warning, Tone::Bad,
                      text::say(again.empty() ? "status.failed" : "status.failed_again", {when, again}));
}

// None where nothing that was here has changed.
void add_changes_part(std::vector<StatusPart>& parts, const app::SyncState& sync) {
  const app::ChangeCount count = app::count_changes(sync.changed);
  if (count.places == 0) return;
  parts.push_back({Mark::None, Tone::Neutral, text::say("status.changed", {count.reports, count.places})});
}

constexpr float kDotSize = 12;

float part_width(const Ui& ui, const StatusPart& part) {
  return (part.mark == Mark::None ? 0 : ui.px(kDotSize + 4)) + text_width(ui.look, Type::Small, part.words);
}

// What does not fit is left out from the end, but for a warning, which is cut.
void draw_parts(const Ui& ui, Box room, const Status& status) {
  const Palette& colour = ui.colour();
  const bool loud = status.loud == Status::Loud::Yes;
  const float dot = text_width(ui.look, Type::Small, "·") + ui.px(8);
  float x = room.min.x;
  for (std::size_t i = 0; i < status.parts.size() && x < room.max.x; ++i) {
    const StatusPart& part = status.parts[i];
    const bool fits = x + (i > 0 ? dot : 0) + part_width(ui, part) <= room.max.x + 1;
    if (!fits && part.place > Place::Warning) break;
    const Colour ink = loud ? colour.on_accent : part.tone == Tone::Neutral ? colour.quiet : ink_of(colour, part.tone);
    if (i > 0) {
      draw_text_in(ui.look, {{x, room.min.y}, room.max}, Type::Small, loud ? ink : colour.faint, "·");
      x += dot;
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

Status status_of(const app::Model& model, std::string_view typing) {
  Status status;
  if (model.unsaved) return {Status::Loud::Yes, {warning_part(Mark::Cross, Tone::Bad, not_saved(*model.unsaved))}};
  if (model.report) {
    add_report_parts(status.parts, model, typing);
  } else {
    add_list_parts(status.parts, model);
  }
  if (model.listed && !model.sync.running) {
    status.parts.push_back(server_part(model));
    add_changes_part(status.parts, model.sync);
  }
  if (client::is_told(model.home.skew_ms)) status.parts.push_back(skew_part(model.home.skew_ms));
  std::ranges::stable_sort(status.parts, {}, &StatusPart::place);
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
    total.wishes += here.wishes;
  }
  return total;
}

std::optional<float> sent_share(const client::SyncProgress& progress) {
  const auto share = [](std::int64_t done, std::int64_t total) {
    return std::clamp(static_cast<float>(done) / static_cast<float>(total), 0.0f, 1.0f);
  };
  if (progress.sent < progress.to_send) return share(progress.sent, progress.to_send);
  if (progress.files.total > 0) return share(progress.files.done, progress.files.total);
  return progress.to_send > 0 ? std::optional(1.0f) : std::nullopt;
}

namespace {

// Where a figure is being typed.
std::string_view typing_at(const Frame& frame) {
  const FormMemory& memory = frame.memory.form;
  if (!frame.ui.scratch.active) return {};
  return memory.reading.empty() ? memory.cell : memory.reading;
}

// What the line says of words that no value was made of leads to the first of them.
struct Way {
  std::string to;  // a path text; empty: the list at the right
  bool open = false;
};

Way way_of(const Frame& frame, std::string_view typing) {
  const std::vector<app::Unread> unread = unread_but(frame.model, typing);
  if (!unread.empty()) return {unread.front().path.text(), true};
  return {{}, !app::words_without_field(frame.model).empty()};
}

void go_the_way(Frame& frame, const Way& way) {
  if (!way.to.empty()) return frame.ask(app::GoTo{way.to});
  frame.ask(app::ShowSide{app::Side::Findings});
  frame.memory.panes.right.folded = Folded::No;
}

void draw_way(Frame& frame, const Way& way, const std::string& label, float width) {
  const Ui& ui = frame.ui;
  ImGui::SameLine(0, 0);
  const Item item = button_item(label, {width, ui.px(kStatusHeight)});
  if (item.hovered) fill(ui.look, item.box, ui.colour().accent_soft);
  if (item.ringed) focus_ring(ui.look, item.box.inset(ui.px(2), ui.px(2)));
  draw_text_in(ui.look, item.box, Type::Small, ui.colour().accent, shown_part(label), Align::Centre);
  if (item.pressed) go_the_way(frame, way);
}

}  // namespace

void status_line(Frame& frame) {
  Ui& ui = frame.ui;
  const std::string_view typing = typing_at(frame);
  const Status status = status_of(frame.model, typing);
  const bool loud = status.loud == Status::Loud::Yes;
  const Way way = loud ? Way() : way_of(frame, typing);
  const std::string label = text::label("action.go_there", "###status/unread");
  const float way_width = way.open ? text_width(ui.look, Type::Small, shown_part(label)) + ui.px(16) : 0;
  status_bar(ui, "###status_bar", [&] {
    const Item item = button_item(status.sentence() + "###status", {width_left() - way_width, ui.px(kStatusHeight)});
    const Box whole = item.box.inset(-ui.px(16));
    if (loud) fill(ui.look, whole, ui.colour().bad);
    if (!loud && item.hovered) fill(ui.look, whole, ui.colour().ground);
    draw_parts(ui, item.box, status);
    if (item.ringed) focus_ring(ui.look, whole.inset(ui.px(2), ui.px(2)));
    explain_on_hover(ui, item, loud ? status.sentence() : status.sentence() + "\n" + text::say("status.hint", {}));
    if (item.pressed) frame.ask(app::ShowScreen{app::Screen::SyncSteps});
    if (way.open) draw_way(frame, way, label, way_width);
  });
}

}  // namespace ziping::view
