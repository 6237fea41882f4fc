#include "client/view/timeline.h"

#include <algorithm>

#include "client/text/say.h"
#include "client/view/history_words.h"
#include "client/view/moment.h"
#include "client/view/widgets/blocks.h"

namespace ziping::view {
namespace {

constexpr float kRail = 20;  // at 100 %: the line that the moments hang on, with their marks

// One moment as it is drawn.
struct TimelineEntry {
  std::string which = {};  // of a state that can be read; empty for a step of the review
  std::string title = {}, about = {}, note = {};
  Mark mark = Mark::Dot;
  Tone tone = Tone::Neutral;
  std::string pill = {};  // version 1
};

TimelineEntry draft_entry(const app::OpenReport& report) {
  TimelineEntry entry{.which = "draft", .title = text::say("common.draft", {})};
  entry.about = report.around.draft ? text::say("timeline.draft_ahead") : text::say("timeline.draft_same");
  entry.tone = Tone::Accent;
  return entry;
}

TimelineEntry revision_entry(const app::Model& model, const client::LogEntry& revision) {
  TimelineEntry entry{.which = revision.revision, .title = app::user_name(model, revision.author)};
  if (model.home.self && model.home.self->name == revision.author) entry.title += text::say("timeline.me");
  entry.about =
      text::say(revision.sent ? "timeline.at_headquarters" : "timeline.unsent", {moment(revision.at, model.now_ms)});
  entry.note = revision.note;
  entry.mark = revision.sent ? Mark::Check : Mark::Up;
  entry.tone = revision.sent ? Tone::Good : Tone::Warn;
  const auto& versions = model.report->around.versions;
  const auto version = std::ranges::find(versions, revision.revision, &client::VersionEntry::revision);
  if (version != versions.end()) {
    entry.which = std::to_string(version->version);
    entry.pill = text::say("common.version", {entry.which});
    return entry;
  }
  const auto& former = model.report->around.former_versions;
  const auto before = std::ranges::find(former, revision.revision, &client::VersionEntry::revision);
  if (before != former.end()) entry.pill = text::say("timeline.version_before", {before->version});
  return entry;
}

// A reviewer is given the state of a version and not always its revision.
bool has_revision(const app::OpenReport& report, std::int64_t version) {
  const auto at = std::ranges::find(report.around.versions, version, &client::VersionEntry::version);
  return at != report.around.versions.end() && log_entry(report, at->revision);
}

TimelineEntry step_entry(const app::Model& model, const client::StageEntry& step) {
  TimelineEntry entry{.title =
                          std::string(app::stage_words(sync::stage_named(step.stage).value_or(sync::Stage::Drafting)))};
  if (const auto action = sync::action_named(step.action); action == sync::Action::Withdraw)
    entry.title = text::say("timeline.withdrawn");
  if (step.version > 0) entry.title = text::say("timeline.version_stage", {step.version, entry.title});
  if (step.late) entry.title = text::say("timeline.late", {entry.title});
  const bool submits = sync::action_named(step.action) == sync::Action::Submit && step.version > 0;
  if (submits && !has_revision(*model.report, step.version)) entry.which = std::to_string(step.version);
  entry.about = moment(step.at, model.now_ms) + " · " + app::user_name(model, step.by);
  entry.note = step.note;
  const auto stage = sync::stage_named(step.stage);
  entry.mark = stage == sync::Stage::Returned   ? Mark::Warning
               : stage == sync::Stage::Accepted ? Mark::Check
                                                : Mark::Right;
  entry.tone = stage == sync::Stage::Returned ? Tone::Warn : stage == sync::Stage::Accepted ? Tone::Good : Tone::Accent;
  return entry;
}

TimelineEntry former_entry(const app::Model& model, const client::StageEntry& step) {
  TimelineEntry entry = step_entry(model, step);
  entry.which.clear();
  entry.title = text::say("timeline.before_restore", {entry.title});
  entry.tone = Tone::Neutral;
  return entry;
}

// Revisions keep the order of the history; the rest is put between them by its time, which is a label and no more.
std::vector<TimelineEntry> entries(const app::Model& model) {
  const client::Surroundings& around = model.report->around;
  struct Dated {
    std::string at;
    TimelineEntry entry;
  };
  std::vector<Dated> others;
  for (const client::StageEntry& step : around.stages) others.push_back({step.at, step_entry(model, step)});
  for (const client::StageEntry& step : around.former_stages) others.push_back({step.at, former_entry(model, step)});
  std::ranges::stable_sort(others, {}, &Dated::at);
  std::vector<TimelineEntry> out;
  const std::vector<std::string> readable = app::readable_states(model);
  if (!readable.empty() && readable.front() == "draft") out.push_back(draft_entry(*model.report));
  for (const client::LogEntry& revision : around.log) {
    for (; !others.empty() && others.back().at >= revision.at; others.pop_back()) out.push_back(others.back().entry);
    out.push_back(revision_entry(model, revision));
  }
  for (; !others.empty(); others.pop_back()) out.push_back(others.back().entry);
  return out;
}

// Compares it with the newer of the two looked at, or, where it is itself the newer one, the older with it.
void compare_with(Frame& frame, const std::string& which) {
  const app::OpenReport& report = *frame.model.report;
  const std::vector<std::string> states = app::readable_states(frame.model);  // newest first
  const auto age = [&](const std::string& state) { return std::ranges::find(states, state) - states.begin(); };
  std::string left = which, right = report.right.empty() ? states.front() : report.right;
  if (left == right) return;
  if (age(left) < age(right)) std::swap(left, right);
  frame.ask(app::Compare{left, right});
}

float line_of(const Ui& ui, Type type) { return std::round(ui.look.type_px(type) * kProseLineHeight); }

// Which of the two that are compared it is.
std::string_view chosen_as(const app::OpenReport& report, const TimelineEntry& entry) {
  if (entry.which.empty()) return {};
  return entry.which == report.left    ? text::say("timeline.old")
         : entry.which == report.right ? text::say("timeline.new")
                                       : "";
}

// The title, with its pills at the right end.
void draw_title(const Ui& ui, Box line, const TimelineEntry& entry, std::string_view chosen) {
  float right = line.max.x;
  const auto place = [&](std::string_view words) {
    const float left = right - pill_width(ui, words), middle = line.centre().y;
    right = left - ui.px(4);
    return Box{{left, std::round(middle - ui.px(11))}, {left + pill_width(ui, words), std::round(middle + ui.px(11))}};
  };
  const Box chosen_pill = chosen.empty() ? Box{} : place(chosen);
  const Box version_pill = entry.pill.empty() ? Box{} : place(entry.pill);
  draw_text_in(ui.look, {line.min, {right - ui.px(4), line.max.y}}, Type::Body, ui.colour().text, entry.title);
  if (!entry.pill.empty()) draw_pill_in(ui, version_pill, entry.pill, Tone::Neutral);
  if (chosen.empty()) return;
  // Filled: the soft accent is the ground of the whole entry then.
  fill(ui.look, chosen_pill, ui.colour().accent, kPillRadius);
  draw_text_in(ui.look, chosen_pill, Type::Small, ui.colour().on_accent, chosen, Align::Centre);
}

// The mark on the rail, and the rail down to the next one.
void draw_rail(const Ui& ui, Box box, float middle, const TimelineEntry& entry, bool is_last) {
  const float x = box.min.x + ui.px(8 + kRail / 2 - 4), gap = ui.px(10);
  const float next = box.max.y + middle - box.min.y;
  if (!is_last) vertical_line(ui.look, std::round(x), middle + gap, next - gap, ui.colour().line_strong);
  draw_badge(ui, {x - ui.px(6), middle}, entry.mark, {}, entry.tone);
}

void draw_entry(Frame& frame, const TimelineEntry& entry, bool is_last) {
  Ui& ui = frame.ui;
  const Palette& colour = ui.colour();
  const float padding = ui.px(8), left = ui.px(kRail + 12), width = width_left() - left - padding;
  const float title = line_of(ui, Type::Body), about = line_of(ui, Type::Small);
  const float note = entry.note.empty() ? 0 : paragraph_height(ui.look, width, Type::Small, entry.note);
  const ImVec2 size{width_left(), title + about + note + 2 * padding};
  Item item;
  if (entry.which.empty()) {
    item.box = take_room(size);
    item.visible = ImGui::IsRectVisible(item.box.min, item.box.max);
  } else {
    item = button_item("###timeline/" + entry.which, size);
  }
  if (item.pressed) compare_with(frame, entry.which);
  if (!item.visible) return;
  const std::string_view chosen = chosen_as(*frame.model.report, entry);
  if (!chosen.empty() || item.hovered)
    fill(ui.look, item.box, chosen.empty() ? colour.surface : colour.accent_soft, kCornerRadius);
  if (item.ringed) focus_ring(ui.look, item.box);
  const ImVec2 at{item.box.min.x + left, item.box.min.y + padding};
  draw_rail(ui, item.box, at.y + title / 2, entry, is_last);
  draw_title(ui, {at, {at.x + width, at.y + title}}, entry, chosen);
  draw_text_in(ui.look, {{at.x, at.y + title}, {at.x + width, at.y + title + about}}, Type::Small, colour.quiet,
               entry.about);
  if (!entry.note.empty())
    draw_paragraph(ui.look, {at.x, at.y + title + about}, width, Type::Small, colour.text, entry.note);
}

}  // namespace

void timeline(Frame& frame) {
  section_header(frame.ui, text::say("timeline.title"));
  const std::vector<TimelineEntry> all = entries(frame.model);
  ImGui::PushStyleVar(ImGuiStyleVar_ItemSpacing, {0, 0});
  for (std::size_t i = 0; i < all.size(); ++i) draw_entry(frame, all[i], i + 1 == all.size());
  ImGui::PopStyleVar();
}

}  // namespace ziping::view
